"""The plain-object population: every household is a Mesa agent that steps itself, in readable Python.

It has the same rules as the compiled one and the same draws, so that both run the same lives, hour by hour;
read it to understand the model, and extend it first. What a household is made of is in `members` and
`household`; what it does in an hour is one file each, from `deciding` to `screening`, and `population` says
who acts when. Places, ways and news are those of `model.engine.ground`, for both alike.
"""
