"""Imports point down the layers declared in pyproject.toml, and libraries are reached for where it says."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["respite"]
LAYERS: list[list[str]] = DECLARED["layers"]
ONLY: dict[str, list[str]] = DECLARED["only"]
DEPTH = {name: depth for depth, line in enumerate(LAYERS) for name in line}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = [ROOT / "run.py", *sorted([*(ROOT / "model").rglob("*.py"), *(ROOT / "experiments").rglob("*.py")])]
TREES = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
PACKAGES = {name_of(path) for path in FILES if path.name == "__init__.py"}


def within(name: str, outer: str) -> bool:
    return name == outer or name.startswith(outer + ".")


def layer(module: str) -> str | None:
    """The longest declared name that the module is or lies in."""
    return max((name for name in DEPTH if within(module, name)), key=len, default=None)


def imported(module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a module imports, wherever in it; `from a import b` gives `a.b`."""
    package = module.split(".") if module in PACKAGES else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def own(name: str) -> str | None:
    """The module of ours that an imported name is, or lies in: `model.errors.Wrong` is in `model.errors`."""
    while name not in TREES:
        if "." not in name:
            return None
        name = name.rpartition(".")[0]
    return name


def dotted(node: ast.expr) -> str:
    """`np.random.default_rng` written out; empty for any other expression."""
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return inner and f"{inner}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def reached(module: str) -> Iterator[tuple[int, str]]:
    """Everything that a module imports or reaches as an attribute of what it imports, under its full name."""
    tree = TREES[module]
    aliases = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    yield from imported(module, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, _, rest = dotted(node).partition(".")
            if first in aliases:
                yield node.lineno, f"{aliases[first]}.{rest}"


@pytest.mark.parametrize("module", TREES)
def test_every_module_has_a_layer(module: str) -> None:
    if module == "model":
        found = {name for _, name in imported(module, TREES[module])}
        assert found == {"model.kernels.settle"}, "model/__init__.py imports only what comes before numba"
        return
    assert layer(module), f"{module} is in no layer: add it to [tool.respite] layers in pyproject.toml"


@pytest.mark.parametrize("module", TREES)
def test_imports_point_down(module: str) -> None:
    mine = layer(module)
    for line, name in imported(module, TREES[module]):
        source = own(name)
        theirs = layer(source) if source else None
        if mine and theirs:
            assert DEPTH[theirs] >= DEPTH[mine], f"{module}:{line} imports {name}, which lies above it"


def test_no_imports_in_a_circle() -> None:
    graph = {
        module: {source for _, name in imported(module, tree) if (source := own(name)) and source != module}
        for module, tree in TREES.items()
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", TREES)
def test_only_the_named_modules_reach_for(module: str) -> None:
    for line, name in reached(module):
        for library, allowed in ONLY.items():
            if within(name, library):
                known = ", ".join(allowed) or "none"
                assert any(within(module, each) for each in allowed), (
                    f"{module}:{line} uses {name}; modules that may use {library}: {known}"
                )


# The set-up of the environment runs before there is anything that could print for it.
SPEAKS = ("run", "experiments.commands", "experiments.environment")


@pytest.mark.parametrize(
    "module", [module for module in TREES if not any(within(module, each) for each in SPEAKS)]
)
def test_only_the_command_line_prints(module: str) -> None:
    calls = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.Call)]
    lines = [
        call.lineno
        for call in calls
        if dotted(call.func) in ("print", "sys.stdout.write", "sys.stderr.write")
    ]
    assert not lines, f"{module} prints at line {lines}; hand the text back to the command line instead"


def test_every_declared_layer_exists() -> None:
    missing = [name for name in DEPTH if name not in TREES]
    assert not missing, f"declared in [tool.respite] layers, but there is no such module: {missing}"
