"""Tables of one run at its end: every metric by theme, where everyone is, who bears it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from experiments.ensemble import Ensemble
from experiments.report.tables import plain_table, share
from experiments.summary import each_of
from model.codes import GROUP_LABELS, STATUS_LABELS, Group, Status
from model.metrics import Theme
from model.record import METRICS

BORNE = {  # metric -> heading, people whom the number is for
    "out_all": ("out, %", 100),
    "remaining": ("inside, %", 100),
    "killed_civilians": ("killed, per 1,000", 1000),
    "wounded": ("wounded, per 1,000", 1000),
    "detentions": ("detained, per 1,000", 1000),
    "hunger_days": ("days without food, each", 1),
    "waiting_hours": ("hours in queues, each", 1),
}
BEARERS = (None, Group.CHILD, Group.WOMAN, Group.MAN, Group.ELDERLY, Group.IMMOBILE)


def tables(ensemble: Ensemble) -> list[Table]:
    """One run at its end: every metric, where everyone is, and who bears it."""
    end = ensemble.moments[-1]
    title = f"{ensemble.scenario.title}, seed {ensemble.seeds[0]}, by {end:%Y-%m-%d %H:%M}"
    metrics = _plain(title, "outcome")
    metrics.caption = share([ensemble])
    for theme in Theme:
        metrics.add_row(Text(theme, style="bold"))
        for name in by_label(theme):
            metrics.add_row(f"  {METRICS[name].LABEL}", _with_unit(name, float(ensemble.at(-1, name)[0])))
        metrics.add_section()
    people = _plain("Where everyone is", "people")
    people.caption = share([ensemble])
    for status in Status:
        people.add_row(STATUS_LABELS[status], f"{ensemble.people_in(status)[0, -1]:,.0f}")
    return [metrics, people, burden(ensemble)]


def by_label(theme: Theme) -> list[str]:
    """The metrics of a theme, as a reader looks for them."""
    return sorted(
        (name for name, metric in METRICS.items() if theme is metric.THEME),
        key=lambda name: str(METRICS[name].LABEL),
    )


def _with_unit(metric: str, value: float) -> str:
    """`1,234`, of people or of what the label names; else with the unit."""
    unit = METRICS[metric].UNIT
    is_said = unit == "people" or unit in str(METRICS[metric].LABEL)
    return f"{value:,.2f}" if unit == "1" else f"{value:,.0f}" + ("" if is_said else f" {unit}")


def burden(ensemble: Ensemble) -> Table:
    """Who bears it: what each class of person, and those who cannot walk, have gone through by the end."""
    table = plain_table("Who bears it")
    table.caption = share([ensemble])
    table.add_column("")
    for heading in ("people", *(heading for heading, _ in BORNE.values())):
        table.add_column(heading, justify="right")
    for group in BEARERS:
        found = (each_of(ensemble, metric, group, -1)[0] * per for metric, (_, per) in BORNE.items())
        name = "everyone" if group is None else GROUP_LABELS[group]
        table.add_row(name, f"{ensemble.first(group)[0]:,.0f}", *(f"{value:,.1f}" for value in found))
    return table


def _plain(title: str, heading: str) -> Table:
    table = plain_table(title)
    table.add_column("")
    table.add_column(heading, justify="right")
    return table
