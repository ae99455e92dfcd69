"""Every rule of leaving runs eastern Aleppo: nobody is lost, and a proposal makes a difference."""

from __future__ import annotations

import pytest

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
