"""Which option does best, and how sure: pairs, ranks, and regret over what nobody chooses.

Every context weighs the same: how likely each is, the model does not say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.choice import Choice, Outcomes
from experiments.statistics import (
    FEWEST,
    Mean,
    PerReplicate,
    chance_greater,
    half_widths,
    mean_difference,
    paired,
    standing,
)


@dataclass(frozen=True)
class Regret:
    """How much worse each option does than the best of its context, by option; 0 is never worse.

    From the mean outcome of each context: what one loses who had to choose without knowing the context.
    """

    expected: NDArray[np.float64]  # the mean over contexts
    expected_error: NDArray[np.float64]  # its standard error, from leaving out each seed in turn
    worst: NDArray[np.float64]  # in the context in which it is largest: the least of these is the minimax
    worst_error: NDArray[np.float64]
    at: NDArray[np.int64]  # number of that context


@dataclass(frozen=True)
class Place:
    """Where an option comes in one context."""

    rank: int  # by its mean
    first: int  # and between which ranks it comes, as far as can be told
    last: int


@dataclass(frozen=True)
class Against:
    """An option beside the reference, with the same luck."""

    difference: Mean
    luck_shared: float  # as `pairing` has it
    better: float  # share of contexts and runs


@dataclass(frozen=True)
class Weighed:
    """All that a choice says of one option."""

    option: int
    mean: float
    against: Against | None  # none of the reference itself
    ranks: NDArray[np.float64]  # how often it comes first, second and so on
    regret: float
    regret_error: float
    worst: float
    worst_error: float
    worst_at: int  # number of the context


def weigh(choice: Choice, *, least: bool) -> list[Weighed]:
    """Every option, the one of the least expected regret first; ``least`` says that less is better."""
    loss, shares = regret(choice.outcomes, least=least), ranks(choice.outcomes, least=least)
    return [
        Weighed(
            option=option,
            mean=float(choice.outcomes[:, option].mean()),
            against=None if option == choice.reference else against(choice, option, least=least),
            ranks=shares[option],
            regret=float(loss.expected[option]),
            regret_error=float(loss.expected_error[option]),
            worst=float(loss.worst[option]),
            worst_error=float(loss.worst_error[option]),
            worst_at=int(loss.at[option]),
        )
        for option in map(int, np.argsort(loss.expected, kind="stable"))
    ]


def against(choice: Choice, option: int, *, least: bool) -> Against:
    """The difference from the reference, what pairing was worth, and how often the option is better."""
    mine, theirs = choice.outcomes[:, option], choice.outcomes[:, choice.reference]
    means = mine.mean(axis=0), theirs.mean(axis=0)  # over the contexts, by run
    greater = chance_greater(mine.ravel(), theirs.ravel())
    return Against(mean_difference(*means), pairing(*means), 1.0 - greater if least else greater)


def half_width(choice: Choice) -> float:
    """Half of the widest 95% interval of a mean difference from the reference, over options and contexts."""
    gaps = (
        mean_difference(mine, line[choice.reference])
        for line in choice.outcomes
        for option, mine in enumerate(line)
        if option != choice.reference
    )
    return max(((gap.high - gap.low) / 2.0 for gap in gaps), default=0.0)


def pairing(values: PerReplicate, reference: PerReplicate) -> float:
    """How many times as many replicates the same sureness would take if they did not share their luck.

    The variance of the difference of independent runs, var(a) + var(b), of that of the pairs, var(a - b);
    infinite where every pair differs by the same amount, 1 where nothing varies. One pair is a ValueError.
    """
    paired(values, reference)
    if values.size < 2:
        raise ValueError("a variance needs at least two pairs")
    apart = float(values.var(ddof=1) + reference.var(ddof=1))
    together = float((values - reference).var(ddof=1))
    if together == 0.0:
        return 1.0 if apart == 0.0 else float("inf")
    return apart / together


def ranks(outcomes: Outcomes, *, least: bool) -> NDArray[np.float64]:
    """How often each option comes first, second and so on: option x rank, shares of contexts and seeds.

    ``least`` says that less is better. Options that are level share the ranks that they take up.
    """
    scores = outcomes if least else -outcomes
    n = scores.shape[1]
    first, level = standing(scores)  # the first rank that an option holds, and with how many
    shares = np.zeros((n, n))
    for option in range(n):
        for size in np.unique(level[:, option]):
            begin = first[:, option][level[:, option] == size]
            starts, stops = (np.bincount(at, minlength=n + 1) for at in (begin, begin + size))
            shares[option] += np.cumsum(starts - stops)[:n] / size
    shares /= scores.shape[0] * scores.shape[2]
    return shares


def places(outcomes: Outcomes, *, least: bool) -> list[list[Place]]:
    """Where each option comes in each context, context x option; one seed is a ValueError.

    An option is ahead of another for sure when the 95% interval of their mean difference, paired, lies on its
    side of zero, from ten runs on; it comes no earlier than after all that are ahead of it for sure, and no
    later than before all that it is ahead of.
    """
    return [_places(line) for line in (outcomes if least else -outcomes)]


def _places(scores: NDArray[np.float64]) -> list[Place]:
    """In one context, option x run, less being better."""
    n, ranks = len(scores), scores.mean(axis=1).argsort(kind="stable").argsort()
    ahead = np.array([_ahead_of(mine, scores) for mine in scores])
    return [Place(int(ranks[i]) + 1, int(ahead[:, i].sum()) + 1, n - int(ahead[i].sum())) for i in range(n)]


def _ahead_of(mine: PerReplicate, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Of which options one is ahead for sure."""
    gaps = mine - scores
    ahead: NDArray[np.bool_] = (gaps.mean(axis=1) < -half_widths(gaps)) & (mine.size >= FEWEST)
    return ahead


def regret(outcomes: Outcomes, *, least: bool) -> Regret:
    """The regret of each option; one seed is a ValueError, since it leaves no error to tell."""
    scores = outcomes if least else -outcomes
    seeds = scores.shape[2]
    if seeds < 2:
        raise ValueError("the error of a regret needs at least two seeds")
    losses = _losses(scores.mean(axis=2))
    total = scores.sum(axis=2)
    without = [_losses((total - scores[:, :, seed]) / (seeds - 1)) for seed in range(seeds)]
    return Regret(
        expected=losses.mean(axis=0),
        expected_error=_jackknife(np.array([each.mean(axis=0) for each in without])),
        worst=losses.max(axis=0),
        worst_error=_jackknife(np.array([each.max(axis=0) for each in without])),
        at=losses.argmax(axis=0),
    )


def _losses(means: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much worse than the best of the context, context x option."""
    losses: NDArray[np.float64] = means - means.min(axis=1, keepdims=True)
    return losses


def _jackknife(without: NDArray[np.float64]) -> NDArray[np.float64]:
    """The standard error from estimates without each seed, seed x option. Source: Tukey (1958)."""
    seeds = len(without)
    error: NDArray[np.float64] = np.sqrt((seeds - 1) * without.var(axis=0))
    return error
