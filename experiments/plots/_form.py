"""Which figure fits the axes of a study."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from experiments.choice import Choice
from experiments.plots._choices import Shown, are, as_map, as_ranks, values_of
from experiments.plots._lines import as_lines


def form(choice: Choice) -> Callable[[Shown], Figure] | None:
    """What draws the figure that fits the axes of a study; None if none does."""
    if len(choice.axes) == 1:
        return as_map if _spans_a_map(choice) else as_lines
    return as_ranks if (len(choice.axes), len(choice.unknown)) == (0, 1) else None


def _spans_a_map(choice: Choice) -> bool:
    """Whether one scenario has two numbers at least on the axis that is chosen, and on one that is not."""
    scenarios = {scenario for scenario, labels in choice.options if labels[0]}
    if (len(scenarios), len(choice.unknown)) != (1, 1):
        return False
    across, up = values_of(choice), [context[0] for context in choice.contexts]
    return min(len(across), len(up)) >= 2 and are(float, [*across, *up])
