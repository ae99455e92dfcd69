"""Reception: where people go once they are out, how long they stay there, and when they go home."""

from __future__ import annotations

from model.parameters import Parameters, Quantity, quantity


class Reception(Parameters):
    """Shelters, relatives and return."""

    relatives: Quantity = quantity(
        "1", "share of households who go to relatives straight away", at_least=0, at_most=1
    )
    onward: Quantity = quantity(
        "1/day", "hazard with which those in a shelter move on to relatives", at_least=0
    )
    returning: Quantity = quantity("1/day", "hazard of going home once the place has been quiet", at_least=0)
    quiet: Quantity = quantity(
        "h", "time after a place changed hands for which it does not count as quiet", at_least=0
    )
