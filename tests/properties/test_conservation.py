"""Nobody appears from or vanishes into nowhere, whatever the scenario: counted anew in every hour."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from model import checks
from model.codes import Count, Group, Side, Status, Way
from model.record import GROUPED
from model.scenario import Mechanisms
from model.simulation import Simulation
from model.state import classes, everyone
from tests.worlds import ALEPPO, aleppo, counted, metric, toy

NAMES = sorted(path.stem for path in ALEPPO.glob("*.yaml") if path.stem != "base")
SWITCHES = sorted(Mechanisms.model_fields)
PHASES = (
    Phase.explicit,
    Phase.generate,
)  # an example takes a second: a smaller one would take minutes to find
DEATHS = (Count.KILLED_AT_HOME, Count.KILLED_ON_THE_WAY, Count.KILLED_IN_QUEUES, Count.DIED_UNTREATED)
WOUNDS = (Count.WOUNDED_AT_HOME, Count.WOUNDED_ON_THE_WAY, Count.WOUNDED_IN_QUEUES)
LIVING = [status for status in Status if status not in (Status.DETAINED, Status.KILLED)]
LARGEST = 15  # people in a household; what a way may carry over for the head of its queue

switched_off = st.lists(st.sampled_from(SWITCHES), max_size=3, unique=True)
hard_times = st.sampled_from(
    [
        (),
        ("shelling.air.lethality=30", "shelling.wounded=20", "shelling.worst=1000"),
        ("behaviour.base=0.05/day", "movement.breach=20 people/h"),
        ("screening.held=1", "screening.released=1", "screening.after=6 h"),
        (
            "siege.stores=1 h",
            "siege.stock=0 h",
            "behaviour.hunger=5",
            "medical.untreated=1/day",
            "medical.severe=1",
        ),
        ("front.kind=stochastic", "front.assault=10/day"),
        (
            "reception.returning=1/day",
            "reception.quiet=0 h",
            "reception.onward=1/day",
            "reception.relatives=0",
        ),
        ("family.men_stay=1", "family.lost=1", "family.reunion=24/day"),
        (
            "family.men_stay=1",
            "family.lost=1",
            "family.reunion=0.5/day",
            "behaviour.base=0.05/day",
            "screening.held=0.5",
            "screening.released=1",
            "screening.after=6 h",
        ),
        ("screening.held=1", "screening.turns_back=1", "queueing.patience=2 h"),
        ("start=2016-12-11 12:00",),
        ("start=2016-12-14 12:00",),
    ]
)


@settings(max_examples=25, phases=PHASES)
@given(
    name=st.sampled_from(NAMES),
    off=switched_off,
    hard=hard_times,
    seed=st.integers(0, 2**32),
    scale=st.sampled_from([0.003, 0.02]),
)
def test_everyone_is_somewhere_in_every_hour(
    name: str, off: list[str], hard: tuple[str, ...], seed: int, scale: float
) -> None:
    sets = [f"mechanisms.{word}=false" for word in off]
    simulation = aleppo(name, *sets, *hard, seed=seed, scale=scale)
    for _ in range(60):
        before = simulation.population.world.ways.passed.copy()
        simulation.step()
        assert_sound(simulation)
        assert (simulation.population.world.ways.passed >= before).all()


@settings(max_examples=10, phases=PHASES)
@given(
    name=st.sampled_from(["deal", "corridor", "truce", "lulls"]),
    size=st.integers(1, 12),
    seed=st.integers(0, 99),
)
def test_everyone_is_somewhere_in_the_toy_city(name: str, size: int, seed: int) -> None:
    deadly = (
        "shelling.artillery.campaign=48",
        "shelling.artillery.lethality=20",
        "shelling.wounded=2",
        "medical.severe=0.5",
    )
    simulation = toy(name, f"population.household={size}", "screening.held=0.5", *deadly, seed=seed)
    for _ in range(60):
        simulation.step()
        assert_sound(simulation)


def assert_sound(simulation: Simulation) -> None:
    """Everyone counted anew, no count below zero, and what the counts say of each other."""
    checks.check_fully(simulation)
    world = simulation.population.world
    hh, tally, places, ways = world.households, world.tally, world.places, world.ways
    status = everyone(tally.status)
    assert status.sum() == simulation.population.first.sum()
    for counts in tally:
        assert (counts >= 0).all()
    for overlapping in (Group.IMMOBILE, Group.WOUNDED):
        assert (tally.status[:, overlapping] <= status).all()
        assert (tally.counts[:, overlapping] <= everyone(tally.counts)).all()
    for column in ("indoors", "outdoors", "queueing", "hungry", "patients", "stock", "left"):
        assert (places[column] >= 0).all(), column
    assert (places.left <= places.initial).all()
    assert (places.queueing <= places.outdoors).all()
    for share in ("front", "threat", "belief", "short", "handover"):
        assert ((places[share] >= 0) & (places[share] <= 1)).all(), share
    assert ((world.news >= 0) & (world.news <= 1)).all()
    assert status[Status.DETAINED] == hh.detained.sum()
    assert status[Status.KILLED] == tally.killed.sum() == sum(counted(simulation, each) for each in DEATHS)
    assert tally.wounded.sum() == sum(counted(simulation, each) for each in WOUNDS)
    np.testing.assert_array_equal(tally.here.sum(axis=0)[LIVING], tally.status[LIVING])
    assert classes(simulation.population.world.tally.apart).sum() <= counted(simulation, Count.SEPARATED)
    # An unsigned count that fell below zero would show as a huge one.
    for column in ("people", "disabled", "immobile", "wounded", "patients", "detained"):
        assert (hh[column] <= LARGEST).all(), column
    assert (hh.wounded <= hh.people).all()
    assert (hh.patients <= hh.people).all()
    waiting = (world.hot.status == Status.WAITING) & (hh.people > 0)
    assert (ways.kind[hh.goal[waiting]] != Way.SHUT).all()
    assert places.queueing.sum() == hh.people[waiting].sum()
    inside = np.isin(world.hot.status, (Status.HOME, Status.DISPLACED_INSIDE))
    assert (places.side[world.hot.place[inside & (hh.people > 0)]] == Side.OPPOSITION).all()


@settings(max_examples=10, phases=PHASES)
@given(
    name=st.sampled_from(["guaranteed-corridors", "ten-day-pause", "negotiated-evacuation", "as-happened"]),
    seed=st.integers(0, 1000),
    start=st.sampled_from(["2016-11-26", "2016-12-02", "2016-12-15"]),
)
def test_no_way_lets_more_people_through_than_it_was_offered(name: str, seed: int, start: str) -> None:
    """In all hours so far, and not more in one hour than its own share and the head of the queue's."""
    simulation = aleppo(name, f"start={start}", "behaviour.base=0.01/day", seed=seed, scale=0.02)
    ways = simulation.population.world.ways
    offered, passed = np.zeros(len(ways)), np.zeros(len(ways))
    kept = simulation.population.move

    def watched(hour: int) -> None:
        nonlocal offered
        offered += ways.capacity - carried
        kept(hour)

    simulation.population.move = watched  # type: ignore[method-assign]
    for _ in range(72):
        carried = ways.capacity.copy()
        assert (carried <= LARGEST).all()
        simulation.pass_hour_by_phase()
        assert (ways.passed <= offered + 1e-6).all()
        assert (ways.passed - passed <= offered + LARGEST).all()
        passed = ways.passed.copy()


