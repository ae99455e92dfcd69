"""Whether a calibration finds known numbers again: synthetic truths, and how often its intervals hold them.

The first runs over the prior are taken for the truth in turn. The same reporters say the same kinds of
figures of each, their biases, spreads and margins drawn, and the model's own discrepancy too. The
posterior comes from thousands of places over the prior, weighted by the likelihood of these figures. No
run is made there: what there was to be counted is emulated from the other runs of the prior, with the
luck of one of them, taken whole, so that no truth needs runs of its own. If prior, likelihood, emulator
and weights are right, an interval of 50% holds the truth in half of the cases, whatever the figures can
tell (Cook, Gelman and Rubin 2006; Talts et al. 2018). It says nothing about whether the model is right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments import likelihood
from experiments.calibration import course, emulator, smc
from experiments.calibration.course import Wave
from experiments.calibration.plan import Ready
from experiments.calibration.smc import PerParticle, Places
from experiments.observation import Counted
from model.randomness import Decision, draw, draw_normal

SHARES = (0.5, 0.8)
POOL = 2048  # places over the prior
SURE = 0.95  # of the range in which a right coverage lies


@dataclass(frozen=True, eq=False)
class Recovery:
    """How often the intervals held the truths."""

    keys: tuple[str, ...]
    held: NDArray[np.bool_]  # truth x key x share
    narrower: NDArray[np.float64]  # width of the interval of 80% over that of the prior: truth x key
    effective: PerParticle  # sample size of each posterior

    @property
    def truths(self) -> int:
        """How many there were."""
        return len(self.held)

    def coverage(self) -> NDArray[np.float64]:
        """The share of truths that each interval held, key x share."""
        found: NDArray[np.float64] = self.held.mean(axis=0)
        return found


def recover(ready: Ready, wave: Wave, truths: int) -> Recovery:
    """What the first runs, taken for the truth one by one, are found to be; so many as leave half of them."""
    truths = min(truths, len(wave.places) // 2)
    places = course.spread(ready, POOL)
    counts = _emulated(ready, wave, places, slice(truths, None))
    held, narrower, sizes = [], [], []
    for truth in range(truths):
        said = [
            replace(each, truth=column)
            for each, column in zip(imagined(ready, wave, truth), counts, strict=True)
        ]
        share = smc.weights(likelihood.of(said, ready.reported, POOL))
        pairs = list(zip(places.T, wave.places[truth], strict=True))
        held.append([[_holds(column, share, true, part) for part in SHARES] for column, true in pairs])
        narrower.append([_width(column, share) / _width(column) for column, _ in pairs])
        sizes.append(smc.effective(share))
    return Recovery(ready.keys, np.array(held), np.array(narrower), np.array(sizes))


def _emulated(ready: Ready, wave: Wave, places: Places, others: slice) -> list[PerParticle]:
    """What there would be to be counted at each place, by figure: emulated, with the luck of another run."""
    made = emulator.fitted(wave.places[others], wave.values[others])
    luck = wave.values[others] - made.at(wave.places[others])
    luck *= math.sqrt(len(luck) / (len(luck) - len(made.coefficients)))  # the fit has taken its part of it
    lots = [draw(ready.design.first_seed, Decision.CALIBRATION, "luck", i) for i in range(len(places))]
    values = made.at(places) + luck[(np.array(lots) * len(luck)).astype(np.int64)]
    offs = [ready.reported.discrepancy(each.figure).count for each in wave.counted]
    return [np.exp(column) - off for column, off in zip(values.T, offs, strict=True)]


def summary(found: Recovery) -> dict[str, Any]:
    """All that is to be kept of it, for programs."""
    covered, left = found.coverage(), np.median(found.narrower, axis=0)
    return {
        "truths": found.truths,
        "effective_sample_size": [round(float(each), 1) for each in found.effective],
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


def quantile(values: PerParticle, share: PerParticle, part: float) -> float:
    """The weighted quantile: the least value below or at which so much of the weight lies."""
    order = np.argsort(values)
    total = np.cumsum(share[order])
    at = min(int(np.searchsorted(total, part * total[-1])), len(order) - 1)
    return float(values[order[at]])


def _holds(values: PerParticle, share: PerParticle, truth: float, part: float) -> bool:
    """Whether the central interval holds the truth."""
    tail = 0.5 * (1.0 - part)
    below = float(share[values < truth].sum())
    return tail <= below <= 1.0 - tail


def _width(values: PerParticle, share: PerParticle | None = None) -> float:
    even = np.full(len(values), 1.0 / len(values)) if share is None else share
    return quantile(values, even, 0.9) - quantile(values, even, 0.1)


def binomial(count: int, chance: float) -> tuple[int, int]:
    """The range in which so many successes of `count` lie with 95%, when each has this chance."""
    tail, total, low, high = 0.5 * (1.0 - SURE), 0.0, -1, count
    for successes in range(count + 1):
        total += math.comb(count, successes) * chance**successes * (1.0 - chance) ** (count - successes)
        if low < 0 and total > tail:
            low = successes
        if total >= 1.0 - tail:
            high = successes
            break
    return max(low, 0), high
