"""A package is the list of its rules: the file `two_factor.py` is the word `two-factor`."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from model.errors import UnknownWord

Package = ModuleType | str


def words(package: Package) -> tuple[str, ...]:
    """The words that a package knows, in alphabetical order, found without importing a module of it."""
    stems = {path.stem for folder in _folders(package) for path in folder.glob("*.py")}
    stems |= {path.parent.name for folder in _folders(package) for path in folder.glob("*/__init__.py")}
    return tuple(sorted(stem.replace("_", "-") for stem in stems if not stem.startswith("_")))


def names(package: Package) -> dict[str, ModuleType]:
    """Every rule of a package: word -> module. A name that starts with an underscore is a helper, no rule."""
    return {word: _module(package, word) for word in words(package)}


def lookup(package: Package, word: str, what: str = "a known word") -> ModuleType:
    """The module that a word names; raises `UnknownWord`, with the known words and the nearest, if none.

    `what` says what the word should be: 'a figure'.
    """
    known = words(package)
    if word not in known:
        raise UnknownWord(word, known, what)
    return _module(package, word)


def _module(package: Package, word: str) -> ModuleType:
    return import_module(f"{_name(package)}.{word.replace('-', '_')}")


def _name(package: Package) -> str:
    return package if isinstance(package, str) else package.__name__


def _folders(package: Package) -> list[Path]:
    if isinstance(package, ModuleType):
        return [Path(folder) for folder in package.__path__]
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(f"no package named {package}", name=package)
    return [Path(folder) for folder in spec.submodule_search_locations]
