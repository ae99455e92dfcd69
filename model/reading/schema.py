"""Walking a schema and a tree together, from the whole scenario to one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from model.parameters.base import Parameters
from model.parameters.quantities import Measure
from model.parameters.reference import bare, expects, fields, items, measure_of, sections
from model.reading.tree import Branch, Leaf, Node, Place, Series, bare_value, child, readable


@dataclass(frozen=True)
class Spot:
    """One key: what the schema says of it, what stands there, and what is above it."""

    annotation: Any
    node: Node | None
    info: FieldInfo | None = None
    keys: tuple[str, ...] = ()
    key_place: Place | None = None
    above: Spot | None = None

    def step(self, key: str) -> Spot:
        """The spot at a key of this section, mapping or list."""
        entry = child(self.node, key)
        node, place = (entry.node, entry.place) if entry else (None, None)
        infos = [fields(section)[key] for section in self.sections() if key in fields(section)]
        if infos:
            return Spot(infos[0].annotation, node, infos[0], (*self.keys, key), place, self)
        inner = items(self.annotation)
        return Spot(inner, node, None, (*self.keys, key), place, self)

    def steps(self, loc: tuple[int | str, ...]) -> Spot:
        """The spot at a location as pydantic gives it, where the words of variants stand between the keys."""
        spot = self
        for part in map(str, loc):
            chosen = spot.variant(part) if len(spot.sections()) > 1 else None
            if chosen is not None:
                spot = Spot(chosen, spot.node, spot.info, spot.keys, spot.key_place, spot.above)
            elif part != "[key]" and (spot.sections() or items(spot.annotation) is not None):
                spot = spot.step(part)
        return spot

    def sections(self) -> tuple[type[Parameters], ...]:
        """The sections that may stand here; one, once the variant is known."""
        return sections(self.annotation) if self.annotation is not None else ()

    def tells_apart(self) -> str | None:
        """The key whose word says which of several sections stands here."""
        declared = [self.info, *bare(self.annotation)[1]]
        keys = (each.discriminator for each in declared if isinstance(each, FieldInfo))
        return next((key for key in keys if isinstance(key, str)), None)

    def is_quantity(self) -> bool:
        """Whether a quantity stands here."""
        return self.annotation is not None and isinstance(measure_of(self.annotation, self.info), Measure)

    def variant(self, word: str) -> type[Parameters] | None:
        """The section that a word such as a kind stands for."""
        return next((section for section in self.sections() if word in _words(section)), None)

    def numbers(self) -> Iterator[Spot]:
        """Every quantity that stands here or below."""
        if self.is_quantity():
            yield self
            return
        spot = self._told_apart()
        if isinstance(spot.node, Branch | Series):
            keys = spot.node.entries if isinstance(spot.node, Branch) else range(len(spot.node.items))
            for key in keys:
                yield from spot.step(str(key)).numbers()

    def _told_apart(self) -> Spot:
        """This spot with the one of several sections that its kind names."""
        entry = child(self.node, self.tells_apart() or "")
        chosen = self.variant(str(bare_value(entry.node))) if entry else None
        return self if chosen is None else replace(self, annotation=chosen)

    def holds_named_things(self) -> bool:
        """Whether this is a mapping from names that the user chose."""
        kind, _ = bare(self.annotation)
        origin = get_origin(kind)
        return isinstance(origin, type) and issubclass(origin, Mapping)

    def key(self) -> str:
        """The dotted path."""
        return ".".join(readable(key) for key in self.keys)

    def place(self) -> Place | None:
        """Where the value stands, or the innermost thing around it that stands anywhere."""
        if self.node is not None:
            return self.node.place
        return self.above.place() if self.above else None

    def expected(self) -> str:
        """What to write here, in words."""
        return expects(self.annotation, self.info) if self.annotation is not None else "nothing"

    def siblings(self) -> list[str]:
        """The other keys that stand beside this one."""
        beside = self.above.node if self.above else None
        others = beside.entries if isinstance(beside, Branch) else {}
        return [
            key for key, entry in others.items() if key != self.keys[-1] and entry.node != _null(entry.node)
        ]


def _null(node: Node) -> Leaf:
    return Leaf(node.place, None)


def _words(section: type[Parameters]) -> list[str]:
    told = [
        info.annotation for info in section.model_fields.values() if get_origin(info.annotation) is Literal
    ]
    return [str(word) for annotation in told for word in get_args(annotation)]
