"""What is wrong with what the user wrote: where, what is wrong, what was expected, the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when nothing is near enough to be a slip of the pen."""
    by_lower = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def listed(words: Iterable[str], most: int = 12) -> str:
    """The words in alphabetical order, joined by commas; a long list is cut and says so."""
    ordered = sorted(words)
    more = f" and {len(ordered) - most} more" if len(ordered) > most else ""
    return (", ".join(ordered[:most]) or "(none)") + more


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input, at one place; `key` is its dotted path, empty for the whole file."""

    file: str
    line: int
    column: int
    key: str
    wrong: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        hint = f"; did you mean '{self.nearest}'?" if self.nearest else ""
        return f"{self.file}:{self.line}:{self.column}: {key}{self.wrong}; expected {self.expected}{hint}"


class InputError(Exception):
    """The input cannot be used: every problem found, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        # Exceptions are pickled by their message; worker processes must hand back the problems themselves.
        return type(self), (self.problems,)


class Wrong(ValueError):  # noqa: N818 (what is wrong is the user's, not ours)
    """A value that breaks a rule; the reader adds where it stands. `key` names an entry inside the value.

    `by` is the entry that it is measured by, where that may be the one that is wrong.
    """

    def __init__(
        self, wrong: str, expected: str, nearest: str | None = None, key: str = "", by: str = ""
    ) -> None:
        super().__init__(f"{wrong}; expected {expected}")
        self.wrong = wrong
        self.expected = expected
        self.nearest = nearest
        self.key = key
        self.by = by


class UnknownKey(Wrong):
    """A key that this section does not have."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        words = list(known)
        super().__init__("unknown key", f"one of {listed(words)}", nearest(key, words), key)


class UnknownWord(Wrong):
    """A word that is none of the known ones; `what` says what it should be: 'a kind of proposal'."""

    def __init__(self, word: object, known: Iterable[str], what: str = "known") -> None:
        words = list(known)
        near = nearest(word, words) if isinstance(word, str) else None
        super().__init__(f"{word!r} is not {what}", f"one of {listed(words)}", near)
