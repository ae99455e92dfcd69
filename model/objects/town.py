"""The town as households know it: its tables, who is where, and the lists on which they put themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import state
from model.codes import Count, Side
from model.engine import leaving
from model.engine.ground import Ground, Households
from model.randomness import Decision


class Town(Ground):
    """What a household may see and touch besides itself."""

    hour: int
    is_night: bool
    gone: NDArray[np.float64]  # by place: share of the first residents who have left, as decisions began

    def _households(self) -> Households:
        """Compiled code sees no households: the counts by place are all that it is told of them."""
        nobody = np.zeros(0, np.int32)
        self.queues: list[list[Any]] = [[] for _ in self._ways()]
        self.at: list[dict[Any, None]] = [{} for _ in self.city.places]  # households by place
        self.changed = set(range(len(self.at)))  # places in which people are to be counted anew
        self.arrivals: list[Any] = []  # whoever comes to a reception in this hour
        self.at_their_way: list[Any] = []  # whoever comes to a way out in this hour
        self.to_screen: list[Any] = []  # whoever crosses to the government side in this hour
        self.to_part: list[Any] = []  # whoever may split in this phase
        return Households(
            state.households(0), state.hot(0), state.Kin(np.zeros(1, np.int32), nobody, np.zeros(1, np.int32))
        )

    def is_held(self, place: int) -> bool:
        """Whether a place is in the enclave and held by the opposition."""
        return bool(self.places.enclave[place]) and self.side(place) == Side.OPPOSITION

    def side(self, place: int) -> int:
        """Who holds a place."""
        return int(self.places.side[place])

    def host(self, side: Side) -> int:
        """The place of the host community of a side."""
        receptions = self.receptions
        hosts = np.flatnonzero((receptions.side == side) & (receptions.host == 1))
        return int(receptions.place[hosts[0] if len(hosts) else 0])

    def count(self, what: Count, groups: Iterable[int]) -> None:
        """Add people, by group, to a running total of events."""
        self.world.tally.counts[what] += np.array(groups)

    # Rows of hazard, one after the other: to leave, by place and with men or not; to go home; to move on.

    def row_to_leave(self, place: int, *, has_men: bool) -> int:
        """The row on which those wait who may leave a place."""
        return 2 * place + has_men

    def row_to_return(self, place: int) -> int:
        """The row on which those wait who would go home to a place."""
        return 2 * len(self.at) + place

    def row_onward(self, place: int) -> int:
        """The row on which those wait who are in a shelter."""
        return 3 * len(self.at) + place

    def weigh(self) -> None:
        """The levels of the hour, and everything that households weigh, as the phase finds it."""
        self.open_ways, self._appeals = leaving.weigh_leaving(self.world, self.weights, self.settings)
        self.gone = leaving.gone(self.world)

    def appeals(self, place: int, *, has_men: bool) -> NDArray[np.float64]:
        """The appeal, from a place, of each open way out and then of each place."""
        return self._appeals[self.row_to_leave(place, has_men=has_men)].copy()


def by_lot(households: Iterable[Any], hour: int) -> list[Any]:
    """Households that come in the same hour, in keyed order."""
    return sorted(households, key=lambda each: each.lot(Decision.QUEUE_ORDER, hour))
