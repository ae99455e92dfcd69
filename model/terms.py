"""The five things a ceasefire proposal can do to the world; every kind of proposal is made of these.

A term is pure data: when, where, who keeps it. The Mesa agents of the same names carry them out.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from model.errors import Wrong
from model.parameters import Clock, Moment, Name, Parameters, Quantity, quantity
from model.rules.boarding import BITS, Word

Party = Literal["government", "opposition"]
Weapon = Literal["air", "artillery", "front"]
WEAPONS: tuple[Weapon, ...] = ("air", "artillery", "front")
DAY, HOUR = date(2000, 1, 1), timedelta(hours=1)  # any day
LONGEST = 8784  # hours, as the horizon: what a run is compared with may have to run so much longer
WHOLE_HOUR = "a time in which an hour begins: a run goes by whole hours"
GUARANTOR = "the party that answers for it, by name; all that name the same party share the trust in it"


def _to_the_hour(moment: datetime) -> timedelta:
    """From a moment to the next that is on the hour; none if it is."""
    return -timedelta(minutes=moment.minute) % HOUR


def _next(moment: datetime, clock: time) -> datetime:
    """When a clock next shows a time of day."""
    shown = datetime.combine(moment, clock)
    return shown if shown > moment else shown + timedelta(days=1)


class Announced(Parameters):
    """Something that people hear of no later than it begins."""

    announced: Moment = Field(description="when people first hear of it; nothing differs before")
    start: Moment = Field(description="when it begins")

    @model_validator(mode="after")
    def _is_announced_first(self) -> Self:
        if self.announced > self.start:
            raise Wrong("lies after the start", "a moment no later than start:", key="announced", by="start")
        return self


class Window(Parameters):
    """Hours of the day during which a measure works: those that begin in it."""

    opens: Clock = Field(description="time of day at which it begins")
    closes: Clock = Field(description="time of day at which it ends")

    @model_validator(mode="after")
    def _is_ever_open(self) -> Self:
        if self.opens == self.closes:
            raise Wrong("is never open", "another time of day than opens:", key="closes", by="opens")
        first = datetime.combine(DAY, self.opens)
        if first + _to_the_hour(first) >= _next(first, self.closes):
            raise Wrong("is before any hour begins", WHOLE_HOUR, key="closes", by="opens")
        return self


class Halt(Parameters):
    """A time in which nothing moves: the hours that begin in it."""

    start: Moment = Field(description="from")
    end: Moment = Field(description="to")

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end <= self.start:
            raise Wrong("lies before its start", "a later moment than start:", key="end", by="start")
        if self.start + _to_the_hour(self.start) >= self.end:
            raise Wrong("is before any hour begins", WHOLE_HOUR, key="end", by="start")
        return self


class Condition(Parameters):
    """What an agreement waits for that nobody can date."""

    lost: Quantity = quantity(
        "1", "share of the enclave's places lost before it can be struck", at_least=0, at_most=1
    )
    delay: Quantity = quantity(
        "h", "mean of the time from then on until it is struck", at_least=0, at_most=LONGEST
    )
    chance: Quantity = quantity("1", "chance that it is ever struck", at_least=0, at_most=1)


class Restraint(Announced):
    """A promise to stop fighting: whose, which weapons, from when, for how long, and how well it is kept."""

    length: Quantity = quantity(
        "h",
        "how long it is to last before any renewal",
        at_least=1,
        at_most=LONGEST,
        agreed=True,
    )
    renewals: Quantity = quantity("times", "how often it may be renewed", at_least=0, whole=True, default=0)
    renewal_chance: Quantity = quantity(
        "1", "chance that it is renewed each time", at_least=0, at_most=1, default=0
    )
    renewal_kept: Quantity = quantity(
        "1",
        "share of its days on which it must have been kept to be renewed",
        at_least=0,
        at_most=1,
        default=0,
    )
    renewal_convoys: Quantity = quantity(
        "convoys",
        "convoys that must have come through in it to be renewed",
        at_least=0,
        whole=True,
        default=0,
    )
    renewal_needs: Literal["both", "either"] = Field(
        "both", description="whether a renewal needs both that it was kept and that aid came, or either"
    )
    weapons: tuple[Weapon, ...] = Field(
        ("air", "artillery", "front"), strict=False, min_length=1, description="what is to fall silent"
    )
    area: tuple[str, ...] = Field(
        (), strict=False, description="sectors and ids of places where it holds; everywhere if not given"
    )
    window: Window | None = Field(None, description="hours of the day; all day if not given")
    kept_by_government: Quantity = quantity(
        "1", "chance, day by day, that the government side keeps it", at_least=0, at_most=1
    )
    kept_by_opposition: Quantity = quantity(
        "1", "chance, day by day, that armed groups hold their fire and let people go", at_least=0, at_most=1
    )
    violation: Quantity = quantity(
        "1",
        "intensity of the fighting on a day on which the government side breaks it, of the usual",
        at_least=0,
        at_most=1,
    )
    violation_by_opposition: Quantity = quantity(
        "1",
        "intensity of artillery and ground fighting on a day on which only the opposition breaks it",
        at_least=0,
        at_most=1,
        default=0,
    )
    guarantor: str | None = Field(None, min_length=1, description=GUARANTOR)
    ends: Literal["resume", "handover"] = Field(
        "resume",
        description="what follows: the offensive resumes, or the ground changes hands by agreement",
    )
    surge: Quantity = quantity(
        "1",
        "intensity of the fighting after a pause that was kept throughout, of the usual",
        at_least=1,
        default=1,
    )
    surge_length: Quantity = quantity(
        "h", "how long such a surge lasts", at_least=0, at_most=LONGEST, default=0
    )


class Passage(Announced):
    """A way out that is opened: where, when, how many an hour, and who guarantees it."""

    ways: tuple[str, ...] = Field(
        strict=False,
        min_length=1,
        description="ways out, each written as inside>outside with place ids: people pass in this direction",
    )
    guarantor: str | None = Field(None, min_length=1, description=GUARANTOR)
    length: Quantity = quantity("h", "how long it stays open", at_least=1, at_most=LONGEST, agreed=True)
    replaces: tuple[Name, ...] = Field(
        (), strict=False, description="proposals whose ways out are shut for good from the start of these"
    )
    window: Window | None = Field(None, description="hours of the day; all day if not given")
    needs_quiet: bool = Field(
        False, description="whether it lets nobody through while any weapon fires in the place before it"
    )
    capacity: Quantity = quantity(
        "people/h", "people that each way lets through in an hour", at_least=20, whole=True
    )
    trust: Quantity = quantity(
        "1",
        "trust in the guarantor at the start: 0 none, 1 as in an escorted evacuation",
        at_least=0,
        at_most=1,
    )
    stopped: Quantity = quantity(
        "1", "chance that armed groups stop a household that comes to the crossing", at_least=0, at_most=1
    )
    fire: Quantity = quantity(
        "1",
        "strikes on the place before the way, of the usual, while it is open",
        at_least=0,
        at_most=1,
        default=1,
    )
    screened: bool = Field(True, description="whether men of 15-55 are screened by the government side")
    monitored: Quantity = quantity(
        "1",
        "chance that a man is held at the checkpoint, of the usual, where the guarantor's monitors stand by",
        at_least=0,
        at_most=1,
        default=1,
    )
    incidents: Quantity = quantity(
        "1/day", "chance per day that the way is fired on", at_least=0, at_most=1, default=0
    )
    strikes: Quantity = quantity(
        "strikes", "artillery strikes on the queue in one such incident", at_least=0, at_most=1000, default=0
    )


class Convoys(Parameters):
    """Aid trucks: how many convoys are planned, from when, and what becomes of them."""

    start: Moment = Field(description="when the first convoy is to arrive")
    every: Quantity = quantity("h", "time between convoys", more_than=0, at_most=LONGEST, agreed=True)
    planned: Quantity = quantity(
        "convoys", "convoys planned over the area that the plan covers", at_least=0, whole=True
    )
    share: Quantity = quantity("1", "share of them meant for the enclave", at_least=0, at_most=1)
    cleared: Quantity = quantity("1", "chance that a convoy is cleared and arrives", at_least=0, at_most=1)
    delay: Quantity = quantity("h", "mean of the delay, which is exponential", at_least=0, at_most=LONGEST)
    trucks: Quantity = quantity("trucks", "trucks in a convoy", at_least=1, whole=True)
    looted: Quantity = quantity("1", "mean share of the load lost on the way", at_least=0, at_most=1)
    looted_spread: Quantity = quantity(
        "1",
        "how far that share varies from convoy to convoy: 0 not at all, 1 as far as its mean allows",
        at_least=0,
        at_most=1,
        default=0,
    )
    partial: Quantity = quantity(
        "1", "chance that only a part of a convoy is let in", at_least=0, at_most=1, default=0
    )
    part: Quantity = quantity(
        "1", "share of the load that is then let in", at_least=0, at_most=1, default=0.5
    )
    entry: str | None = Field(
        None, description="place id at which the food comes in while it is held; else where most people are"
    )
    distribution: Quantity = quantity(
        "h", "time over which the load is handed out from there", at_least=0, at_most=LONGEST, default=0
    )
    needs_quiet: bool = Field(True, description="whether a convoy turns back while the fighting goes on")


class Vehicles(Parameters):
    """Vehicles that go to and fro between the enclave and the countryside."""

    start: Moment = Field(description="when the first vehicle leaves")
    length: Quantity = quantity("h", "how long they run", at_least=1, at_most=LONGEST, agreed=True)
    way: str = Field(
        description="the way out they use, written as inside>outside with place ids; "
        "with when:, another if it is lost by then"
    )
    vehicles: Quantity = quantity("vehicles", "vehicles in the fleet", at_least=1, whole=True)
    seats: Quantity = quantity("people", "seats in a vehicle", at_least=1, whole=True)
    cycle: Quantity = quantity("h", "time from one departure of a vehicle to its next", more_than=0)
    halts: tuple[Halt, ...] = Field((), strict=False, description="times in which nothing moves")
    needs_quiet: bool = Field(True, description="whether they stand still while the fighting goes on")


class Buses(Vehicles, Announced):
    """Buses for everyone who queues for them."""

    guarantor: str | None = Field(None, min_length=1, description=GUARANTOR)
    trust: Quantity = quantity("1", "trust in the guarantor at the start", at_least=0, at_most=1)
    boards: tuple[Word, ...] = Field(
        ("all",),
        strict=False,
        min_length=1,
        description="who may board: families to which one of these applies",
    )
    first: tuple[Word, ...] = Field(
        (), strict=False, max_length=len(BITS), description="who boards first, in this order; then the others"
    )
    stopped: Quantity = quantity(
        "1",
        "chance that armed groups stop a household that comes to board",
        at_least=0,
        at_most=1,
        default=0,
    )


class Ambulances(Vehicles):
    """Ambulances that fetch patients with their families, as long as the place before the way is held."""

    reach: Quantity = quantity("h", "longest time in which a patient is carried to the way", at_least=0)


Term = Restraint | Passage | Convoys | Buses | Ambulances
