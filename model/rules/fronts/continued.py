"""The recorded dates up to a moment, then the hazard of a stochastic front: what could be foreseen then.

Up to `front.record_ends` places change hands as with `recorded`. From that moment on the clock of each place,
one that the opposition still holds is pressed as with `stochastic`, whose hazard begins to add up only then.
No recorded date on or after that day is read.

Source: none of its own; the forecast of a front by somebody who knows the record so far.
"""
