"""What a ceasefire can do: terms that make no sense are refused, by name."""

from __future__ import annotations

import pytest

from model.errors import InputError
from tests.worlds import TOY, scenario

PAUSE, CORRIDOR = "proposals.truce.pause", "proposals.way.corridor"


@pytest.mark.parametrize(
    ("name", "setting", "said"),
    [
        ("truce", f"{PAUSE}.kept_by_government=1.5", "proposals.truce.pause.kept_by_government"),
        ("truce", f"{PAUSE}.length=0 h", "proposals.truce.pause.length"),
        ("truce", f"{PAUSE}.length=900000d", "pause.length: 21600000 is out of range"),
        ("truce", f"{PAUSE}.announced=2017-11-25", "--set:1:33: proposals.truce.pause.announced: lies after"),
        (
            "truce",
            f"{PAUSE}.start=2016-11-01",
            "('start' stands in --set:1); expected a moment",
        ),
        ("truce", f"{PAUSE}.weapons=[guns]", "proposals.truce.pause.weapons"),
        ("truce", f"{PAUSE}.ends=peace", "proposals.truce.pause.ends"),
        ("truce", f"{PAUSE}.renewals=1.5", "proposals.truce.pause.renewals"),
        ("corridor", f"{CORRIDOR}.capacity=10 people/h", "proposals.way.corridor.capacity"),
        ("corridor", f"{CORRIDOR}.length=9000000d", "corridor.length: 216000000 is out of range"),
        ("deal", "proposals.deal.buses.length=9000000d", "buses.length: 216000000 is out of range"),
        ("corridor", f"{CORRIDOR}.ways=[]", "proposals.way.corridor.ways"),
        ("corridor", f"{CORRIDOR}.truts=1", "did you mean 'trust'"),
        ("deal", "proposals.deal.buses.first=[patient]", "proposals.deal.buses.first"),
        ("deal", "proposals.deal.buses.boards=[]", "proposals.deal.buses.boards"),
        ("ambulances", "proposals.ambulances.ambulances.reach=-1 h", "ambulances.reach"),
        ("lulls", f"{PAUSE}.window=null", "pause: has no window"),
        (
            "lulls",
            f"{PAUSE}.window={{opens: 10:15, closes: 10:50}}",
            "window.closes: is before any hour begins",
        ),
        (
            "lulls",
            f"{PAUSE}.window={{opens: 23:15, closes: 00:00}}",
            "window.closes: is before any hour begins",
        ),
        ("truce", f"{PAUSE}.length=45min", "pause.length"),
        (
            "deal",
            "proposals.deal.buses.halts=[{start: 2016-11-26 14:10, end: 2016-11-26 15:00}]",
            "halts.0.end: is before any hour begins",
        ),
    ],
)
def test_a_term_that_makes_no_sense_is_refused_at_its_key(name: str, setting: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario(TOY, name, setting)
    assert said in str(caught.value), caught.value


@pytest.mark.parametrize("window", ["opens: 10:15, closes: 11:01", "opens: 23:15, closes: 00:01"])
def test_a_window_in_which_an_hour_begins_is_one(window: str) -> None:
    pause = scenario(TOY, "lulls", f"{PAUSE}.window={{{window}}}").proposals["truce"].pause
    assert pause.window is not None


def test_terms_default_to_the_plain_case() -> None:
    pause = scenario(TOY, "truce").proposals["truce"].pause
    assert pause.weapons == ("air", "artillery", "front")
    assert (pause.window, pause.ends, float(pause.renewals)) == (None, "resume", 0.0)
    corridor = scenario(TOY, "corridor").proposals["way"].corridor
    assert (float(corridor.fire), float(corridor.incidents), corridor.screened) == (1.0, 0.0, True)


def test_a_kind_of_proposal_is_made_of_the_terms_it_has() -> None:
    kinds = {
        "truce": ["Restraint"],
        "corridor": ["Passage"],
        "aid": ["Convoys"],
        "deal": ["Restraint", "Buses"],
        "lulls": ["Restraint"],
        "ambulances": ["Ambulances"],
    }
    for name, terms in kinds.items():
        (proposal,) = scenario(TOY, name).proposals.values()
        assert [type(term).__name__ for term in proposal.terms()] == terms, name
