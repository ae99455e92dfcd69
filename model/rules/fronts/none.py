"""The line of the first hour stands.

No place is contested and none changes hands by force. The ground can still be handed over by agreement.

Source: none is needed; it is there to set the other kinds against.
"""
