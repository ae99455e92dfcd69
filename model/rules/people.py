"""People: how many live in each place in the first hour, in households of what size, age and ability.

**Where they live.** A place i of the enclave has the weight

    w(i) = prewar(i) x line(i) / (1 + damaged(i) / hectares(i) / damage) x south(i) x exp(local x z(i))

with *prewar* its people before the war; *line* the factor `population.layout.split` where the line of 2016
runs through it, `layout.contact` where it touches the line, 1 elsewhere, or the factor of its own in
`layout.places`; *damaged* its damaged structures, *hectares* its area and *damage* `layout.damage`
(structures/ha); *south* the factor `layout.south_west` in the sectors south and south-west, otherwise 1; and
z a standard normal draw keyed by the place. The people of `population.total` are shared out in proportion to
w as whole people, by largest remainders.

**Sizes.** A household has 1 + k people, k from 0 to 14, with weights of a negative binomial distribution

    W(0) = 1,    W(k + 1) = W(k) (m + k (D - 1)) / (D (k + 1))

with D `population.crowding`, its variance over its mean (1 is Poisson), and m chosen such that the mean size,
cut off at 15 people, is `population.household`. Places are filled household by household, each size drawn at
the household's own number; the last one takes who is left.

**Ages.** Classes are child (under 15), woman (15-64), man (15-55: of screening age) and elderly (65 and over,
and men of 56-64). With c = `under_15`, o = `over_64`, a = `men_56_64`, the shares of all people are c,
(1 - c - o) / 2, (1 - c - o) / 2 - a and o + a. The first member is an adult, whose class lies at the draw u
on a line of women, elderly and men with lengths in proportion to their shares. The second, if an adult, lies
at 1 - u: so couples are of a woman and a man, or are old together, and shares stay as they are. From the
third on, a member is a child with the one chance that gives children their share of all people,

    later = min(1, c s / L),    second = min(1, max(0, c s - L) / P)

with s the mean size, L the mean number of members from the third on and P the share of households with a
second; only where even that is too few, the second is a child with chance *second*. Other members are adults
at draws of their own. Nobody under 15 lives alone.

**Ability.** A member has a disability with chance p, or e p (1 at most) among the elderly, e being
`population.ageing` and p such that `population.disabled` of all people have one; a share `cannot_walk` of all
cannot walk unaided, and they are among them (if it is the larger share, there are that many disabled). Both
are decided by one draw of the member.

**Draws** are keyed by the household's key, which is its place and its rank there, and by the number of the
member: it is the same family in every scenario, and a sample by `population.scale` is a subset of all.
When one of a household is killed, or leaves it, each member has the same chance to have been one of its
disabled.

Source: household size, ages and ability as given with each value; the spread of sizes and the pairing of the
first two adults are assumed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, NamedTuple, Self

import numpy as np
from numba import njit
from numpy.typing import NDArray
from pydantic import Field, model_validator

from model.codes import LARGEST_HOUSEHOLD, Member
from model.errors import Wrong
from model.parameters import Measure, Parameters, Quantity, quantity

STEPS = 100  # halvings, more than a float has digits


class Layout(Parameters):
    """How the people are spread over the enclave: pre-war weights, thinned where the war was worst."""

    split: Quantity = quantity(
        "1", "people left where the line ran through a place, of elsewhere", more_than=0
    )
    contact: Quantity = quantity("1", "people left where a place touched the line, of elsewhere", more_than=0)
    damage: Quantity = quantity(
        "structures/ha", "damaged structures per hectare that halve the people left", more_than=0
    )
    south_west: Quantity = quantity("1", "people in the south and south-west, of elsewhere", more_than=0)
    local: Quantity = quantity("1", "doubt in each place's share: standard deviation of the log", at_least=0)
    places: dict[str, Annotated[Quantity, Measure("1", more_than=0)]] = Field(
        default_factory=dict, description="factor of single places, instead of the line's"
    )


class Population(Parameters):
    """Who is there at the start."""

    total: Quantity = quantity(
        "people", "residents of the enclave in the first hour", at_least=1, at_most=50_000_000, whole=True
    )
    scale: Quantity = quantity(
        "1",
        "share of the households that is simulated; capacities and food scale alike",
        more_than=0,
        at_most=1,
        default=1,
    )
    layout: Layout
    household: Quantity = quantity("people", "mean size of a household", at_least=1, at_most=12)
    crowding: Quantity = quantity(
        "1", "variance of the members besides the first, of their mean number", at_least=1, at_most=10
    )
    under_15: Quantity = quantity("1", "share of people under 15", at_least=0, at_most=1)
    over_64: Quantity = quantity("1", "share of people of 65 and over", at_least=0, at_most=1)
    men_56_64: Quantity = quantity("1", "share of people who are men of 56-64", at_least=0, at_most=1)
    disabled: Quantity = quantity("1", "share of people with a disability", at_least=0, at_most=1)
    cannot_walk: Quantity = quantity("1", "share of people who cannot walk unaided", at_least=0, at_most=1)
    ageing: Quantity = quantity("1", "disability among the elderly, of that among the others", at_least=1)

    @model_validator(mode="after")
    def _is_everyone_once(self) -> Self:
        adults = 1.0 - float(self.under_15) - float(self.over_64)
        if adults < 0.0:
            raise Wrong("and under_15 are more than all", "a sum of at most 1", key="over_64")
        if float(self.men_56_64) > adults / 2:
            raise Wrong("are more than all men of 15-64", "at most half of those", key="men_56_64")
        return self


class Makeup(NamedTuple):
    """What a household is made of, as compiled code reads it: chances by member."""

    women: float  # of adults
    elderly: float  # of adults
    second: float  # that the second member is a child
    later: float  # that one after it is
    disabled: float  # of a member who is not elderly
    disabled_old: float  # of an elderly one
    unaided: float  # of the disabled, that one cannot walk unaided


def class_shares(population: Population) -> NDArray[np.float64]:
    """Shares of people by class, in the order of ``Member``; adults under 65 are half women, half men."""
    child, old, older_men = float(population.under_15), float(population.over_64), float(population.men_56_64)
    adults = max(1.0 - child - old, 0.0)
    return np.array([child, adults / 2, max(adults / 2 - older_men, 0.0), old + older_men])


@lru_cache(maxsize=1024)  # every proposal asks for those of the same seeds
def size_shares(mean: float, crowding: float) -> NDArray[np.float64]:
    """Shares of households of 1, 2, ... people, whose mean is the one asked for; they cannot be written."""
    low, high = 0.0, 1e4
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        if mean_of(_weights(middle, crowding)) < mean:
            low = middle
        else:
            high = middle
    shares = _weights(low, crowding)
    shares.flags.writeable = False
    return shares


def mean_of(shares: NDArray[np.float64]) -> float:
    """The mean size of households with these shares by size."""
    return float(shares @ np.arange(1, len(shares) + 1))


def _weights(others: float, crowding: float) -> NDArray[np.float64]:
    weights = [1.0]
    for k in range(LARGEST_HOUSEHOLD - 1):
        weights.append(weights[k] * (others + k * (crowding - 1.0)) / (crowding * (k + 1)))
    shares: NDArray[np.float64] = np.array(weights) / np.sum(weights)
    return shares


def makeup(population: Population) -> Makeup:
    """The chances by member that give every class and ability its share of all people."""
    child, women, men, elderly = class_shares(population)
    sizes = size_shares(float(population.household), float(population.crowding))
    second, later = children(child * mean_of(sizes), sizes)
    adults = max(women + men + elderly, 1e-12)
    unable = float(population.cannot_walk)
    disabled = max(float(population.disabled), unable)
    young, old = by_age(disabled, float(population.ageing), elderly)
    return Makeup(
        women=women / adults,
        elderly=elderly / adults,
        second=second,
        later=later,
        disabled=young,
        disabled_old=old,
        unaided=unable / disabled if disabled > 0.0 else 0.0,
    )


def children(a_household: float, sizes: NDArray[np.float64]) -> tuple[float, float]:
    """The chances that the second member and a later one are children, for so many in a mean household."""
    later_members = float(sizes[2:] @ np.arange(1, len(sizes) - 1))
    seconds = float(sizes[1:].sum())
    later = min(1.0, a_household / later_members) if later_members > 0.0 else 0.0
    missing = max(0.0, a_household - later_members)
    return (min(1.0, missing / seconds) if seconds > 0.0 else 0.0), later


def by_age(share: float, ratio: float, elderly: float) -> tuple[float, float]:
    """A share of all as chances of the others and of the elderly, who have it ``ratio`` times as often."""
    old = min(1.0, ratio * share / (1.0 + (ratio - 1.0) * elderly))
    return (min(1.0, (share - elderly * old) / (1.0 - elderly)) if elderly < 1.0 else 0.0), old


@njit(cache=True)
def size_at(u, cumulative):
    """The size of the household that lies at ``u`` of all households in the order of size."""
    size = 1
    while size < cumulative.shape[0] and u >= cumulative[size - 1]:
        size += 1
    return size


@njit(cache=True)
def adult_at(u, women, elderly):
    """The class of the adult who lies at ``u`` of all adults: women, then the elderly, then men."""
    if u < women:
        return Member.WOMAN
    return Member.ELDERLY if u < women + elderly else Member.MAN


@njit(cache=True)
def member_at(u, first, number, makeup):
    """The class of a household's member at the draw ``u``, ``first`` being the draw of the first one."""
    if number == 0:
        return adult_at(u, makeup.women, makeup.elderly)
    chance = makeup.second if number == 1 else makeup.later
    if u < chance:
        return Member.CHILD
    at = 1.0 - first if number == 1 else (u - chance) / (1.0 - chance)
    return adult_at(at, makeup.women, makeup.elderly)


@njit(cache=True)
def chance_disabled(member, makeup):
    """The chance that a member of this class has a disability."""
    return makeup.disabled_old if member == Member.ELDERLY else makeup.disabled


@njit(cache=True)
def member_of(lot, children, women, men, elderly):
    """The class of the member on whom a lot falls, each member having the same chance."""
    at = lot * (children + women + men + elderly) - children
    if at < 0.0:
        return Member.CHILD
    at -= women
    if at < 0.0:
        return Member.WOMAN
    return Member.MAN if at - men < 0.0 else Member.ELDERLY


@njit(cache=True)
def is_among(lot, number, people):
    """Whether the member on whom a lot falls is one of so many, each member having the same chance."""
    return lot * people < number
