"""Working on a whole tree of parameters: drawing the uncertain ones, and writing all of them down."""

# ruff: noqa: ANN401 (what stands in a file may be anything until it has been checked)

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import Any, TypeVar

from model.parameters.base import Parameters
from model.parameters.forms import CLOCK, MOMENT
from model.parameters.quantities import Quantity, plain

JOINT = "posterior"  # the name under which the row of a posterior is drawn, for all of its numbers

P = TypeVar("P", bound=Parameters)


def sample(parameters: P, uniform: Callable[[str], float]) -> P:
    """The parameters, every uncertain quantity settled at its quantile `uniform(dotted.key.path)`.

    Those of a posterior are settled at the one row that `uniform("posterior")` points to.
    """

    def settle(key: str, number: Quantity) -> Quantity:
        return number.at(uniform(JOINT if number.draws else key)) if number.uncertain else number

    return changed(parameters, settle)


def changed(parameters: P, change: Callable[[str, Quantity], Quantity]) -> P:
    """The parameters, every quantity replaced by `change(dotted.key.path, quantity)`."""
    after: P = _changed(parameters, change, "")
    return after


def _changed(value: Any, change: Callable[[str, Quantity], Quantity], key: str) -> Any:
    if isinstance(value, Quantity):
        return change(key, value)
    after, is_changed = {}, False
    for each, word, old in _entries(value):
        new = _changed(old, change, f"{key}.{word}" if key else word)
        after[each], is_changed = new, is_changed or new is not old
    if not is_changed:
        return value
    if isinstance(value, Parameters):
        # Built from its fields, not copied: a copy would carry along what was cached from the old numbers.
        return type(value).model_construct(value.model_fields_set, **after)
    return after if isinstance(value, Mapping) else type(value)(after.values())


def _entries(value: Any) -> Iterator[tuple[Any, str, Any]]:
    """What stands inside a value: its handle in Python, its word in the key path, itself."""
    if isinstance(value, Parameters):
        for name, info in type(value).model_fields.items():
            yield name, info.alias or name, getattr(value, name)
    elif isinstance(value, Mapping):
        yield from ((key, str(key), entry) for key, entry in value.items())
    elif isinstance(value, list | tuple):
        yield from ((index, str(index), entry) for index, entry in enumerate(value))


def to_plain(parameters: Parameters) -> dict[str, Any]:
    """The whole tree as mappings, lists, text and numbers; reading it back gives an equal object.

    The numbers of a posterior stand in its own file, and what stands here would override them.
    """
    return {
        word: plain_value(value)
        for name, word, value in _entries(parameters)
        if (value is not None or type(parameters).model_fields[name].default is not None)
        and not _is_joint(value)
    }


def _is_joint(value: Any) -> bool:
    return isinstance(value, Quantity) and bool(value.draws)


def plain_value(value: Any) -> Any:
    """A value as YAML may hold it."""
    if isinstance(value, Parameters):
        return to_plain(value)
    if isinstance(value, Quantity):
        return plain(value)
    if isinstance(value, datetime):
        return MOMENT.write(value)
    if isinstance(value, time):
        return CLOCK.write(value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(entry) for key, entry in value.items() if not _is_joint(entry)}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(entry) for entry in value]
    return value
