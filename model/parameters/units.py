"""How a unit may be spelt, and the fraction that turns one spelling into another."""

from __future__ import annotations

from model.errors import nearest

TIME = {
    **dict.fromkeys(("s", "second", "seconds"), 1),
    **dict.fromkeys(("min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hour", "hours"), 3600),
    **dict.fromkeys(("d", "day", "days"), 86400),
    **dict.fromkeys(("w", "week", "weeks"), 604800),
}
LENGTH = {"m": 1, "km": 1000}
MASS = {"kg": 1, "t": 1000}
SHARE = {"%": 1, "1": 100, "": 100}
MEASURED = (TIME, LENGTH, MASS)


def is_measured(unit: str) -> bool:
    """Whether a number means nothing without its unit: a duration, length, speed or mass, not a count."""
    return any(unit.split("/")[0] in table for table in MEASURED)


def spellings(unit: str) -> list[str]:
    """The words for units of the same kind; a unit without a slash, such as 'h', '1' or 'people'."""
    table = next((table for table in (*MEASURED, SHARE) if unit in table), {unit: 1})
    return [word for word in table if word]


def near_unit(spelling: str, unit: str) -> str | None:
    """The unit of the same kind as `unit` that `spelling` may be a slip for."""
    return nearest(spelling, spellings(unit))


def factor(spelling: str, unit: str) -> tuple[int, int] | None:
    """The fraction that turns a number in `spelling` into `unit`, or None if it measures another thing."""
    theirs, ours = spelling.split("/"), unit.split("/")
    if len(theirs) != len(ours):
        return None
    top, bottom = 1, 1
    for place, (their, our) in enumerate(zip(theirs, ours, strict=True)):
        sizes = _sizes(their.strip(), our)
        if sizes is None:
            return None
        many, few = sizes if place == 0 else sizes[::-1]
        top, bottom = top * many, bottom * few
    return top, bottom


def _sizes(their: str, our: str) -> tuple[int, int] | None:
    for table in (*MEASURED, SHARE):
        if their in table and our in table:
            return table[their], table[our]
    return (1, 1) if _singular(their) == _singular(our) else None


def _singular(word: str) -> str:
    return "person" if word == "people" else word.removesuffix("s")
