"""Where two lives of one family part, and what differed around it, computed from what was watched.

Two lives are the same as long as all parts of the family are in the same place and state with the same
members and stores. In the first hour in which they are not, and in the first in which place or state is not
the same, what was watched is set side by side: everything in the place where the family was until then, and
what it was like itself. If it set out in one world only, each of these that weighs on leaving is also
weighed: how much more or less pressure to leave the family would have lived through in the first world, had
this alone been as in the second (with the rule's own functions). If nothing differs that is watched, this
says so, and no cause is named.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from experiments.lives import words
from experiments.lives.events import Event, fire, story
from experiments.lives.pressure import Pressure, adds_up, hazard, pressure
from experiments.lives.watch import STAYING, Around, Family, Part, Watch
from model.codes import Side, Way

SMALL = 0.001  # logarithm: effects on the pressure to leave that are less than a thousandth are no reason


@dataclass(frozen=True)
class Difference:
    """One thing that was watched and differed when the lives parted."""

    name: str
    what: str
    since: int  # hour of the run in which it first differed
    a: str
    b: str
    effect: float | None = None  # pressure to leave in A had this alone been as in B, of what it was

    @property
    def alone(self) -> str:
        """The effect in words."""
        return "" if self.effect is None else f"× {self.effect:.3g}"


@dataclass(frozen=True)
class Parting:
    """The first hour in which two lives differ, or in which the family is not in the same place and state."""

    what: str
    hour: int
    kind: str  # leaving, harm, front, food or way
    a: tuple[Event, ...]
    b: tuple[Event, ...]
    differences: tuple[Difference, ...]
    sign: int  # 1 if the family has set out in B only, -1 if in A only

    @property
    def happened(self) -> tuple[str, str]:
        """What happened to the family in that hour in each world."""
        a, b = ("; ".join(event.text for event in events) for events in (self.a, self.b))
        nothing = "it stays" if self.kind == "leaving" else "nothing happens to it"
        return a or nothing, b or nothing

    @property
    def reasons(self) -> list[Difference]:
        """What bears on what happened, the weightiest first: three at most.

        If the family set out in one world only, what made for that, rather than what held it back.
        """
        relevant = [each for each in self.differences if each.name in RELEVANT[self.kind]]
        if self.kind == "leaving":
            effects = {each.name: _log(each.effect) for each in relevant}
            weight = {name: self.sign * log if self.sign else abs(log) for name, log in effects.items()}
            weighed = [each for each in relevant if each.effect is None or weight[each.name] > SMALL]
            relevant = sorted(weighed, key=lambda each: -weight[each.name])
        return relevant[:3]


Say = Callable[[Watch, Part, Part], str]  # in one world, with the part as it is in the other
RELEVANT = {
    "leaving": ("threat", "front", "gone", "damage", "belief", "ways", "inside", "own", "holder", "rule"),
    "harm": ("hit", "fire", "people"),
    "front": ("clock", "holder", "fire"),
    "food": ("handed out", "price"),
    "way": ("ways", "holder", "own", "people"),
}


def partings(a: Watch, b: Watch) -> tuple[Parting, ...]:
    """Where the lives part, and where the ways do if that is later; nothing if they are the same."""
    lives = _first(a, b, lambda family: tuple(part.state() for part in family))
    ways = _first(a, b, lambda family: tuple((part.status, part.place) for part in family if part.people))
    lines = {"the two lives": lives, "their ways": ways if ways != lives else None}
    return tuple(_parting(a, b, line, what) for what, line in lines.items() if line is not None)


def _first(a: Watch, b: Watch, of: Callable[[Family], object]) -> int | None:
    """The first line on which something of the family is not the same in the two worlds."""
    pairs = enumerate(zip(a.hours, b.hours, strict=True))
    return next((line for line, (one, other) in pairs if of(one) != of(other)), None)


def _parting(a: Watch, b: Watch, line: int, what: str) -> Parting:
    hour, i = max(line - 1, 0), _part(a, b, line)
    at = [tuple(each for each in story(watch) if each.hour == hour) for watch in (a, b)]
    left = [watch.hours[line][i].status not in STAYING for watch in (a, b)]
    found = tuple(_differences(a, b, line))
    return Parting(what, hour, _kind(a, b, line), at[0], at[1], found, left[1] - left[0])


def _part(a: Watch, b: Watch, line: int) -> int:
    """The part of the family, of those there were in both worlds, whose lives differ first."""
    both = min(len(watch.hours[max(line - 1, 0)]) for watch in (a, b))
    pairs = enumerate(zip(a.hours[line][:both], b.hours[line][:both], strict=True))
    return next((i for i, (one, other) in pairs if one.state() != other.state()), 0)


def _kind(a: Watch, b: Watch, line: int) -> str:
    """What sort of thing happened in one of the worlds only."""
    i = _part(a, b, line)
    (was, one), (once, other) = ((w.hours[max(line - 1, 0)][i], w.hours[line][i]) for w in (a, b))
    if was.place == one.place == other.place and one.around.side != other.around.side:
        return "front"
    if one.status == other.status and (one.hungry != was.hungry) != (other.hungry != once.hungry):
        return "food"
    if _is_hurt(was, one) != _is_hurt(once, other) and len(a.hours[line]) == len(b.hours[line]):
        return "harm"
    return "leaving" if was.status in STAYING and not (one.called or other.called) else "way"


def _is_hurt(before: Part, now: Part) -> bool:
    """Whether somebody was killed or wounded, rather than held."""
    is_smaller = now.people + now.detained < before.people + before.detained
    return is_smaller or now.wounded > before.wounded


# What is set side by side, with its words.


def _differences(a: Watch, b: Watch, line: int) -> list[Difference]:
    """Everything watched that differed in the hour, in the place where the family was."""
    i = _part(a, b, line)
    shared = range(1, line)
    began = next((h for h in reversed(shared) if a.hours[h][i].place != a.hours[line - 1][i].place), 0) + 1
    pairs = [(a.hours[h][i], b.hours[h][i]) for h in range(began, line)]
    pairs.append((_stood(a, line, i), _stood(b, line, i)))
    effects = _effects(a, b, pairs)
    found = []
    for name, (what, read, say) in SEEN.items():
        values = [(read(one), read(other)) for one, other in pairs]
        if values[-1][0] != values[-1][1]:
            since = next(h for h, (x, y) in enumerate(values) if x != y) + began - 1
            one, other = pairs[-1]
            told = say(a, one, other), say(b, other, one)
            found.append(Difference(name, what, since, *told, effect=effects.get(name)))
    if _rule(a) != _rule(b):
        found.append(Difference("rule", "numbers of the rule of leaving", 0, "its own", "its own"))
    return found


def _stood(watch: Watch, line: int, i: int) -> Part:
    """The part as it was, in its place as that was in the hour in which it may have left it."""
    before, now = watch.hours[line - 1][i], watch.hours[line][i]
    return before._replace(around=now.left)


def _rule(watch: Watch) -> Any:  # noqa: ANN401 (each rule has weights of its own type)
    return watch.simulation.population.weights


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _share(name: str) -> Say:
    return lambda _, part, __: f"{getattr(part.around, name):.3f}"


def _ways(watch: Watch, part: Part, other: Part) -> str:
    """Of all ways out, the one whose appeal differs most between the two worlds, as it is in one of them."""
    here, there = ({known.way: known for known in each.around.ways} for each in (part, other))
    appeals = {
        way: [each[way].appeal if way in each else 0.0 for each in (here, there)] for way in here | there
    }
    if not appeals:
        return "none known"
    way = max(appeals, key=lambda way: abs(appeals[way][0] - appeals[way][1]))
    name = words.way(watch.simulation.city, watch.simulation.population, way)
    if way not in here:
        return f"{name}: not open, or not heard of"
    known = f", known to {here[way].known:.0%}" if here[way].known < 0.995 else ""
    trust = f", trust {here[way].trust:.2f}" if here[way].kind != Way.BREACH else ""
    return f"{words.WAYS[here[way].kind]} {name}{known}{trust}"


def _own(_: Watch, part: Part, __: Part) -> str:
    told = ["hungry"] if part.hungry else []
    told += [f"{words.number(part.wounded)} wounded"] if part.wounded else []
    told += [f"{part.kin_out:.0%} of its kin out"] if part.kin_out else []
    return ", ".join(told) or "as at first"


def _ways_seen(around: Around) -> object:
    return tuple((known.way, known.kind, round(known.appeal, 9)) for known in around.ways)


SEEN: dict[str, tuple[str, Callable[[Part], object], Say]] = {
    "holder": (
        "who holds the place",
        lambda p: p.around.side,
        lambda watch, p, _: watch.simulation.city.holders[Side(p.around.side)],
    ),
    "fire": ("fighting, of the usual", lambda p: p.around.fire, lambda _, p, __: fire(p.around)),
    "clock": (
        "hours the offensive has run",
        lambda p: p.around.clock,
        lambda _, p, __: f"{p.around.clock:.0f}",
    ),
    "threat": ("threat (strikes remembered, 0-1)", lambda p: p.around.threat, _share("threat")),
    "front": ("pressure of the front (0-1)", lambda p: p.around.front, _share("front")),
    "belief": ("belief in a pause (0-1)", lambda p: p.around.belief, _share("belief")),
    "ways": ("ways out, most of all", lambda p: _ways_seen(p.around), _ways),
    "inside": ("appeal of places inside", lambda p: round(p.around.inside, 9), _share("inside")),
    "gone": (
        "neighbours who have left",
        lambda p: p.around.gone,
        lambda _, p, __: _percent(p.around.gone),
    ),
    "damage": ("dwellings destroyed", lambda p: p.around.damage, lambda _, p, __: _percent(p.around.damage)),
    "own": ("the family's own readiness", lambda p: (p.factor, p.hungry, p.kin_out), _own),
    "handed out": (
        "need of food handed out",
        lambda p: p.around.handed_out,
        lambda _, p, __: _percent(p.around.handed_out),
    ),
    "price": ("price of food, of the usual", lambda p: p.around.price, _share("price")),
    "hit": (
        "killed and wounded there so far",
        lambda p: (p.around.killed, p.around.wounded),
        lambda _, p, __: f"{p.around.killed:,} and {p.around.wounded:,}",
    ),
    "people": ("people in the place", lambda p: p.around.people, lambda _, p, __: f"{p.around.people:,}"),
}


# What weighs on leaving.


def _effects(a: Watch, b: Watch, pairs: list[tuple[Part, Part]]) -> dict[str, float]:
    """Name -> pressure lived through in A since the wait began, had this alone been as in B, of what it was.

    None for rules under which pressure does not add up over the hours, or where there was none.
    """
    last = pairs[-1][0] if len(pairs) == 1 else pairs[-2][0]
    wait = [(one, other) for one, other in pairs if one.event == last.event and one.status in STAYING]
    weights = _rule(a)
    if weights != _rule(b) or not wait or not adds_up(weights):
        return {}
    plain = [(pressure(one), pressure(other)) for one, other in wait]
    usual = sum(hazard(weights, one) for one, _ in plain)
    if not 0.0 < usual < math.inf:
        return {}
    return {
        name: sum(hazard(weights, one._replace(**{name: getattr(other, name)})) for one, other in plain)
        / usual
        for name in Pressure._fields
    }


def _log(effect: float | None) -> float:
    return 0.0 if effect is None else math.log(effect) if effect > 0.0 else -math.inf
