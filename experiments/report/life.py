"""One family in two worlds, from the words of a command line to its answer: run, kept, drawn, told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from experiments import catalogue, compare, plots, provenance, results
from experiments.lives import follow, words
from experiments.lives.events import Event, moment
from experiments.lives.follow import Life, Lives
from experiments.lives.parting import Parting
from experiments.lives.watch import Part
from experiments.report.progress import Reporter
from experiments.report.session import PARENT, Prepared
from experiments.report.tables import plain_table
from model.codes import Side

NAMES = ("a", "b")  # of the two worlds, in the results
FILE = "life.json"
CAUTION = "An invented family: an illustration, not evidence (docs/ethics.md)."


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    lives: Lives
    folder: Path
    document: dict[str, Any]

    def tables(self) -> list[RenderableType]:
        """The answer for people."""
        return [*_tables(self.lives), CAUTION]

    def as_json(self) -> str:
        """The answer for programs."""
        return json.dumps(self.document, ensure_ascii=False, allow_nan=False)


def prepare(scenarios: tuple[str, str], sets: Sequence[str], out: Path | None, *, force: bool) -> Prepared:
    """Read and check everything; the two may be the same."""
    files = [next(iter(catalogue.named([word], folders=False).values())) for word in scenarios]
    plan = compare.plan(compare.load(dict(zip(NAMES, files, strict=True)), sets), with_tail=False)
    folder = out or PARENT / f"life-{plan.city.name.replace('/', '-')}-{datetime.now():%Y%m%d-%H%M%S}"
    results.probe(folder)
    results.check_free(folder, force=force)
    return Prepared(plan, folder, force)


def carry_out(ready: Prepared, seed: int, household: int | None, notes: Console) -> Outcome:
    """Run it, draw the figure, keep the results."""
    began = datetime.now().astimezone()
    with Reporter(notes, 2 if household else 4) as reporter:
        lives = follow.follow(ready.plan, seed, household, reporter.say, reporter.ended)
    plan = ready.plan
    seconds = {(each.scenario, each.seed): each.seconds for each in (lives.a, lives.b)}
    origin = provenance.collect(plan.documents, plan.folder, plan.engine, began, seconds, [])
    document = {
        **follow.plain(lives),
        "engine": plan.engine,
        "results": str(ready.folder),
        "provenance": origin,
    }
    _keep(ready, lives, document, origin)
    return Outcome(lives, ready.folder, document)


def _keep(ready: Prepared, lives: Lives, document: dict[str, Any], origin: dict[str, Any]) -> None:
    """The whole folder or none of it."""
    with results.whole(ready.folder, force=ready.force) as part:
        for name, scenario in ready.plan.scenarios.items():
            tables = Path("..", results.CITY, ready.plan.city.name)
            results.write_resolved(part / name, scenario, tables, ready.plan.posteriors)
        results.copy_tables(ready.plan.folder, part / results.CITY / ready.plan.city.name)
        for name, content in ((FILE, document), (results.PROVENANCE, origin)):
            (part / name).write_text(
                json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8"
            )
        plots.draw_lives(lives, part / results.FIGURES)


# The tables.


def _tables(lives: Lives) -> Iterator[RenderableType]:
    yield _side_by_side(lives)
    if not lives.partings:
        yield "The two lives are the same to the end."
    for found in lives.partings:
        a, b = found.happened
        yield Text(f"{_when(lives.a, found.hour)}: here {found.what} part.", style="bold")
        yield f"{lives.a.title}: {a}.\n{lives.b.title}: {b}."
        if not found.reasons:
            yield "Nothing that was watched and bears on it differs there; only who else was where."
        if found.differences:
            yield _differences(lives, found)


def _side_by_side(lives: Lives) -> Table:
    """A line for each hour in which something happens to the family in one of the worlds."""
    table = plain_table(f"{lives.about}\n{lives.which}")
    table.caption = lives.chosen[:1].upper() + lives.chosen[1:] + "."
    table.add_column("", no_wrap=True)
    for life in (lives.a, lives.b):
        table.add_column(life.title, ratio=1)
    coming = list(lives.partings)
    for hour in sorted({event.hour for life in (lives.a, lives.b) for event in life.events}):
        while coming and hour >= coming[0].hour:
            table.add_section()
            table.add_row("", *[Text(f"{coming.pop(0).what} part", style="bold")] * 2)
            table.add_section()
        table.add_row(_when(lives.a, hour), *_cells(lives, hour))
    table.add_section()
    table.add_row("at the end", *(Text(_end(life)) for life in (lives.a, lives.b)))
    return table


def _cells(lives: Lives, hour: int) -> tuple[Text, Text]:
    a, b = ([event for event in life.events if event.hour == hour] for life in (lives.a, lives.b))
    is_before = not lives.partings or hour < lives.partings[0].hour
    ours, theirs = _cell(lives.a, a, hour), _cell(lives.b, b, hour)
    return ours, Text("the same", style="dim") if is_before and a == b and ours == theirs else theirs


def _cell(life: Life, events: Sequence[Event], hour: int) -> Text:
    """What happens, and below it where the family is and what presses on it."""
    if not events:
        return Text("")
    text = Text("\n".join((f"[{event.part}] " if event.part else "") + event.text for event in events))
    family = life.watch.hours[hour + 1]
    told = [_where(life, family[0]), *_pressed(life, hour)]
    return text.append("\n" + ", ".join(told), style="dim")


def _where(life: Life, part: Part) -> str:
    place = words.place(life.watch.simulation.city, part.place)
    people = words.several(part.people, "person", "people")
    return f"{place}: {people} {words.whereabouts(part.status, part.people, part.detained)}"


def _pressed(life: Life, hour: int) -> Iterator[str]:
    """What pressed on the family in the place where it was, while it was under siege."""
    before, now, spent = life.watch.hours[hour][0], life.watch.hours[hour + 1][0], life.spent(hour)
    if life.watch.simulation.city.places[before.place].enclave and now.left.side == Side.OPPOSITION:
        yield f"threat {now.left.threat:.2f}"
        yield f"front {now.left.front:.2f}"
    if spent is not None:
        yield f"{min(spent, 1.0):.0%} of its tolerance spent"


def _end(life: Life) -> str:
    """Where each part of the family is."""
    lines = [
        f"{words.members(part.members)}, {_where(life, part)}"
        + (f"; {words.number(part.detained)} held" if part.detained else "")
        for part in life.left
    ]
    killed = sum(life.watch.hours[0][0].members) - sum(part.people + part.detained for part in life.left)
    return "\n".join([*lines, *([f"{words.number(killed)} killed"] if killed else [])])


def _differences(lives: Lives, found: Parting) -> Table:
    """Everything watched that differed then; what bears on it first."""
    table = plain_table("What differed there, of all that was watched")
    for heading in ("", "since", lives.a.title, lives.b.title, "alone"):
        table.add_column(heading)
    for each in [*found.reasons, *(each for each in found.differences if each not in found.reasons)]:
        style = "" if each in found.reasons else "dim"
        table.add_row(each.what, _when(lives.a, each.since), each.a, each.b, each.alone, style=style)
    if any(each.alone for each in found.differences):
        table.caption = (
            "Alone: pressure to leave lived through in the first world, had this alone been as in the second."
            " Dim: does not bear on what happened, or speaks against it."
        )
    return table


def _when(life: Life, hour: int) -> str:
    when = moment(life.watch, hour)
    return f"{when.day} {when:%b %H:%M}"
