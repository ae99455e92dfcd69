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


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_runs_eastern_aleppo(rule: str) -> None:
    assert (PARAMETERS / f"behaviour-{rule}.yaml").is_file()
    out = {}
    for name in ("as-happened", "guaranteed-corridors"):
        simulation = under(rule, name)
        assert simulation.scenario.behaviour.rule == rule
        for _ in range(24 * 9):
            simulation.step()
            checks.check_fully(simulation)
        out[name] = metric(simulation, "out_all")[-1]
    assert 0 < out["as-happened"] < 12_500
    assert out["as-happened"] != out["guaranteed-corridors"]
