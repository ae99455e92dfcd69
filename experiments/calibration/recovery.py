"""Whether a calibration finds known numbers again: synthetic truths, and how often its intervals hold them.

The first runs over the prior are taken for the truth in turn. The same reporters say the same kinds of
figures of each, their biases, spreads and margins drawn, and the model's own discrepancy too. From them the
posterior is found as it always is, but without runs: what there would be to be counted in a run is emulated
from the other runs over the prior, with the luck of one of them, taken whole, which its seed chooses. So no
truth needs runs of its own. If prior, likelihood, emulator and populations are right, an interval of 50%
holds the truth in half of the cases, whatever the figures can tell (Cook, Gelman and Rubin 2006; Talts et al.
2018). It says nothing about whether the model is right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments import likelihood
from experiments.calibration import course, emulator, smc
from experiments.calibration.course import Wave
from experiments.calibration.plan import Ready
from experiments.calibration.runs import FailedError
from experiments.calibration.smc import PerParticle, Places, Population, Seeds, Settings
from experiments.observation import Counted
from model.randomness import Decision, draw, draw_normal

SHARES = (0.5, 0.8)
MOVES = 6  # of each particle in a step: without runs they cost little
SURE = 0.95  # of the range in which a right coverage lies


@dataclass(frozen=True, eq=False)
class Recovery:
    """How often the intervals held the truths."""

    keys: tuple[str, ...]
    held: NDArray[np.bool_]  # truth x key x share
    narrower: NDArray[np.float64]  # width of the interval of 80% over that of the prior: truth x key
    distinct: NDArray[np.int64]  # different places among the particles of each posterior

    @property
    def truths(self) -> int:
        """How many there were."""
        return len(self.held)

    def coverage(self) -> NDArray[np.float64]:
        """The share of truths that each interval held, key x share."""
        found: NDArray[np.float64] = self.held.mean(axis=0)
        return found


def recover(ready: Ready, wave: Wave, truths: int) -> Recovery:
    """What the first runs are found to be, each taken for the truth, as far as the emulator spares them."""
    truths = min(truths, len(wave.places) - emulator.fewest(len(ready.keys)))
    if truths < 1:
        raise FailedError("the emulator needs all runs of the design, and none is left to be the truth")
    emulated = Emulated(ready, wave, slice(truths, None))
    found = [emulated.posterior(imagined(ready, wave, truth), truth) for truth in range(truths)]
    held = [_held(each.places, true) for each, true in zip(found, wave.places[:truths], strict=True)]
    before = _width(wave.places)
    narrower = np.array([_width(each.places) / before for each in found])
    return Recovery(ready.keys, np.array(held), narrower, np.array([each.distinct for each in found]))


class Emulated:
    """Runs that are not run: what there would be to be counted in them, by some of those over the prior."""

    def __init__(self, ready: Ready, wave: Wave, others: slice) -> None:
        self.ready, self.wave = ready, wave
        self.emulator = emulator.fitted(wave.places[others], wave.values[others])
        luck = wave.values[others] - self.emulator.at(wave.places[others])
        terms = len(self.emulator.coefficients)
        self.luck = luck * math.sqrt(len(luck) / (len(luck) - terms))  # the fit has taken its part of it

    def posterior(self, said: Sequence[Counted], truth: int) -> Population:
        """The last population, from what the reporters said of a truth."""
        design = self.ready.design

        def likelihood_of(places: Places, seeds: Seeds) -> PerParticle:
            counts = self._counts(places, seeds)
            filled = [replace(each, truth=column) for each, column in zip(said, counts, strict=True)]
            return likelihood.of(filled, self.ready.reported, len(places))

        places = course.spread(self.ready, design.design)
        seeds = np.arange(len(places))
        start = Population(places, seeds, likelihood_of(places, seeds))
        how = Settings(design.particles, MOVES, design.first_seed + truth, len(places))
        *_, last = smc.posterior(start, likelihood_of, _everywhere, how)
        return last

    def _counts(self, places: Places, seeds: Seeds) -> list[PerParticle]:
        """What there is to be counted for each figure, by place."""
        lots = [draw(int(seed), Decision.CALIBRATION, "luck of a run") for seed in seeds]
        values = self.emulator.at(places) + self.luck[(np.array(lots) * len(self.luck)).astype(np.int64)]
        offs = [self.ready.reported.discrepancy(each.figure).count for each in self.wave.counted]
        return [np.exp(column) - off for column, off in zip(values.T, offs, strict=True)]


def _everywhere(places: Places) -> NDArray[np.bool_]:
    return np.ones(len(places), np.bool_)


def summary(found: Recovery) -> dict[str, Any]:
    """All that is to be kept of it, for programs."""
    covered, left = found.coverage(), np.median(found.narrower, axis=0)
    return {
        "truths": found.truths,
        "different_places": found.distinct.tolist(),
        "within_by_chance": {f"{share:.0%}": binomial(found.truths, share) for share in SHARES},
        "numbers": {
            key: {
                "held": {
                    f"{share:.0%}": round(float(each) * found.truths)
                    for share, each in zip(SHARES, row, strict=True)
                },
                "width_left": round(float(width), 3),
            }
            for key, row, width in zip(found.keys, covered, left, strict=True)
        },
    }


def imagined(ready: Ready, wave: Wave, truth: int) -> list[Counted]:
    """What the reporters would have said of one run: the same kinds of figures, by the likelihood's law."""
    return [
        _said(ready, each, value, int(wave.seeds[truth]))
        for each, value in zip(wave.counted, wave.values[truth], strict=True)
    ]


def _said(ready: Ready, counted: Counted, value: float, seed: int) -> Counted:
    figure = counted.figure
    reporter, off = ready.reported.reporter(figure), ready.reported.discrepancy(figure)
    whose = f"{ready.reported.organisation(figure)} {figure.observable}"
    common = draw_normal(seed, Decision.CALIBRATION, f"bias {whose}")
    own = draw_normal(seed, Decision.CALIBRATION, f"estimate {figure.id}")
    beyond = -reporter.margin * math.log(draw(seed, Decision.CALIBRATION, f"margin {figure.id}"))
    log = value + reporter.bias + reporter.doubt * common + math.hypot(reporter.spread, off.relative) * own
    log += {"at-least": -beyond, "at-most": beyond}.get(figure.sign, 0.0)
    said, middle = math.exp(log) - off.count, 0.5 * (counted.low + counted.high)
    low, high = (said * end / middle if middle > 0.0 else said for end in (counted.low, counted.high))
    return replace(counted, low=_rounded(low, figure.rounding), high=_rounded(high, figure.rounding))


def _rounded(value: float, to: float) -> float:
    return max(round(value / to) * to if to > 0.0 else value, 0.0)


def _held(draws: Places, truth: PerParticle) -> list[list[bool]]:
    """Whether the central intervals of the draws hold the truth, key x share."""
    below = np.mean(draws < truth, axis=0)
    return [[0.5 - share / 2.0 <= each <= 0.5 + share / 2.0 for share in SHARES] for each in below]


def _width(places: Places) -> PerParticle:
    """The width of the interval of 80%, by key."""
    low, high = np.quantile(places, [0.1, 0.9], axis=0)
    return np.asarray(high - low)


def binomial(count: int, chance: float) -> tuple[int, int]:
    """The range in which so many successes of `count` lie with 95%, when each has this chance."""
    from scipy.stats import binom  # half a second that only this needs

    low, high = binom.interval(SURE, count, chance)
    return int(low), int(high)
