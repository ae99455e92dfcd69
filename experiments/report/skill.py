"""How good forecasts are, in short: a verdict, and a table of skill and coverage by what was reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.table import Table
from rich.text import Text

from experiments.forecasters import FORECASTERS
from experiments.report.numbers import precise
from experiments.report.tables import plain_table
from experiments.scoring import ALL_LEFT, KINDS, LEFT, Kind, Summary
from experiments.stacking import EQUAL, STACK, Stack

What = tuple[Kind, str]  # and the group of observables
Found = Mapping[What, Summary]

ENOUGH = 10  # figures of which to say in words or per cent how they were foretold
TELLING = 0.2  # of skill: less, over some twenty figures, is not known to be a difference (docs/scores.md)
ANY = "any of them"
NAMES: dict[Kind, str] = {
    "increment": "Increments, people per day",
    "total": "Totals, each in its own unit",
}
JUDGED = {
    "better": "better than the best naive forecaster",
    "worse": "worse than the best naive forecaster",
    "level": "not to be told from the best naive forecaster",
    "open": "the forecasts differ beside the best naive forecaster",
}
NOTE = (
    "Skill: 1 less CRPS over that of the naive forecaster that did best on the same figures; 0 is as good as"
    " it, 1 is perfect. In brackets: the share of the figures inside the 80% interval; 80% is right. Of"
    " few figures: how many."
)
POOLS = (
    " Equal weights: a mixture of the forecasts, each as likely. Stack: one by the weights that fit the"
    " figures for calibration best; nothing held out bears on them."
)
WISE = (
    "No forecast, but the one course of events that scores best, found with the held-out figures in hand and"
    " told by the same reporters: what it was worth to know what would happen."
)
APART = (
    "Drivers as recorded (fronts, openings, vehicles), which no forecaster had: not to be set beside naive"
    " forecasts. CRPS: less is better; a half and four fifths of the figures should lie inside."
)
WEIGHED = (
    "Log score: mean over {groups} groups of figures for calibration that share a reporter's bias, of the"
    " logarithm of the probability that just this was said; more is better. In sample: to these same figures"
    " the numbers of each forecast were fitted, or set by hand."
)


@dataclass(frozen=True)
class Beside:
    """Forecasts, and pools of them, by title; the naive forecaster that did best; hindsight by forecast."""

    forecasts: Mapping[str, Found]
    naive: Found
    hindsight: Mapping[str, Found]

    def skills(self, what: What) -> list[float]:
        """Of every forecast over the best naive forecaster; none where that is never wrong."""
        found = (each[what].skill for each in self.forecasts.values())
        return [skill for skill in found if skill is not None]

    def judged(self, what: What) -> str:
        """Whether all forecasts are better or worse than the best naive one, by enough to tell."""
        words = {_judged(each[what].crps, self.naive[what].crps) for each in self.forecasts.values()}
        return words.pop() if len(words) == 1 else "open"


def _judged(crps: float, naive: float) -> str:
    if abs(crps - naive) < TELLING * naive or crps == naive:
        return "level"
    return "better" if crps < naive else "worse"


def of(found: Sequence[Summary], name: str) -> Found:
    """How one of several forecasters did."""
    return {(each.kind, each.group): each for each in found if each.forecaster == name}


def best_naive(found: Sequence[Summary]) -> Found:
    """The naive forecaster with the least mean CRPS on each group."""
    by_group: dict[What, list[Summary]] = {}
    for each in found:
        if each.forecaster in FORECASTERS:
            by_group.setdefault((each.kind, each.group), []).append(each)
    return {what: _least(some) for what, some in by_group.items()}


def _least(found: Sequence[Summary]) -> Summary:
    best = min(found, key=lambda each: each.crps)
    are_alike = all(each.crps == best.crps for each in found)  # as where nothing had been said before
    return replace(best, forecaster=ANY) if are_alike else best


def verdict(found: Beside) -> list[str]:
    """The answer: on people per day, the harder test; how sure to be of it; and on totals."""
    whats = list(found.naive)
    head = next((what for what in whats if what == ("increment", ALL_LEFT)), whats[0])
    totals = [what for what in whats if what[0] == "total" and what != head and found.naive[what].n >= ENOUGH]
    return [*_headline(found, head), *([_totals(found, totals)] if totals else [])]


def _headline(found: Beside, what: What) -> tuple[str, str]:
    skills, forecasts = found.skills(what), [each[what] for each in found.forecasts.values()]
    number = found.naive[what].n
    told = f", skill {_span(skills, lambda skill: _signed(skill, _digits(number)))}" if skills else ""
    few = "" if number >= ENOUGH else ", too few to say much"
    figures = f"{number} figure{'s' * (number != 1)}{few}"
    least, most = (_held(pick(forecasts, key=_inside), 1) for pick in (min, max))
    held = least if least == most else f"{least} to {most}"
    return (
        f"{NAMES[what[0]]}, {what[1]} ({figures}): {JUDGED[found.judged(what)]}{told}.",
        f"The 80% interval holds {held}{' of these figures' if number >= ENOUGH else ''}.",
    )


def _inside(each: Summary) -> float:
    """The share of the figures inside the 80% interval."""
    return each.coverage[1]


def _digits(number: int) -> int:
    """Decimals of a skill that so many figures bear."""
    return 2 if number >= ENOUGH else 1


def _totals(found: Beside, whats: Sequence[What]) -> str:
    """On what all forecasts are better or worse."""
    by_word: dict[str, list[str]] = {}
    for what in whats:
        skills = found.skills(what)
        told = f" ({_span(skills, _signed)})" if skills else ""
        by_word.setdefault(found.judged(what), []).append(what[1] + told)
    parts = [f"{word} on {', '.join(by_word[word])}" for word in ("better", "worse") if word in by_word]
    if "level" in by_word or "open" in by_word:
        parts.append(f"not to be told on {'the rest' if parts else 'any'}")
    return (
        f"Totals, the easier test, where there are {ENOUGH} figures or more, by a skill of {TELLING:g}:"
        f" {'; '.join(parts)}."
    )


def table(found: Beside) -> Table:
    """A row for what was reported, a column for each forecast: skill, and the share inside 80%."""
    page = plain_table("Held out: skill over the best naive forecaster (share of figures inside 80%)")
    page.add_column("")
    page.add_column("figures", justify="right")
    page.add_column("best naive")
    page.add_column("its CRPS", justify="right")
    _columns(page, found.forecasts)
    for what in _rows(page, found.naive):
        naive = found.naive[what]
        cells = (_skill(each[what]) for each in found.forecasts.values())
        page.add_row(what[1], str(naive.n), naive.forecaster, precise(naive.crps), *cells)
    page.caption = NOTE + (POOLS if EQUAL in found.forecasts else "")
    return page


def hindsight(found: Beside) -> Table:
    """The same of who knew the course of events, for each forecast that it goes on from."""
    page = plain_table("In hindsight: skill (share of figures inside 80%)")
    page.add_column("")
    _columns(page, found.hindsight)
    for what in _rows(page, next(iter(found.hindsight.values()))):
        page.add_row(what[1], *(_skill(each[what]) for each in found.hindsight.values()))
    page.caption = WISE
    return page


def recorded(title: str, found: Found) -> Table:
    """How the model did with the recorded drivers: a table of its own."""
    page = plain_table(f"{title}, drivers as recorded. Held out")
    page.add_column("")
    for heading in ("figures", "CRPS", "inside 50%", "inside 80%"):
        page.add_column(heading, justify="right")
    for what in _rows(page, found):
        each = found[what]
        page.add_row(what[1], str(each.n), precise(each.crps), _held(each, 0), _held(each, 1))
    page.caption = APART
    return page


def weights(stack: Stack, titles: Mapping[str, str]) -> Table:
    """What each forecast weighs in the stack: figures for calibration, in a table of their own."""
    page = plain_table("Weights in the stack. Figures for calibration")
    page.add_column("")
    for heading in ("log score", "weight"):
        page.add_column(heading, justify="right")
    for name, log_score in stack.log_scores.items():
        weight = stack.weights[STACK].get(name)
        page.add_row(titles.get(name, name), _signed(log_score, 3), "" if weight is None else f"{weight:.2f}")
    page.caption = WEIGHED.format(groups=stack.groups)
    return page


def _columns(page: Table, forecasts: Iterable[str]) -> None:
    """One for each forecast, as narrow as its cells and its words are."""
    for title in forecasts:
        page.add_column(title, justify="right", width=max(13, *map(len, title.split())))


def _rows(page: Table, found: Found) -> Iterator[What]:
    """What there are scores of, each kind under a line that names it; who left, once if by one way only."""
    for kind in KINDS:
        of_kind = [what for what in found if what[0] == kind]
        lefts = [what for what in of_kind if what[1] in LEFT]
        if len(lefts) == 1 and (kind, ALL_LEFT) in of_kind:
            of_kind.remove(*lefts)
        if of_kind:
            page.add_row(Text(NAMES[kind], style="bold"))
        yield from of_kind


def _skill(each: Summary) -> str:
    skill = "–" if each.skill is None else _signed(each.skill, _digits(each.n))
    return f"{skill} ({_held(each, 1)})"


def _held(each: Summary, which: int) -> str:
    """What share of the figures an interval holds; of few figures, how many."""
    share = each.coverage[which]
    return _share(share) if each.n >= ENOUGH else f"{round(share * each.n)} of {each.n}"


def _signed(value: float, digits: int = 2) -> str:
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def _share(value: float) -> str:
    return f"{value:.0%}"


def _span(values: Sequence[float], say: Callable[[float], str]) -> str:
    first, last = say(min(values)), say(max(values))
    return first if first == last else f"{first} to {last}"
