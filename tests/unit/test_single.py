"""Tables of one run: every metric, where everyone is, who bears it."""

from __future__ import annotations

from experiments.ensemble import Comparison
from experiments.report import page, single
from model.codes import Group
from model.metrics import Theme
from model.record import METRICS


def test_who_bears_it_is_told_by_class(comparison: Comparison) -> None:
    ensemble = comparison.ensembles["no-pause"]
    table = single.burden(ensemble)
    cells = {str(column.header): [str(cell) for cell in column.cells] for column in table.columns}
    assert cells[""] == ["everyone", "children", "women", "men of 15-55", "elderly", "cannot walk unaided"]
    assert cells["people"][0] == "300"
    assert sum(map(int, cells["people"][1:5])) == 300
    men = ensemble.at(-1, "detentions", Group.MAN)[0] / ensemble.first(Group.MAN)[0]
    assert cells["detained, per 1,000"][3] == f"{1000 * men:,.1f}"
    assert cells["detained, per 1,000"][1] == "0.0"


def test_one_run_shows_every_metric_and_where_all_are(comparison: Comparison) -> None:
    text = page.of(single.tables(comparison.ensembles["no-pause"]), 110, 110)
    assert "remaining in opposition-held places" in text
    assert "person-days without food" in text
    (price,) = [line.split() for line in text.splitlines() if "price of food (usual = 1)" in line]
    assert price[-1] == f"{comparison.ensembles['no-pause'].at(-1, 'food_price')[0]:.2f}"
    assert "stayed while the front passed" in text
    assert all(theme in text for theme in Theme)
    assert {name for theme in Theme for name in single.by_label(theme)} == set(METRICS)
