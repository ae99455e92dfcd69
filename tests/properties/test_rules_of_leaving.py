"""Every rule of leaving runs eastern Aleppo: nobody is lost, a proposal matters, and lives can be told."""

from __future__ import annotations

import json

import pytest

from experiments import compare
from experiments.lives.follow import follow, plain
from experiments.plots import _life
from model import checks, registry
from model.rules import behaviour
from model.simulation import Simulation
from tests.worlds import ALEPPO, aleppo, metric

RULES = registry.words(behaviour)
PARAMETERS = ALEPPO.parent / "parameters"


def under(rule: str, name: str) -> Simulation:
    others = "surveys, homs-2014, aleppo-2016-record, assumed"
    return aleppo(name, f"parameters=[{others}, behaviour-{rule}]", scale=0.05)


def outflow(rule: str, name: str) -> list[float]:
    """People out of the enclave, hour by hour to 5 December, of a run in which nobody is lost."""
    simulation = under(rule, name)
    assert simulation.scenario.behaviour.rule == rule
    for _ in range(24 * 9):
        simulation.step()
        checks.check_fully(simulation)
    return list(metric(simulation, "out_all"))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_runs_eastern_aleppo(rule: str) -> None:
    assert (PARAMETERS / f"behaviour-{rule}.yaml").is_file()
    assert 0 < outflow(rule, "as-happened")[-1] < 12_500


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"gravity"}))
def test_guaranteed_corridors_let_more_out_where_trust_counts(rule: str) -> None:
    """Not under gravity, in which who guarantees a way makes no difference to who sets out."""
    assert outflow(rule, "guaranteed-corridors")[-1] > outflow(rule, "as-happened")[-1]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("number", [100, 1500])
def test_lives_can_be_told_and_drawn(rule: str, number: int) -> None:
    files = {"a": ALEPPO / "no-pause.yaml", "b": ALEPPO / "guaranteed-corridors.yaml"}
    others = "surveys, homs-2014, aleppo-2016-record, assumed"
    sets = (f"parameters=[{others}, behaviour-{rule}]", "population.scale=0.05", "horizon=12d")
    lives = follow(compare.plan(compare.load(files, sets), with_tail=False), 1, number)
    assert lives.a.is_share == (rule != "bi-threshold")
    assert lives.a.events
    json.dumps(plain(lives), allow_nan=False)
    assert _life.figure(lives).texts
