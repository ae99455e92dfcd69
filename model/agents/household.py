"""Households as Mesa sees them: an agent set over arrays, which yields a light proxy for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mesa import Agent
from mesa.agent import AgentSet

from model import state
from model.agents.base import Stage
from model.codes import STATUS_LABELS, Member, Status


class Household(Agent):
    """One family: a view of its line in the arrays, made when it is asked for and not kept."""

    def __init__(self, model: Stage, index: int) -> None:
        # Mesa's own registration is left out: the set below stands for all households at once.
        self.model = model
        self.index = index
        self.unique_id = index
        self.pos = None

    def __getattr__(self, name: str) -> Any:
        column = None if name.startswith("_") else _column(self.model, name)
        if column is None:
            raise AttributeError(name)
        return column[self.index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Household) and other.index == self.index and other.model is self.model

    def __hash__(self) -> int:
        return hash(("household", self.index))

    @property
    def cell(self) -> Any:
        """The cell of the network space in which the family is."""
        return self.model.cells[int(self.place)]

    @property
    def status_label(self) -> str:
        """Where the family is in life, in words."""
        return STATUS_LABELS[Status(int(self.status))]

    @property
    def family(self) -> dict[str, int]:
        """Members alive and together, by class."""
        return {member.name.lower(): int(self.members[member]) for member in Member}


class HouseholdSet(AgentSet):
    """All households of a model, in the order of the arrays.

    Works with ``len``, iteration, ``select``, ``do``, ``map``, ``get`` and ``agg`` on Mesa 3.3 and 3.5. It
    cannot be added to: the population is made once, and only its rules part families.
    """

    def __init__(self, model: Stage, indices: Iterable[int] | None = None) -> None:
        super().__init__([], random=model.random)
        self.model = model
        self._chosen = None if indices is None else list(indices)

    @property
    def indices(self) -> Any:
        """The lines of those in the set: of all, those of parts that have split off since included."""
        if self._chosen is None:
            return range(len(self.model.population.world.households))
        return self._chosen

    def __len__(self) -> int:
        return len(self.indices)

    def __iter__(self) -> Iterator[Household]:
        return (Household(self.model, i) for i in self.indices)

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, Household) and agent.model is self.model and agent.index in self.indices

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, slice):
            return [Household(self.model, i) for i in self.indices[item]]
        return Household(self.model, self.indices[item])

    def select(
        self,
        filter_func: Callable[[Household], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type[Agent] | None = None,
    ) -> HouseholdSet:
        """The households for which the function holds; a new set (``inplace`` is refused)."""
        if inplace:
            raise TypeError("the set of all households cannot be narrowed in place")
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        chosen: list[int] = []
        for household in self:
            if len(chosen) >= at_most:
                break
            if (agent_type is None or isinstance(household, agent_type)) and (
                filter_func is None or filter_func(household)
            ):
                chosen.append(household.index)
        return HouseholdSet(self.model, chosen)

    def shuffle(self, inplace: bool = False) -> HouseholdSet:
        """The set as it is: nothing depends on the order of households."""
        return self

    def sort(
        self, key: Callable[[Household], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> HouseholdSet:
        """A new set, ordered by an attribute or a function."""
        value = (lambda household: getattr(household, key)) if isinstance(key, str) else key
        ordered = sorted(self, key=value, reverse=not ascending)
        return HouseholdSet(self.model, [household.index for household in ordered])

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> HouseholdSet:
        """Call a method or function on each household."""
        self.map(method, *args, **kwargs)
        return self

    shuffle_do = do

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """What a method or function returns for each household."""
        if isinstance(method, str):
            return [getattr(household, method)(*args, **kwargs) for household in self]
        return [method(household, *args, **kwargs) for household in self]

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> list[Any]:
        """Attributes of each household, straight from the arrays where they are columns."""
        names = [attr_names] if isinstance(attr_names, str) else attr_names
        column = _column(self.model, names[0]) if len(names) == 1 else None
        if column is not None:
            values = list(column[list(self.indices)])
            return values if isinstance(attr_names, str) else [[value] for value in values]
        missing = {} if handle_missing == "error" else {"default": default_value}
        rows = [[_attribute(household, name, **missing) for name in names] for household in self]
        return [row[0] for row in rows] if isinstance(attr_names, str) else rows

    def agg(self, attribute: str, func: Callable[[Any], Any] | Iterable[Callable[[Any], Any]]) -> Any:
        """A function of one attribute over all households."""
        values = self.get(attribute)
        return func(values) if callable(func) else [each(values) for each in func]

    def set(self, attr_name: str, value: Any) -> HouseholdSet:
        """Refused: only the rules change a household."""
        raise TypeError("households are changed by the rules only")

    def add(self, agent: Agent) -> None:
        """Refused: nobody appears from nowhere."""
        raise TypeError("households are made once, in the first hour")

    def discard(self, agent: Agent) -> None:
        """Refused: nobody vanishes into nowhere."""
        raise TypeError("households are never removed")

    remove = discard


def _column(model: Stage, name: str) -> Any:
    """A column of the arrays, or None if there is none of this name."""
    world = model.population.world
    if name in world.hot._fields:
        return getattr(world.hot, name)
    return world.households[name] if name in (state.HOUSEHOLD.names or ()) else None


def _attribute(household: Household, name: str, **default: Any) -> Any:
    return getattr(household, name, default["default"]) if default else getattr(household, name)
