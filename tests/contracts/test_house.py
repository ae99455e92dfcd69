"""The house is in order: the files that a visitor looks for, one lock without addresses, docstrings."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = [ROOT / "run.py", *sorted([*(ROOT / "model").rglob("*.py"), *(ROOT / "experiments").rglob("*.py")])]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "CITATION.cff",
        "LICENSE",
        ".gitignore",
        "docs",
        "scenarios",
    ],
)
def test_what_a_visitor_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "python3 run.py test" in read("README.md")
    assert "python3 run.py test" in read(".ci/run")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_contributing_opens_with_the_table() -> None:
    lines = read("CONTRIBUTING.md").splitlines()
    assert next(line for line in lines if line.startswith("|")) == "| I want to add | I touch |"
    assert next(number for number, line in enumerate(lines) if line.startswith("|")) < 8


def test_every_place_in_the_table_of_contributing_exists() -> None:
    rows = [line for line in read("CONTRIBUTING.md").split("\n\n")[2].splitlines() if line.startswith("| a ")]
    assert len(rows) == 7
    for row in rows:
        for place in re.findall(r"`([a-z/]+/)", row.split("|")[2]):
            assert (ROOT / place).is_dir(), f"{place} of: {row}"


def test_changelog_has_an_unreleased_section() -> None:
    assert "## [Unreleased]" in read("CHANGELOG.md")


def test_citation_states_the_version_of_the_project() -> None:
    assert f"version: {PROJECT['project']['version']}\n" in read("CITATION.cff")


def test_lock_has_hashes_and_no_addresses() -> None:
    assert not re.search(r"https?:|file:|--index|--find-links|[ =]/", LOCK)
    pins = re.findall(r"^[a-z0-9][^\n]*==.*?(?=^[a-z0-9]|\Z)", LOCK, re.MULTILINE | re.DOTALL)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)


def test_lock_holds_every_declared_dependency() -> None:
    declared = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    names = {re.split(r"[<>=!~ ;\[]", each)[0].replace(".", "-").lower() for each in declared}
    assert names <= set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE)), "re-make it: see CONTRIBUTING.md"


def test_no_other_lock_is_kept() -> None:
    assert "/uv.lock" in read(".gitignore")
    assert not list(ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=short)
def test_every_module_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if text.strip() or path.name != "__init__.py":
        assert ast.get_docstring(ast.parse(text)), f"{short(path)} has no docstring"


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "unit").rglob("test_*.py")), ids=short)
def test_unit_tests_are_named_after_the_source(path: Path) -> None:
    """`test_city.py` tests the file `city.py` or the package `city/`."""
    names = {source.stem for source in SOURCES} | {source.parent.name for source in SOURCES}
    assert path.stem.removeprefix("test_") in names, f"{short(path)}: no source file has that name"


@pytest.mark.parametrize("path", SOURCES, ids=short)
def test_a_file_is_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400, f"{short(path)} has {lines} lines: it is more than one idea"
