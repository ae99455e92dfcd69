"""Whether a scenario fits its city: every place and every way it names is there, told at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from model.city import City, load
from model.codes import Side
from model.errors import InputError, Problem, UnknownWord, nearest
from model.parameters import Parameters
from model.reading import Document
from model.scenario import Scenario, passages
from model.terms import Convoys, Restraint, Vehicles

FORM = "a way out written as inside>outside with place ids"
REPLACED = "another proposal with a corridor"
JOINED = ("street", "front-crossing")
EVE = timedelta(
    days=30
)  # how long before the first fall the line of the tables is taken to have stood; assumed
FEWEST = 50  # people; below that no household may be left


def fitted(scenario: Scenario, document: Document, known: dict[Path, City] | None = None) -> City:
    """The city of a scenario; raises `InputError` with all that is wrong with its tables or does not fit.

    A city that is `known` by its folder is not read again; one that is not is added.
    """
    known = {} if known is None else known
    folder = document.folder("city") / scenario.city
    if not folder.is_dir():
        raise InputError(
            [document.problem("city", f"there is no folder {folder}", "the folder of the city's tables")]
        )
    city = known[folder] = known[folder] if folder in known else load(folder)
    problems = [
        *_start(scenario, document, city),
        *_people(scenario, document),
        *_places(scenario, document, city),
        *_ways(scenario, document, city),
        *_replaced(scenario, document),
        *_destinations(scenario, document, city),
        *_areas(scenario, document, city),
        *_entries(scenario, document, city),
    ]
    if problems:
        raise InputError(problems)
    return city


def untimely(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Proposals that begin after the run ends or, in part, before it starts: no error, but perhaps a slip."""
    start, end = scenario.start, scenario.start + timedelta(hours=float(scenario.horizon))
    for name, proposal in scenario.proposals.items():
        terms = list(proposal.terms())
        if all(term.start >= end for term in terms):
            expected = f"a date before {end:%Y-%m-%d %H:%M}"
            yield document.problem(f"proposals.{name}", "it begins after the end of the run", expected)
        elif any(term.start < start for term in terms):
            wrong = "it begins before the run: convoys due before are left out, other measures are cut short"
            yield document.problem(f"proposals.{name}", wrong, f"a date from {start:%Y-%m-%d %H:%M} on")


def _start(scenario: Scenario, document: Document, city: City) -> Iterator[Problem]:
    """The tables hold the line as it stood before it moved: no run can begin later, or long before."""
    falls = [
        change.day for change in city.changes if city.places[change.place].enclave and change.side is not None
    ]
    if scenario.front.kind in ("recorded", "continued") and falls:
        latest, earliest = min(falls), min(falls) - EVE
        if not earliest <= scenario.start.date() <= latest:
            expected = f"a day from {earliest} to {latest}, the day of the first recorded fall"
            yield document.problem(
                "start", f"{scenario.start:%Y-%m-%d} is not when the tables hold", expected
            )


def _people(scenario: Scenario, document: Document) -> Iterator[Problem]:
    total, scale = float(scenario.population.total), float(scenario.population.scale)
    if total < FEWEST:
        yield document.problem("population.total", f"{total:.0f} is too few", f"at least {FEWEST} people")
    elif total * scale < FEWEST:
        wrong = f"leaves {total * scale:.0f} of {total:,.0f} people to simulate"
        yield document.problem("population.scale", wrong, f"at least {FEWEST} people: total x scale")


def _places(scenario: Scenario, document: Document, city: City) -> Iterator[Problem]:
    known = [city.places[i].id for i in city.enclave]
    for word in scenario.population.layout.places:
        if word not in known:
            place = document.place(f"population.layout.places.{word}")
            near = nearest(word, known)
            yield place.problem(
                f"population.layout.places.{word}", f"no place {word} in the enclave", "a place id", near
            )


