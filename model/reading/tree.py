"""What stands in a YAML file, and where: a tree of leaves, series and branches, each with its place."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from model.errors import InputError, Problem, nearest
from model.parameters.quantities import shown

DEEPEST = 40
LONGEST_NUMBER = 300
LINES = "'key: value' lines, indented by spaces"
STANDARD = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def problem(self, key: str, wrong: str, expected: str, nearest: str | None = None) -> Problem:
        """What is wrong here."""
        return Problem(self.file, self.line, self.column, key, wrong, expected, nearest)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value."""

    place: Place
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a branch, at its own place, and what stands at it."""

    place: Place
    node: Node


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping."""

    place: Place
    entries: dict[str, Entry]


Node = Leaf | Series | Branch


def bare_value(node: Node) -> Any:  # noqa: ANN401 (whatever a file may hold)
    """The node without its places."""
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Series):
        return [bare_value(item) for item in node.items]
    return {key: bare_value(entry.node) for key, entry in node.entries.items()}


def child(node: Node | None, key: str) -> Entry | None:
    """What stands at a key of a branch, or at an index of a series; None when nothing does."""
    if isinstance(node, Branch):
        return node.entries.get(key)
    if isinstance(node, Series) and key.isdecimal() and int(key) < len(node.items):
        return Entry(node.items[int(key)].place, node.items[int(key)])
    return None


def find(node: Node | None, key: str) -> Node | None:
    """What stands at a dotted key; None when nothing does."""
    for part in key.split("."):
        entry = child(node, part)
        node = entry.node if entry else None
    return node


@dataclass
class Grower:
    """Turns text into trees; collects the problems, and `broken` says that what was read cannot be used."""

    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    def file(self, path: Path, name: str) -> tuple[Branch | None, str]:
        """The mapping in a file, and the SHA-256 of its bytes; None after noting why there is none."""
        try:
            text, sha256 = text_of(path, name)
            node = self._grown(text, name, 1)
            if isinstance(node, Branch):
                return node, sha256
            value = bare_value(node)
            wrong = "is empty" if value is None else f"{shown(value)} is no scenario"
            raise InputError([node.place.problem("", wrong, LINES)])
        except InputError as error:
            self.stop(*error.problems)
            return None, ""

    def text(self, text: str, name: str, column: int) -> Node | None:
        """The tree in a text that starts at a column of line 1; None after noting why there is none."""
        try:
            return self._grown(text, name, column)
        except InputError as error:
            self.stop(*error.problems)
            return None

    def stop(self, *problems: Problem) -> None:
        """Notes problems after which the rest cannot be trusted."""
        self.problems.extend(problems)
        self.broken = True

    def _grown(self, text: str, name: str, column: int) -> Node:
        start = Place(name, 1, column)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                root = YAML(typ="safe", pure=True).compose(text)
        except MarkedYAMLError as error:
            raise InputError([_syntax(error, text, name, column)]) from None
        except RecursionError:
            raise InputError(
                [start.problem("", "is nested too deeply", f"at most {DEEPEST} levels")]
            ) from None
        except Exception as error:  # the YAML library answers some malformed bytes with any exception at all
            why = _one_line(error) if isinstance(error, YAMLError) else "malformed"
            raise InputError([start.problem("", f"cannot be read as YAML: {why}", LINES)]) from None
        return Leaf(start, None) if root is None else _Tree(self, name, column).node(root)


def text_of(path: Path, name: str, kind: str = "YAML") -> tuple[str, str]:
    """The text in a file, and the SHA-256 of its bytes; raises `InputError` where there is none."""
    data = _bytes(path, name, f"a {kind} file")
    return _decoded(data, name), hashlib.sha256(data).hexdigest()


def _bytes(path: Path, name: str, expected: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        near = nearest(path.stem, [other.stem for other in path.parent.glob("*.yaml")])
        raise InputError([Place(name, 1, 1).problem("", "there is no such file", expected, near)]) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a path"
        raise InputError([Place(name, 1, 1).problem("", f"cannot be read: {why}", expected)]) from None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].split(b"\n")
        place = Place(name, len(before), len(before[-1]) + 1)
        wrong = f"the byte 0x{error.object[error.start]:02x} is not text in UTF-8"
        raise InputError([place.problem("", wrong, "a text file in UTF-8")]) from None


