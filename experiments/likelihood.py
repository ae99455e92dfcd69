"""How likely it is that these reporters say these figures, if a simulated city were the true one.

A reporter counts the truth t of a replicate (its scope, from its day on, with its lag), adds c, and estimates

    log z = log(t + c) + bias + doubt x B + sd x e,    sd = sqrt(spread^2 + relative^2)

with B standard normal, one for all figures that one organisation gives of one observable, and e standard
normal, each figure's own; `relative` and c are the model's own discrepancy on the observable. It then says

- a figure (exact, about): the value that z - c rounds to;
- a range: that z - c lies in it, each end rounded;
- at least, at most: a bound log s = log z -+ `margin` x E, with E exponential of mean 1, that rounds to it.

So "at least 6,000" is next to impossible for who counted 3,000, likely for who counted 6,500, and ever less
likely, but never refuted, for who counted 60,000: who names a bound names one near what they believe.

The likelihood is the product over the figures, integrated over each B. Figures that only restate another one
count nothing, and figures that the run cannot be compared with count nothing.

Source: the integral over B is the trapezoid rule, whose error falls exponentially for integrands as smooth as
this one (Trefethen and Weideman, 2014, SIAM Review 56: 385-458).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, logsumexp

from experiments.ensemble import Runs
from experiments.observation import Counted, count
from experiments.reported import Figure, Reported

Values = NDArray[np.float64]
Shared = tuple[str, str]  # an organisation and an observable, of which all its figures share one bias
REACH = 9.0  # standard deviations beyond prior and figures to which a shared bias is integrated
STEP = 0.5  # of the trapezoid rule, in standard deviations of the narrowest that the integrand can be


@dataclass(frozen=True)
class Term:
    """One figure as its probability needs it: logarithms, seen from the median of the estimate."""

    low: Values  # of what rounds to the figure, replicate
    high: Values
    sd: float  # of the estimate, but for the shared bias
    doubt: float
    sign: str
    margin: float


def log_likelihood(figures: Iterable[Figure], reported: Reported, ensemble: Runs) -> Values:
    """The log probability that these figures are said of each replicate; shape (replicate,).

    Figures for calibration together with held-out ones are a ValueError.
    """
    counted = [count(figure, reported, ensemble) for figure in figures]
    return of(counted, reported, len(ensemble.seeds))


def of(counted: Sequence[Counted], reported: Reported, replicates: int) -> Values:
    """The same, of what there was to be counted for each figure in so many replicates."""
    total = np.zeros(replicates)
    for values in by_bias(counted, reported).values():
        total += values
    return total


def by_bias(counted: Sequence[Counted], reported: Reported) -> dict[Shared, Values]:
    """The same, apart for all figures that share a bias; none where no figure can be compared."""
    if len({each.figure.is_held_out for each in counted}) > 1:
        raise ValueError("figures for calibration and held-out figures do not belong in one likelihood")
    shared: dict[Shared, list[Term]] = defaultdict(list)
    for each in counted:
        figure, term = each.figure, None if each.figure.restates else _term(each, reported)
        if term is not None:
            shared[reported.organisation(figure), figure.observable].append(term)
    return {bias: integrated(terms) for bias, terms in shared.items()}


def is_doubted(figure: Figure, reported: Reported) -> bool:
    """Whether a figure can have a likelihood: its reporter, or the model, is given a spread."""
    return reported.reporter(figure).spread > 0.0 or reported.discrepancy(figure).relative > 0.0


def integrated(terms: Sequence[Term]) -> Values:
    """The log probability of figures that share one bias, with that bias integrated out; (replicate,)."""
    bias = _grid(terms)
    if bias.size == 1:
        return np.asarray(np.sum([log_probability(term, bias)[:, 0] for term in terms], axis=0))
    step = bias[1] - bias[0]
    inside = -0.5 * (bias**2 + np.log(2.0 * np.pi)) + np.log(step)
    for term in terms:
        inside = inside + log_probability(term, bias)
    return np.asarray(logsumexp(inside, axis=1))


def log_probability(term: Term, bias: Values) -> Values:
    """The log probability of one figure given the shared bias, in standard deviations; (replicate, bias)."""
    shift = term.doubt * bias
    low, high = (term.low[:, None] - shift) / term.sd, (term.high[:, None] - shift) / term.sd
    if term.margin == 0.0 or term.sign not in ("at-least", "at-most"):
        return _between(low, high)
    if term.sign == "at-least":  # below the estimate by a margin: as a bound above it, mirrored
        low, high = -high, -low
    return _between_off(low, high, term.sd / term.margin)


def _term(counted: Counted, reported: Reported) -> Term | None:
    figure, reporter = counted.figure, reported.reporter(counted.figure)
    if counted.truth is None:
        return None
    discrepancy = reported.discrepancy(figure)
    sd = float(np.hypot(reporter.spread, discrepancy.relative))
    if sd == 0.0:
        raise ValueError(f"{figure.id}: neither its reporter nor the model is given a spread")
    middle = np.log(np.maximum(counted.truth, 0.0) + discrepancy.count) + reporter.bias
    half = (figure.rounding or 1.0) / 2.0
    # What rounds to nobody has no lower end; a count that is taken back adds nobody.
    low = -np.inf if counted.low <= half else np.log(counted.low - half + discrepancy.count)
    high = np.log(max(counted.high, 0.0) + half + discrepancy.count)
    return Term(low - middle, high - middle, sd, reporter.doubt, figure.sign, reporter.margin)


def _grid(terms: Sequence[Term]) -> Values:
    """Biases, in standard deviations, at which the integrand is summed: near and far enough for all runs."""
    doubted = [term for term in terms if term.doubt > 0.0]
    if not doubted:
        return np.zeros(1)
    ends = [np.array([0.0])]
    for term in doubted:
        ends += [(end / term.doubt)[np.isfinite(end)] for end in (term.low, term.high)]
    reach = np.concatenate(ends)
    step = STEP / np.sqrt(1.0 + sum((term.doubt / term.sd) ** 2 for term in doubted))
    nodes: Values = np.arange(reach.min() - REACH, reach.max() + REACH + step, step)
    return nodes


def _between(low: Values, high: Values) -> Values:
    """The log probability that a standard normal lies between two values."""
    above = low > 0.0  # in the upper tail, the same of its mirror image
    first, last = log_ndtr(np.where(above, -high, low)), log_ndtr(np.where(above, -low, high))
    with np.errstate(divide="ignore"):
        return np.asarray(last + np.log(-np.expm1(np.minimum(first - last, 0.0))))


def _between_off(low: Values, high: Values, rate: float) -> Values:
    """The log probability that a standard normal plus an exponential of this rate lies between two values.

    Source: the exponentially modified Gaussian, whose distribution function at u is
    Phi(u) - exp(rate^2 / 2 - rate u) Phi(u - rate).
    """
    parts = np.stack(
        [log_ndtr(high), log_ndtr(low), _lifted(high, rate), _lifted(low, rate)],
    )
    signs = np.array([1.0, -1.0, -1.0, 1.0]).reshape(4, *[1] * low.ndim)
    with np.errstate(divide="ignore", invalid="ignore"):
        found, sign = logsumexp(parts, axis=0, b=signs, return_sign=True)
    middle = _density(low, high, rate)  # where the parts cancel to the last digit, the interval is narrow
    above = np.logaddexp(log_ndtr(-low), _lifted(low, rate))  # or it is all that lies above one end
    return np.where(np.isposinf(high), above, np.where(sign > 0.0, np.minimum(found, 0.0), middle))


def _lifted(u: Values, rate: float) -> Values:
    with np.errstate(invalid="ignore"):
        return np.where(np.isneginf(u), -np.inf, rate**2 / 2.0 - rate * u + log_ndtr(u - rate))


def _density(low: Values, high: Values, rate: float) -> Values:
    """The log of width times density, in the middle."""
    near = np.maximum(low, high - 1.0)
    with np.errstate(invalid="ignore"):  # without an upper end there is no middle
        return np.asarray(np.log(rate) + _lifted((near + high) / 2.0, rate) + np.log(high - near))
