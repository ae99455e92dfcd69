"""The world: everything that compiled code reads and writes, handed on by its address."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np
from numba import njit, types
from numba.experimental import structref
from numpy.typing import NDArray

from model.address import by_address
from model.engine.orders import Orders
from model.engine.settings import Arms, Settings
from model.state import Blocks, Hot, Kin, Near, Neighbours, Routes, Table, Tally


class WorldType(types.StructRef):
    """A world as compiled code sees it: an address, which costs nothing to hand on."""

    def __init__(self, fields: tuple[tuple[str, types.Type], ...]) -> None:
        super().__init__(fields)
        # It stands in the name of every kernel, in machine code many times over: so it is short.
        self.name = f"World{sha256(self.name.encode()).hexdigest()[:16]}"


class World(structref.StructRefProxy):
    """Everything that compiled code reads and writes; from Python its fields are read, never set.

    There is room for more households than there are. Compiled code sees it all, Python sees the lines that
    are of somebody.
    """

    seed: int
    settings: Settings  # the scenario's numbers
    arms: tuple[Arms, Arms]  # the same of air and artillery
    weights: Any  # of behaviour: model.rules.leaving
    orders: Orders  # of the environment's agents
    neighbours: Neighbours
    routes: Routes
    streets: Routes  # those that people walk
    held: NDArray[np.bool_]  # by place: in the enclave, and held by the opposition
    kept: Any  # the record: model.engine.recording
    lines: NDArray[np.int64]  # one number: how many lines of households are of somebody
    blocks: Blocks
    near: Near
    places: Table
    ways: Table
    receptions: Table
    sides: Table  # by Side
    rows: Table
    paths: Table
    kin: Kin
    drives: NDArray[np.float64]  # reception x place, hours by vehicle over its side's ground (inf: no way)
    news: NDArray[np.float64]  # news x place, share that knows; the first row is known to all
    trust: NDArray[np.float64]  # guarantor x place, 0-1; the first row is nobody, whom no one trusts
    guarantors: Table
    loudness: NDArray[np.float64]  # guarantor x place, how many times as large rumour tells a change there
    tally: Tally

    def __new__(cls, **fields: object) -> World:
        """A world of these fields, every one of them."""
        world: World = _bind(*(fields[name] for name in FIELDS))
        world.__dict__.update(fields)
        return world

    def replace(self, **fields: object) -> World:
        """The same world but for these fields."""
        return World(**{**self.__dict__, **fields})

    @property
    def households(self) -> Table:
        """The lines of households."""
        lines: Table = self.__dict__["households"][: self.lines[0]]
        return lines

    @property
    def hot(self) -> Hot:
        """The columns of households that every hour reads."""
        return Hot(*(column[: self.lines[0]] for column in self.__dict__["hot"]))

    @property
    def room(self) -> int:
        """How many households there is room for."""
        return len(self.__dict__["households"])


FIELDS = (*World.__annotations__, "households", "hot")
by_address(WorldType, World, FIELDS)


@njit(cache=True)
def _bind(*fields: object) -> World:
    return World(*fields)