@dataclass
class _Tree:
    """One text on its way from YAML nodes to ours."""

    grower: Grower
    name: str
    column: int
    seen: set[int] = field(default_factory=set)

    def node(self, raw: YamlNode, key: str = "", depth: int = 0, user: Place | None = None) -> Node:
        """The tree of a YAML node; `user` is the key it stands at, for an alias has no place of its own."""
        place = self._place(raw)
        if depth > DEEPEST:
            return self._refuse(place, key, "is nested too deeply", f"at most {DEEPEST} levels")
        if id(raw) in self.seen:
            return self._refuse(
                user or place, key, "is used again by an alias", "the value written out where it is used"
            )
        self.seen.add(id(raw))
        tag = str(raw.tag)
        if not tag.startswith(STANDARD):
            return self._refuse(place, key, f"has the tag {shown(tag)}", "a value without a tag")
        if isinstance(raw, SequenceNode):
            return Series(
                place, tuple(self.node(item, f"{key}.{i}", depth + 1) for i, item in enumerate(raw.value))
            )
        if isinstance(raw, MappingNode):
            return Branch(place, self._entries(raw, key, depth))
        return self._leaf(raw, place, key)

    def _entries(self, raw: MappingNode, key: str, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for raw_key, raw_value in raw.value:
            place = self._place(raw_key)
            if not isinstance(raw_key, ScalarNode):
                self._refuse(place, key, "a key is a list or a mapping", "a word as key")
                continue
            word = str(raw_key.value)
            path = f"{key}.{readable(word)}" if key else readable(word)
            if word in entries:
                first = entries[word].place
                self._refuse(place, path, f"stands twice, first in line {first.line}", "each key once")
            elif self._is_text(word, place, path):
                entries[word] = Entry(place, self.node(raw_value, path, depth + 1, place))
        return entries

    def _leaf(self, raw: YamlNode, place: Place, key: str) -> Leaf:
        value = str(raw.value)
        if not self._is_text(value, place, key):
            return Leaf(place, "")
        return Leaf(place, _scalar(str(raw.tag).removeprefix(STANDARD), value))

    def _is_text(self, value: str, place: Place, key: str) -> bool:
        if any("\ud800" <= character <= "\udfff" for character in value):
            self._refuse(place, key, "holds half of a character (a lone surrogate)", "whole characters")
            return False
        return True

    def _refuse(self, place: Place, key: str, wrong: str, expected: str) -> Leaf:
        self.grower.problems.append(place.problem(key, wrong, expected))
        # A tree with holes would fail again further on, for reasons that are not the user's.
        self.grower.broken = self.grower.broken or "twice" not in wrong
        return Leaf(place, None)

    def _place(self, raw: YamlNode) -> Place:
        mark = raw.start_mark
        return Place(self.name, mark.line + 1, mark.column + (self.column if mark.line == 0 else 1))


def readable(word: str) -> str:
    """A key as it may stand in a message: as it is, or quoted with escapes if it would break the line."""
    return word if word.isprintable() and word else ascii(word)


def _scalar(tag: str, text: str) -> str | int | float | bool | None:
    """The value of a scalar as YAML 1.2 reads it; dates and times of day stay text."""
    if tag == "null":
        return None
    if tag == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if tag in ("int", "float") and len(text) < LONGEST_NUMBER:
        return _number(text)
    return text


def _number(text: str) -> str | int | float:
    for read in (int, lambda digits: int(digits, 0), float, lambda digits: float(digits.replace(".", "", 1))):
        try:
            number: int | float = read(text)
        except ValueError:
            continue  # hexadecimal is no decimal, and `.inf` is what Python calls inf: try the next way
        # 1e5 is whole and has no point in it, however Python would write it.
        exponent = isinstance(number, float) and "e" in text.lower() and number.is_integer()
        return int(Decimal(text)) if exponent else number
    return text


def _one_line(error: object) -> str:
    return " ".join(str(error).split())


def _syntax(error: MarkedYAMLError, text: str, name: str, column: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, at = (mark.line, mark.column) if mark else (0, 0)
    place = Place(name, line + 1, at + (column if line == 0 else 1))
    lines = text.splitlines()
    wrong = _one_line(error.problem or error.context or "malformed")
    if line < len(lines) and "\t" in lines[line][: at + 1]:
        return place.problem("", "a tab", "spaces for indentation")
    if "another document" in wrong:
        return place.problem("", "a second document starts here", "one document in a file")
    return place.problem("", f"cannot be read as YAML: {wrong}", LINES)
