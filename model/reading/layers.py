"""How files add up to one scenario: parameter files, what is extended, the file itself, then --set.

A posterior lies right under the file that names it: over all that this file takes from others, and under
what it says itself. One that --set names lies over all files, and under every other --set.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import InputError, Problem, nearest
from model.parameters.base import Parameters
from model.parameters.forms import NAME
from model.parameters.quantities import shown
from model.parameters.reference import fields
from model.reading import posterior
from model.reading.posterior import Posterior
from model.reading.schema import Spot
from model.reading.tree import Branch, Entry, Grower, Leaf, Node, Place, Series, bare_value, child, readable

SET = "--set"
HANDLED = ("extends", "parameters")
POSTERIOR, POSTERIORS = "posterior", "posteriors"
NAMING = ("parameters", POSTERIOR)  # keys that name files to be read


@dataclass(frozen=True)
class Source:
    """A file that was read, by the name that messages give it, and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value for one dotted key of a scenario, and where the key stands that says so."""

    key: str
    place: Place
    node: Node

    @property
    def keys(self) -> list[str]:
        """The keys on the way, from the outermost."""
        return self.key.split(".")

    def at(self, index: int) -> Place:
        """Where one of the keys on the way stands."""
        before = len(".".join(self.keys[:index])) + (1 if index else 0)
        return Place(self.place.file, self.place.line, self.place.column + before)

    def branch(self) -> Branch:
        """The piece of a scenario that says no more than this."""
        node = self.node
        for index, key in reversed(list(enumerate(self.keys))):
            node = Branch(self.at(index), {key: Entry(self.at(index), node)})
        return node if isinstance(node, Branch) else Branch(self.place, {})


@dataclass
class Layers:
    """Reads the files of one scenario and lays them over each other."""

    schema: type[Parameters]
    grower: Grower = field(default_factory=Grower)
    sources: list[Source] = field(default_factory=list)
    posterior: Posterior | None = None

    def read(self, path: Path, parameters: Path | None, changes: Sequence[Change] = ()) -> Branch | None:
        """The files of a scenario as one tree; None when one of them cannot be read.

        Of the changes only those of `parameters` and `posterior` count here: they name other files.
        """
        chain = self._chain(path)
        named = [(path, change.branch()) for change in reversed(changes) if change.key in NAMING]
        listing, joint = (
            next((each for each in [*named, *chain] if key in each[1].entries), None) for key in NAMING
        )
        tree = None if listing is None else self._parameters(*listing, parameters)
        self.posterior = None if joint is None else self._posterior(*joint, parameters)
        for _, branch in reversed(chain):
            if joint and branch is joint[1]:
                tree = self._joint(tree or Branch(branch.place, {}))
            own = Branch(
                branch.place, {key: entry for key, entry in branch.entries.items() if key not in HANDLED}
            )
            tree = own if tree is None else overlay(tree, own, Spot(self.schema, None))
        if joint in named and tree is not None:
            tree = self._joint(tree)
        return None if self.grower.broken else tree

    def _chain(self, path: Path) -> list[tuple[Path, Branch]]:
        """The file, the one it extends, and so on."""
        chain: list[tuple[Path, Branch]] = []
        visited: list[Path] = []
        while True:
            branch = self._load(path)
            if branch is None:
                return chain
            chain.append((path, branch))
            visited.append(path.resolve())
            entry = branch.entries.get("extends")
            if entry is None:
                return chain
            parent = self._target(entry, path.parent, "extends")
            if parent is None:
                return chain
            if parent.resolve() in visited:
                names = [each.stem for each in [*visited[visited.index(parent.resolve()) :], parent]]
                self._stop(
                    entry, "extends", f"a circle: {' > '.join(names)}", "a file that does not lead back here"
                )
                return chain
            path = parent

    def _parameters(self, path: Path, branch: Branch, folder: Path | None) -> Branch | None:
        """The parameter files that a scenario names, put together; a key in two of them is a clash."""
        entry = branch.entries["parameters"]
        if not isinstance(entry.node, Series):
            self._stop(
                entry, "parameters", f"{shown(bare_value(entry.node))} does not fit", "a list of names"
            )
            return None
        tree: Branch | None = None
        for index, item in enumerate(entry.node.items):
            key = f"parameters.{index}"
            file = self._target(Entry(item.place, item), folder or _parameters_folder(path), key)
            part = None if file is None else self._load(file)
            if part is not None:
                tree = part if tree is None else self._together(tree, part, Spot(self.schema, None))
        return tree

    def _together(self, first: Branch, second: Branch, above: Spot) -> Branch:
        entries = dict(first.entries)
        for key, entry in second.entries.items():
            old, spot = entries.get(key), above.step(key)
            both = _mergeable(old.node, entry.node, spot) if old else None
            if both:
                entries[key] = Entry(entry.place, self._together(*both, spot))
            elif old:
                wrong = f"is also set in {old.place.file}:{old.place.line}"
                expected = "each key in one parameter file only"
                self.grower.problems.append(entry.place.problem(spot.key(), wrong, expected))
            else:
                entries[key] = entry
        return Branch(second.place, entries)

    def _posterior(self, path: Path, branch: Branch, folder: Path | None) -> Posterior | None:
        """The posterior that a scenario names; None if it names none, or one that cannot be read."""
        entry = branch.entries[POSTERIOR]
        name = bare_value(entry.node)
        if not isinstance(name, str) or not NAME.fits(name) or POSTERIOR not in fields(self.schema):
            return None  # what is no name, or no key of this schema, is told by the schema
        folders = [path.parent / POSTERIORS, (folder or _parameters_folder(path)) / POSTERIORS]
        file = next((each / f"{name}.csv" for each in folders if os.path.isfile(each / f"{name}.csv")), None)
        if file is None:
            near = nearest(name, [other.stem for each in folders for other in each.glob("*.csv")])
            wrong = f"there is no file {_display(folders[-1] / f'{name}.csv')}"
            self._stop(entry, POSTERIOR, wrong, "the name of a posterior", near)
            return None
        try:
            found = posterior.read(Path(os.path.normpath(file)), _display(file))
        except InputError as error:
            self.grower.stop(*error.problems)
            return None
        self.sources += [Source(_display(each), sha256) for each, sha256 in found.sha256.items()]
        return found

    def _joint(self, tree: Branch) -> Branch:
        """What has been read so far, with the posterior over it."""
        columns = () if self.posterior is None else self.posterior.columns
        return self.lay(tree, [Change(each.key, each.place, each.node) for each in columns])

    def _target(self, entry: Entry, folder: Path, key: str) -> Path | None:
        """The file that a name or a relative path stands for; None after noting that there is none."""
        name = bare_value(entry.node)
        if not isinstance(name, str) or not name or "\0" in name:
            self._stop(entry, key, f"{shown(name)} does not fit", "the name of a file")
            return None
        path = folder / (name if name.endswith(".yaml") else f"{name}.yaml")
        if not os.path.isfile(path):  # never raises, unlike Path.is_file on a name that is too long
            near = nearest(path.stem, [other.stem for other in path.parent.glob("*.yaml")])
            self._stop(entry, key, f"there is no file {_display(path)}", "the name of a file", near)
            return None
        return Path(os.path.normpath(path))

    def _load(self, path: Path) -> Branch | None:
        branch, sha256 = self.grower.file(path, _display(path))
        self.sources.append(Source(_display(path), sha256))
        return branch

    def _stop(self, entry: Entry, key: str, wrong: str, expected: str, near: str | None = None) -> None:
        self.grower.stop(entry.node.place.problem(key, wrong, expected, near))

    def changes(self, sets: Sequence[str]) -> list[Change]:
        """What each `a.b=c` changes."""
        return [change for change in map(self._change, sets) if change]

    def _change(self, text: str) -> Change | None:
        key, equals, value = text.partition("=")
        start = Place(SET, 1, 1)
        if not equals or not value.strip() or not all(key.split(".")):
            wrong = f"{shown(text)} does not say what to set"
            self.grower.problems.append(start.problem("", wrong, "KEY=VALUE, such as horizon=20d"))
            return None
        node = self.grower.text(value, SET, len(key) + 2)
        return None if node is None else Change(key, start, node)

    def lay(self, tree: Branch, changes: Sequence[Change]) -> Branch:
        """The tree with each change laid over it; `parameters` has been read with the files."""
        for change in changes:
            if change.key == "extends":
                wrong, expected = "only a file says what it extends", "a scenario file that says so"
                self.grower.problems.append(change.place.problem(change.key, wrong, expected))
            if change.key in HANDLED:
                continue
            problem = absent(change, tree, self.schema)
            if problem is None:
                tree = overlay(tree, change.branch(), Spot(self.schema, None), moves=False)
            else:
                self.grower.problems.append(problem)
        return tree


def absent(change: Change, tree: Branch, schema: type[Parameters]) -> Problem | None:
    """What is wrong when a named thing on the way does not exist: half a new one cannot be meant."""
    node: Node | None = tree
    spot = Spot(schema, tree)
    for index, key in enumerate(change.keys[:-1]):
        entry = child(node, key)
        if entry is None and spot.holds_named_things():
            known = list(node.entries) if isinstance(node, Branch) else []
            path = ".".join(readable(each) for each in change.keys[: index + 1])
            expected = f"one of {', '.join(sorted(known)) or '(none)'}"
            near = nearest(key, known)
            return change.at(index).problem(path, "there is nothing of this name", expected, near)
        node = entry.node if entry else None
        spot = spot.step(key)
    return None


def overlay(under: Branch, over: Branch, above: Spot, *, moves: bool = True) -> Branch:
    """Mappings merge deeply, lists and scalars replace, null removes what is inherited.

    A quantity with a value and a thing of another kind replace too: the source of one number says nothing
    about another. The result stands where `over` stands, unless it does not move.
    """
    entries = dict(under.entries)
    for key, entry in over.entries.items():
        old, spot = entries.get(key), above.step(key)
        both = _mergeable(old.node, entry.node, spot) if old else None
        if old and isinstance(entry.node, Leaf) and entry.node.value is None:
            del entries[key]
        elif old and both:
            place = entry.place if moves else old.place
            entries[key] = Entry(place, overlay(*both, spot, moves=moves))
        else:
            entries[key] = entry
    return Branch(over.place if moves else under.place, entries)


def _mergeable(old: Node, new: Node, spot: Spot) -> tuple[Branch, Branch] | None:
    """Both nodes, when they are mappings that add up to one; None when the new one replaces the old."""
    if not isinstance(old, Branch) or not isinstance(new, Branch):
        return None
    if spot.is_quantity():
        return None if "value" in new.entries else (old, new)
    key = spot.tells_apart() or ""
    kinds = [bare_value(branch.entries[key].node) for branch in (old, new) if key in branch.entries]
    return None if len(kinds) == 2 and kinds[0] != kinds[1] else (old, new)


def _parameters_folder(path: Path) -> Path:
    """`parameters` in the nearest folder above named `scenarios`, else beside the file or its folder."""
    above = path.resolve().parents
    scenarios = next((folder for folder in above if folder.name == "scenarios"), None)
    if scenarios is not None:
        # Spelt from the path as the user gave it, so that messages name files as the user does.
        return path.parent / os.path.relpath(scenarios / "parameters", above[0])
    beside = path.parent / "parameters"
    return beside if beside.is_dir() else path.parent / ".." / "parameters"


def _display(path: Path) -> str:
    return Path(os.path.normpath(path)).as_posix()
