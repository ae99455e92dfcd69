"""The schema of a scenario file: every section, every number, with its unit and meaning.

Values live in ``scenarios/``: one YAML per source of numbers in ``scenarios/parameters/``, one folder per
city.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Any

from pydantic import Field

from model import proposals, registry
from model.parameters import Moment, Name, Parameters, Quantity, quantity, variants
from model.rules import behaviour
from model.rules.aid import Aid
from model.rules.danger import Shelling
from model.rules.family import Family
from model.rules.front import Front
from model.rules.information import Information
from model.rules.kin import Kin
from model.rules.medical import Medical
from model.rules.people import Population
from model.rules.queueing import Queueing
from model.rules.reception import Reception
from model.rules.screening import Screening
from model.rules.siege import Siege
from model.rules.walking import Movement
from model.rules.weather import Climate
from model.terms import Passage

Proposal: Any = variants({word: module.Proposal for word, module in registry.names(proposals).items()})
Behaviour: Any = variants({word: module.Rule for word, module in registry.names(behaviour).items()}, "rule")


class Mechanisms(Parameters):
    """Switches: each turns one mechanism off and leaves the others as they are."""

    front: bool = Field(True, description="the line moves")
    overtaking_flight: bool = Field(
        True, description="some flee, forward or inward, at the moment when their place falls"
    )
    shelling: bool = Field(True, description="places are struck")
    crowds: bool = Field(True, description="places where many are in the open come under fire")
    damage: bool = Field(True, description="dwellings are damaged, and protect and hold people less")
    weather: bool = Field(True, description="weather, recorded or drawn, grounds aircraft")
    hunger: bool = Field(True, description="food runs out, and hunger drives people out")
    prices: bool = Field(True, description="food gets dearer as it runs out, and people eat less of it")
    patients: bool = Field(True, description="patients and wounded die while they wait")
    screening: bool = Field(True, description="men are screened on the government side")
    turning_back: bool = Field(True, description="families turn back at a checkpoint that holds their men")
    giving_up: bool = Field(True, description="families give up a queue that lasts too long")
    stopping: bool = Field(True, description="armed groups stop people at the crossings")
    kin: bool = Field(True, description="what kin have done weighs on leaving and on where to")
    information: bool = Field(
        True, description="news spreads and trust moves; if off, all know at once and trust stands"
    )
    separation: bool = Field(True, description="families are parted on the way")
    aid_outside: bool = Field(True, description="aid reaches those who are out, as far as it can")
    onward: bool = Field(True, description="people move on from shelters to relatives")
    returning: bool = Field(True, description="people go home once it is quiet")
    proposals: bool = Field(True, description="the proposals are carried out")


class Scenario(Parameters):
    """A city, its drivers and the proposals that are tried in it."""

    title: str = Field(description="name in tables and legends")
    about: str = Field(description="what it represents, in a sentence or two")
    source: str = Field(description="where the text or the assumption comes from")
    city: str = Field(
        description="folder with the tables of places and routes, beside the file that names it"
    )
    start: Moment = Field(description="first hour")
    horizon: Quantity = quantity("h", "length of the run", more_than=0, at_most=8784, whole=True)
    uncertainty: bool = Field(
        True, description="whether each replicate draws the numbers that have a low and a high"
    )
    posterior: Name | None = Field(
        None,
        description="numbers that a calibration found together: a file of scenarios/parameters/posteriors",
    )
    population: Population
    behaviour: Behaviour
    family: Family
    front: Front
    shelling: Shelling
    weather: Climate
    siege: Siege
    aid: Aid
    medical: Medical
    movement: Movement
    queueing: Queueing
    screening: Screening
    kin: Kin
    information: Information
    reception: Reception
    mechanisms: Mechanisms = Mechanisms()
    proposals: dict[str, Proposal] = Field(default_factory=dict, description="what is agreed, by name")

    def replaced(self) -> dict[str, datetime]:
        """The moment at which ways out are shut for good, by proposal: the first start of what replaces them.

        What is itself replaced before it opens replaces nothing.
        """
        found: dict[str, datetime] = {}
        ways = [(way.start, name, way) for name, each in self.proposals.items() for _, way in passages(each)]
        for start, name, way in sorted(ways, key=itemgetter(0, 1)):
            if found.get(name, datetime.max) > start:
                for other in way.replaces:
                    found[other] = min(found.get(other, datetime.max), start)
        return found


def passages(proposal: Parameters) -> Iterator[tuple[str, Passage]]:
    """The ways out of a proposal, each with its key."""
    for key in type(proposal).model_fields:
        term = getattr(proposal, key)
        if isinstance(term, Passage):
            yield key, term