def _ways(scenario: Scenario, document: Document, city: City) -> Iterator[Problem]:
    pairs = {
        (city.places[u].id, city.places[v].id)
        for route in city.routes
        if route.kind in JOINED
        for u, v in ((route.a, route.b), (route.b, route.a))
        if city.places[u].enclave
    }
    for name, proposal in scenario.proposals.items():
        for key, text in _named_ways(proposal):
            inside, _, outside = (word.strip() for word in text.partition(">"))
            if (inside, outside) not in pairs:
                wrong, near = _wrong(inside, outside, city, pairs)
                whole = f"proposals.{name}.{key}"
                yield document.place(whole).problem(whole, wrong, FORM, near)


def _replaced(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Ways out replace those of another proposal that has some, or that was taken away."""
    for name, proposal in scenario.proposals.items():
        known = [other for other, each in scenario.proposals.items() if other != name and any(passages(each))]
        for field, passage in passages(proposal):
            for i, word in enumerate(passage.replaces):
                if word not in known and f"proposals.{word}" not in document.removed:
                    key, wrong = f"proposals.{name}.{field}.replaces.{i}", UnknownWord(word, known, REPLACED)
                    yield document.place(key).problem(key, wrong.wrong, wrong.expected, wrong.nearest)


def _destinations(scenario: Scenario, document: Document, city: City) -> Iterator[Problem]:
    """Vehicles bring people to the opposition's host community, so there must be one."""
    hosts = [shelter for shelter in city.shelters if shelter.is_host]
    if any(city.places[host.place].side is Side.OPPOSITION for host in hosts):
        return
    for name, proposal in scenario.proposals.items():
        for field in type(proposal).model_fields:
            if isinstance(getattr(proposal, field), Vehicles):
                key = f"proposals.{name}.{field}"
                wrong = f"{city.name} has no host community on the opposition side to drive to"
                yield document.problem(key, wrong, "a row with the kind host in shelters.csv, or no vehicles")


def _areas(scenario: Scenario, document: Document, city: City) -> Iterator[Problem]:
    known = (*city.sectors, *(city.places[i].id for i in city.enclave))
    for name, proposal in scenario.proposals.items():
        for term in type(proposal).model_fields:
            restraint = getattr(proposal, term)
            for word in restraint.area if isinstance(restraint, Restraint) else ():
                if word not in known:
                    key, wrong = f"proposals.{name}.{term}.area", f"no sector or place {word} in the enclave"
                    expected = "a sector of the enclave or the id of a place in it"
                    yield document.place(key).problem(key, wrong, expected, nearest(word, known))


def _entries(scenario: Scenario, document: Document, city: City) -> Iterator[Problem]:
    """Food comes in at a place of the enclave."""
    known = [city.places[i].id for i in city.enclave]
    for name, proposal in scenario.proposals.items():
        for field in type(proposal).model_fields:
            convoys = getattr(proposal, field)
            if isinstance(convoys, Convoys) and convoys.entry not in (None, *known):
                key, wrong = f"proposals.{name}.{field}.entry", f"no place {convoys.entry} in the enclave"
                near = nearest(str(convoys.entry), known)
                yield document.place(key).problem(key, wrong, "the id of a place in it", near)


def _named_ways(proposal: Parameters) -> Iterator[tuple[str, str]]:
    for field, passage in passages(proposal):
        yield from ((f"{field}.ways", way) for way in passage.ways)
    for field in type(proposal).model_fields:
        term = getattr(proposal, field)
        if isinstance(term, Vehicles):
            yield f"{field}.way", term.way


def _wrong(inside: str, outside: str, city: City, pairs: Iterable[tuple[str, str]]) -> tuple[str, str | None]:
    for word in (inside, outside):
        if word not in city.index:
            return f"no place '{word}' in {city.name}", nearest(word, city.index)
    known = [f"{u} > {v}" for u, v in pairs]
    return f"no street or crossing leads from {inside} to {outside}", nearest(f"{inside} > {outside}", known)
