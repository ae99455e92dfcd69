"""Which scenario files a word means: a path, the name of a shipped scenario, or a folder of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from model.errors import InputError, Problem, nearest

HOME = Path(__file__).resolve().parents[1]
CITIES = HOME / "scenarios"
STUDIES = HOME / "experiments" / "studies"
CALIBRATIONS = HOME / "experiments" / "calibrations"
DEFAULT = CITIES / "aleppo-2016"
BASE = "base.yaml"
FORECASTS = "forecasts"
EXPECTED = "a scenario file or a folder of them, such as those that `list` lists"


def shipped() -> list[Path]:
    """Every shipped scenario that can be run, city by city in alphabetical order."""
    cities = [city for city in sorted(CITIES.iterdir()) if (city / BASE).exists()]
    return [path for city in cities for path in (*proposals(city), *forecasts(city))]


def proposals(folder: Path) -> list[Path]:
    """Every scenario in a folder that is a proposal: all of its YAML files but the base that they extend."""
    return sorted(path for path in folder.glob("*.yaml") if path.name != BASE)


def forecasts(folder: Path) -> list[Path]:
    """The forecasts of a city: what could be foreseen on a day, drivers and all. They are no proposals."""
    return sorted((folder / FORECASTS).glob("*.yaml"))


def is_forecast(path: Path) -> bool:
    """Whether a scenario file forecasts its drivers too; any other is given them, as recorded."""
    return path.resolve().parent.name == FORECASTS


def find(word: str, beside: Path = Path()) -> Path:
    """The file or folder that a word names: a path from a folder, or from that of `scenarios/`, or a name.

    A name is that of a shipped city, or of a shipped scenario, the default city's if several have it; the
    ending `.yaml` may be left out. Raises `InputError`, with the nearest shipped path, otherwise, and for a
    table.
    """
    for place in (beside, HOME):
        for path in (place / word, place / f"{word}.yaml"):
            if path.exists():
                _check_no_table(path, word)
                return path
    known = {path.relative_to(HOME).as_posix(): path for path in _named_by_a_word()}
    found = [path for path in known.values() if word in (path.name, path.stem)]
    usual = [path for path in found if path.parent == DEFAULT]
    if len(found) == 1 or usual:
        return (usual or found)[0]
    wrong = f"{len(found)} cities have a scenario of this name" if found else "there is no such file"
    raise InputError([Problem(word, 1, 1, "", wrong, EXPECTED, _nearest(word, list(known)))])


def _check_no_table(path: Path, word: str) -> None:
    """A table is no scenario; those of a city are checked with every scenario of it."""
    if path.suffix == ".csv" and path.is_file():
        is_of_a_city = (path.parent / BASE).is_file()
        expected = f"a scenario file, or {path.parent}, which is checked with its tables"
        wrong = "it is a table and no scenario"
        raise InputError([Problem(word, 1, 1, "", wrong, expected if is_of_a_city else EXPECTED)])


def _named_by_a_word() -> list[Path]:
    """Every shipped scenario, and the folder of every shipped city."""
    paths = shipped()
    return [*paths, *dict.fromkeys(path.parent for path in paths if not is_forecast(path))]


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """The known path that a word is nearest to, whether it was meant as a path or as a name."""
    # Of several of one name the usual city's comes last, and so stays.
    last = sorted(known, key=lambda path: (HOME / path).parent == DEFAULT)
    spelt = {Path(path).stem: path for path in last} | {path.removesuffix(".yaml"): path for path in known}
    near = nearest(word.removesuffix(".yaml"), spelt)
    return None if near is None else spelt[near]


def study(word: str) -> Path:
    """The design that a word names: a path, one from the project's folder, or the name of a shipped one."""
    return _designed(word, STUDIES, "a design")


def calibration(word: str) -> Path:
    """The calibration that a word names, in the same way."""
    return _designed(word, CALIBRATIONS, "a calibration")


def _designed(word: str, shipped: Path, what: str) -> Path:
    for place in (Path(), HOME, shipped):
        for path in (place / word, place / f"{word}.yaml"):
            if path.is_file():
                return path
    near = nearest(Path(word).stem, [path.stem for path in shipped.glob("*.yaml")])
    expected = f"{what}, such as those in {shipped.relative_to(HOME).as_posix()}"
    raise InputError([Problem(word, 1, 1, "", "there is no such file", expected, near)])


def every(word: str) -> list[Path]:
    """The file that a word names, or every YAML file in the folder that it names, the forecasts too."""
    path = find(word)
    return _some([*sorted(path.glob("*.yaml")), *forecasts(path)], path) if path.is_dir() else [path]


def named(words: list[str], *, folders: bool = True) -> dict[str, Path]:
    """Name -> file for each scenario that the words mean, in their order; no words mean the default city.

    A file that several words mean is there once, where the first of them has it.
    """
    paths: list[Path] = []
    for path in map(find, words) if words else [DEFAULT]:
        if path.is_dir() and not folders:
            wrong = "it is a folder"
            raise InputError([Problem(str(path), 1, 1, "", wrong, "one scenario; compare takes folders")])
        paths += _some(proposals(path), path) if path.is_dir() else [path]
    once: dict[Path, Path] = {}
    for path in paths:
        once.setdefault(path.resolve(), path)
    names = [path.stem for path in once.values()]
    # Two cities may have a proposal of the same name: then the city is part of it.
    twice = {name for name in names if names.count(name) > 1}
    return {
        f"{path.resolve().parent.name}/{name}" if name in twice else name: path
        for name, path in zip(names, once.values(), strict=True)
    }


def _some(paths: list[Path], folder: Path) -> list[Path]:
    if not paths:
        raise InputError([Problem(str(folder), 1, 1, "", "there is no scenario in this folder", EXPECTED)])
    return paths
