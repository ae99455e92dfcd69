"""Plain English for what the arrays hold: people, places, ways, where a family is in life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from model.city import City
from model.codes import STATUS_LABELS, Member, Status, Way
from model.engine.ground import Ground

ONE = {Member.CHILD: "child", Member.WOMAN: "woman", Member.MAN: "man of 15-55", Member.ELDERLY: "old person"}
MANY = {
    Member.CHILD: "children",
    Member.WOMAN: "women",
    Member.MAN: "men of 15-55",
    Member.ELDERLY: "old people",
}
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)


def number(n: int) -> str:
    """Small numbers as words."""
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def several(n: int, one: str, many: str) -> str:
    """`one child`, `three children`."""
    return f"{number(n)} {one if n == 1 else many}"


def joined(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def members(counts: Iterable[int]) -> str:
    """The people of a family by class: `a woman, two men of 15-55 and three children`."""
    order = (Member.WOMAN, Member.MAN, Member.ELDERLY, Member.CHILD)
    by_class = dict(zip(Member, counts, strict=True))
    found = [several(by_class[member], ONE[member], MANY[member]) for member in order if by_class[member]]
    return joined(found) if found else "nobody"


def person(member: Member) -> str:
    """`a child`, `an old person`."""
    return ("an " if ONE[member][0] in "aeio" else "a ") + ONE[member]


def place(city: City, p: int) -> str:
    """The name of a place, without what else it is called."""
    return city.places[p].name.partition(" (")[0]


def way(city: City, population: Ground, e: int) -> str:
    """A way out by its two ends."""
    ways = population.ways
    return f"{place(city, int(ways.inside[e]))} – {place(city, int(ways.outside[e]))}"


WAYS = {
    Way.SHUT: "the way",
    Way.BREACH: "the broken front line",
    Way.CORRIDOR: "the way out",
    Way.FLEET: "the buses",
}


def whereabouts(status: Status, people: int, detained: int) -> str:
    """Where members are in life; those who are no more, too."""
    if people == 0:
        return "all detained" if detained else "nobody is left"
    return STATUS_LABELS[status]
