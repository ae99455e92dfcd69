"""Which option does best, and how sure: pairs, ranks, and regret over what nobody chooses.

Every context weighs the same: how likely each is, the model does not say. Which of two options is ahead, and
what choosing one may cost, is said of all pairs of a context at once, so that with 95% probability none of it
is wrong there.

Source: Hsu (1981), Annals of Statistics 9: 1026-1034, intervals for the distance from the best; Bonferroni's
bound in place of Dunnett's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.choice import Choice, Outcomes
from experiments.statistics import (
    FEWEST,
    Crossed,
    Mean,
    chance_greater,
    fewest,
    half_widths,
    mean_difference,
    paired,
    standing,
    variance,
)

DOUBT = 0.05  # probability that anything that is said of the pairs of a context is wrong


@dataclass(frozen=True)
class Within:
    """Means, and between what each lies: in each context with 95% probability every one of them."""

    mean: NDArray[np.float64]  # by option
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def of(self, option: int) -> Mean:
        """The regret of one option."""
        return Mean(float(self.mean[option]), float(self.low[option]), float(self.high[option]))


@dataclass(frozen=True)
class Regret:
    """How much worse each option does than the best of its context, by option; 0 is never worse.

    From the mean outcome of each context: what one loses who had to choose without knowing the context. Luck
    makes the best of several look better than it is, and so every regret larger: the interval allows for it.
    """

    expected: Within  # the mean over contexts
    worst: Within  # in the context in which it is largest: the least of these is the minimax
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
    regret: Mean
    worst: Mean
    worst_at: int  # number of the context


def weigh(choice: Choice, *, least: bool) -> list[Weighed]:
    """Every option, the one of the least expected regret first; ``least`` says that less is better."""
    loss, shares = regret(choice.outcomes, least=least), ranks(choice.outcomes, least=least)
    return [
        Weighed(
            option=option,
            mean=float(choice.outcomes[:, option].mean()),
            against=against(choice, option, least=least),
            ranks=shares[option],
            regret=loss.expected.of(option),
            worst=loss.worst.of(option),
            worst_at=int(loss.at[option]),
        )
        for option in map(int, np.argsort(loss.expected.mean, kind="stable"))
    ]


def against(choice: Choice, option: int, *, least: bool) -> Against | None:
    """The difference from the reference, what pairing was worth, and how often the option is better."""
    other = choice.references[option]
    if other == option:
        return None
    mine, theirs = choice.outcomes[:, option], choice.outcomes[:, other]
    means = mine.mean(axis=0), theirs.mean(axis=0)  # over the contexts, point x seed
    greater = chance_greater(mine.ravel(), theirs.ravel())
    return Against(mean_difference(*means), pairing(*means), 1.0 - greater if least else greater)


def half_width(choice: Choice) -> float:
    """Half of the widest 95% interval of a mean difference from the reference, over options and contexts."""
    gaps = (
        mean_difference(mine, line[choice.references[option]])
        for line in choice.outcomes
        for option, mine in enumerate(line)
        if option != choice.references[option]
    )
    return max(((gap.high - gap.low) / 2.0 for gap in gaps), default=0.0)


def pairing(values: Crossed, reference: Crossed) -> float:
    """How many times as many runs the same sureness would take if they did not share their luck.

    The variance of the mean difference of independent runs, var(a) + var(b), of that of the pairs,
    var(a - b); infinite where every pair differs by the same amount, 1 where nothing varies. One pair is a
    ValueError.
    """
    paired(values, reference)
    alone = [np.atleast_2d(each) for each in (values, reference)]
    apart, together = sum(map(variance, alone)), variance(alone[0] - alone[1])
    if together == 0.0:
        return 1.0 if apart == 0.0 else float("inf")
    return apart / together


def ranks(outcomes: Outcomes, *, least: bool) -> NDArray[np.float64]:
    """How often each option comes first, second and so on: option x rank, shares of contexts and seeds.

    ``least`` says that less is better. Options that are level share the ranks that they take up.
    """
    scores = (outcomes if least else -outcomes).reshape(*outcomes.shape[:2], -1)
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
    """Where each option comes in each context, context x option; one run is a ValueError.

    An option is ahead of another for sure when the interval of their mean difference, paired, lies on its
    side of zero, from ten runs on; it comes no earlier than after all that are ahead of it for sure, and no
    later than before all that it is ahead of. What is level has the same rank.
    """
    scores = outcomes if least else -outcomes
    is_told, n = fewest(scores) >= FEWEST, scores.shape[1]
    ranks = standing(scores.mean(axis=(2, 3))[..., None])[0][..., 0] + 1
    found = []
    for line, gaps in zip(ranks, pairs(scores), strict=True):
        behind, ahead = ((is_told & (side > 0.0)).sum(axis=1) for side in (gaps.low, -gaps.high))
        found.append([Place(int(line[i]), int(behind[i]) + 1, n - int(ahead[i])) for i in range(n)])
    return found


def regret(outcomes: Outcomes, *, least: bool) -> Regret:
    """The regret of each option; one run is a ValueError, since it leaves no error to tell."""
    # No option is worse than itself: the zeros of the diagonal are where every regret ends.
    gaps = pairs(outcomes if least else -outcomes)
    mean, low, high = np.array([(each.mean, each.low, each.high) for each in gaps]).max(axis=3).swapaxes(0, 1)
    return Regret(
        expected=Within(mean.mean(axis=0), low.mean(axis=0), high.mean(axis=0)),
        worst=Within(mean.max(axis=0), low.max(axis=0), high.max(axis=0)),
        at=mean.argmax(axis=0),
    )


def pairs(scores: Outcomes) -> Iterator[Within]:
    """By how much each option has more than each other, option x option, context by context.

    The intervals are of Student's t, with Bonferroni's bound over all pairs of a context.
    """
    n = scores.shape[1]
    doubt = DOUBT / max(1, n * (n - 1) // 2)
    for line in scores:
        means, halves = np.empty((n, n)), np.empty((n, n))
        for option, mine in enumerate(line):
            gaps = mine - line
            means[option], halves[option] = gaps.mean(axis=(1, 2)), half_widths(gaps, doubt)
        yield Within(means, means - halves, means + halves)
