"""The table of a choice: each option against the reference, its ranks, and its regret."""

from __future__ import annotations

import numpy as np
from rich.table import Table
from rich.text import Text

from experiments.choice import Choice
from experiments.decision import Regret, pairing, ranks, regret
from experiments.ensemble import heading
from experiments.report.numbers import said, signed
from experiments.report.tables import plain_table
from experiments.statistics import chance_greater, mean_difference

HEADS = ("mean", "difference", "luck shared", "better", "first", "regret", "worst regret")


def table(choice: Choice, *, least: bool) -> Table:
    """A row for each option, the one of the least expected regret first."""
    loss, shares = regret(choice.outcomes, least=least), ranks(choice.outcomes, least=least)
    page = plain_table(f"{heading(choice.metric)}, {choice.date}: {'less' if least else 'more'} is better")
    page.add_column("")
    for head in HEADS:
        page.add_column(head, justify="right")
    for option in np.argsort(loss.expected, kind="stable"):
        page.add_row(
            Text(choice.option(int(option)), style="bold"),
            said(float(choice.outcomes[:, option].mean())),
            *_against(choice, int(option), least=least),
            f"{shares[option, 0]:.0%}",
            *_regret(choice, loss, int(option)),
        )
    return page


def legend(choice: Choice) -> str:
    """How to read the table."""
    contexts = [choice.context(number) for number in range(len(choice.contexts))]
    where = (
        f" Every one of {len(contexts)} contexts ({'; '.join(contexts)}) weighs the same."
        if len(contexts) > 1
        else " Nothing is unknown in this study but what each run draws."
    )
    return (
        f"{choice.runs} runs of each option in each context, paired. Difference: mean of those from"
        f" “{choice.option(choice.reference)}”, and its 95% interval. Luck shared: how many times as many"
        " runs the same sureness would take if options did not share their luck. Better, first: share of"
        " runs in which it is better than that, or than all (what is level shares it). Regret: what is lost"
        " against the best option of each context, in the mean over contexts and in the worst one, with its"
        f" standard error.{where}"
    )


def _against(choice: Choice, option: int, *, least: bool) -> tuple[str, str, str]:
    """The difference from the reference, what pairing was worth, and how often the option is better."""
    if option == choice.reference:
        return "", "", ""
    mine, theirs = choice.outcomes[:, option], choice.outcomes[:, choice.reference]
    gap = mean_difference(mine.mean(axis=0), theirs.mean(axis=0))
    greater = chance_greater(mine.ravel(), theirs.ravel())
    return (
        f"{signed(gap.mean)} ({signed(gap.low)} to {signed(gap.high)})",
        f"× {pairing(mine.mean(axis=0), theirs.mean(axis=0)):.3g}",
        f"{1.0 - greater if least else greater:.0%}",
    )


def _regret(choice: Choice, loss: Regret, option: int) -> tuple[str, str]:
    worst = f"{said(float(loss.worst[option]))} ± {said(float(loss.worst_error[option]))}"
    if len(choice.contexts) > 1 and loss.worst[option] > 0.0:
        worst += f" ({choice.context(int(loss.at[option]))})"
    return f"{said(float(loss.expected[option]))} ± {said(float(loss.expected_error[option]))}", worst