def test_nobody_is_out_who_is_not_counted_as_having_come_out() -> None:
    record = aleppo("as-happened").run()
    found = {name: classes(record.groups[:, column]) for column, name in enumerate(GROUPED)}
    assert (found["displaced_outside"] <= found["out_all"]).all()
    assert (found["detentions"] > found["detained"]).any(), "some were let go"


def test_no_shelter_takes_in_more_than_it_can_hold() -> None:
    """Men let go and parts of families find theirs there, however full it is; so there are none here."""
    simulation = aleppo(
        "no-pause", "reception.relatives=0", "mechanisms.screening=false", "mechanisms.separation=false"
    )
    receptions, places = simulation.population.world.receptions, simulation.population.world.places
    fullest = 0.0
    for _ in range(240):
        simulation.step()
        for reception in receptions[receptions.host == 0]:
            assert places.indoors[reception.place] <= reception.capacity
        fullest = max(fullest, places.indoors[receptions.place[0]] / receptions.capacity[0])
    assert fullest > 0.95


def test_whoever_is_outside_or_home_again_has_come_out() -> None:
    simulation = aleppo(
        "as-happened",
        *("screening.held=1", "screening.released=1", "screening.after=48 h"),
        *("reception.returning=5/day", "reception.quiet=0 h"),
        "mechanisms.separation=false",  # who stayed and is found by family that is home again was never out
    )
    simulation.run()
    returned = metric(simulation, "returned")
    assert returned[-1] > 0
    assert (metric(simulation, "out_all") == metric(simulation, "displaced_outside") + returned).all()
