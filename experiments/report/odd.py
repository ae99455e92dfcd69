"""The generated parts of the ODD document: what the code says of itself, in marked places of a written text.

A marked place stands between `<!-- generated: NAME -->` and `<!-- end -->`. What is between them is made
anew; everything else in the page is written by hand and kept.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from experiments.catalogue import HOME
from experiments.report.markdown import code, section, table
from model.codes import STATUS_LABELS, Status
from model.scenario import Mechanisms, Scenario
from model.simulation import PHASES

PLACE = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
RULES = HOME / "model" / "rules"
STATE = [HOME / "model" / name for name in ("codes.py", "state.py", "engine/orders.py")]
DRAWS = HOME / "model" / "randomness.py"
# Submodels in the order of an hour; one that is not named here comes at the end.
ORDER = (
    *("people", "family", "kin", "weather", "pauses", "front", "fronts", "danger", "medical", "siege", "aid"),
    *("information", "leaving", "behaviour", "walking", "queueing", "boarding", "screening", "reception"),
)
TITLES = {
    "_logit": "Where to",
    "bi_threshold": "Bi-threshold",
    "fronts/none": "Front that stands",
    "fronts/recorded": "Recorded front",
    "fronts/stochastic": "Stochastic front",
}
RECORDS = {  # headings, where the name in the code would not do
    "Way": "Kinds of way out",
    "Goal": "Goals of a household",
    "Side": "Sides",
    "Status": "Statuses of a person",
    "Where": "Where people are in a place",
    "Member": "Classes of person",
    "Group": "Groups that are told apart",
    "Count": "Events that are counted",
    "Spell": "Time that is counted",
    "Hot": "Household, what every hour reads",
    "WAY": "Way out",
    "RECEPTION": "Where people are received",
    "SIDE": "What a side offers",
    "ROW": "Row of hazards",
    "PATH": "Walk from one place to another",
    "Kin": "Ties of kin",
    "Claim": "Claims to board",
    "Tally": "Tallies",
    "Outcome": "What becomes of a convoy",
    "Near": "Near their level",
    "PAUSE": "Orders: pause",
    "FRONT": "Orders: front line",
    "MOMENT": "Orders: moment of the record",
    "CONVOY": "Orders: convoy",
    "RELIEF": "Orders: relief",
    "FLEET": "Orders: fleet",
    "CORRIDOR": "Orders: corridor",
    "Orders": "Orders: by place, weapon and day",
}
NOT_SHOWN = ("Book",)  # only gathers the others


def blocks() -> dict[str, str]:
    """Name of a marked place -> what stands in it."""
    return {
        "phases": phases(),
        "state": state(),
        "switches": switches(),
        "submodels": submodels(),
        "draws": draws(),
    }


def filled(text: str) -> str:
    """A page with its marked places made anew."""
    made = blocks()
    return PLACE.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n\n{found[3]}", text)


def phases() -> str:
    """The order of an hour."""
    rows = ((str(number), phase.name, phase.rule) for number, phase in enumerate(PHASES, 1))
    return table(("", "phase", "what happens"), rows)


def switches() -> str:
    """What can be turned off."""
    rows = (
        (code(f"mechanisms.{key}"), info.description or "") for key, info in Mechanisms.model_fields.items()
    )
    return table(("switch", "what it turns off"), rows)


def draws() -> str:
    """Every random decision, with whom and which event its draw is keyed by."""
    source = DRAWS.read_text(encoding="utf-8")
    comments = remarks(source)
    (decisions,) = (node for node in ast.parse(source).body if is_named(node, "Decision"))
    return table(("", "decision", "whose draw; of which event"), members(decisions, comments))


def state() -> str:
    """The state variables, record by record, with the words that stand beside them in the code."""
    sources = [path.read_text(encoding="utf-8") for path in STATE]
    return "\n\n".join(record for source in sources for record in records(ast.parse(source), remarks(source)))


def records(tree: ast.Module, comments: dict[int, str]) -> Iterator[str]:
    """Each enumeration and each record of the state, as a section."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name not in NOT_SHOWN:
            said = ast.get_docstring(node) or ""
            is_enumeration = any(isinstance(base, ast.Name) and base.id == "IntEnum" for base in node.bases)
            found = words(node, comments) if is_enumeration else variables(fields(node, comments))
            yield section(RECORDS.get(node.name, node.name), said, found, level=4)
        elif isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("np.dtype("):
            name = ast.unparse(node.targets[0])
            said = comments.get(-node.lineno + 1, "")
            found = variables(columns(node.value, comments))
            parts = (said, found) if said else (found,)
            yield section(RECORDS.get(name, name.capitalize()), *parts, level=4)


def is_named(node: ast.stmt, name: str) -> bool:
    """Whether a statement is the class of this name."""
    return isinstance(node, ast.ClassDef) and node.name == name


def variables(rows: Iterator[tuple[str, ...]]) -> str:
    """A table of state variables."""
    return table(("variable", "type", "meaning"), rows)


def words(node: ast.ClassDef, comments: dict[int, str]) -> str:
    """The words of an enumeration in a line, each with its number and what is said of it."""
    found = (
        f"{word} {number}" + (f" ({said})" if said not in ("", word.strip("`")) else "")
        for number, word, said in members(node, comments)
    )
    return "; ".join(found) + "."


def members(node: ast.stmt, comments: dict[int, str]) -> Iterator[tuple[str, ...]]:
    """The words of an enumeration: number, word, what is said of it."""
    for each in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(each, ast.Assign):
            word = ast.unparse(each.targets[0])
            label = STATUS_LABELS[Status[word]] if is_named(node, "Status") else ""
            yield ast.unparse(each.value), code(word.lower()), beside(each, comments) or label


def fields(node: ast.ClassDef, comments: dict[int, str]) -> Iterator[tuple[str, ...]]:
    """The arrays of a named tuple; its tables stand for themselves."""
    for each in node.body:
        if isinstance(each, ast.AnnAssign) and ast.unparse(each.annotation) != "Table":
            yield code(ast.unparse(each.target)), kind(ast.unparse(each.annotation)), beside(each, comments)


def columns(value: ast.expr, comments: dict[int, str]) -> Iterator[tuple[str, ...]]:
    """The columns of a record."""
    for each in ast.walk(value):
        if isinstance(each, ast.Tuple) and isinstance(each.elts[0], ast.Constant):
            name, of, *shape = each.elts
            size = "".join(f" x {ast.unparse(part)}" for part in shape).replace("len(", "").replace(")", "")
            yield code(ast.literal_eval(name)), kind(ast.unparse(of)) + size, beside(each, comments)


def kind(text: str) -> str:
    """The type of a variable in words."""
    if "float" in text or text.startswith("'f"):
        return "number"
    if "bool" in text or text == "'?'":
        return "yes or no"
    return "whole number"


def beside(node: ast.AST, comments: dict[int, str]) -> str:
    """The comment on the lines of a statement."""
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return " ".join(comments[line] for line in range(first, last + 1) if line in comments)


def remarks(source: str) -> dict[int, str]:
    """Line -> its comment; minus the line for a comment that stands alone, joined with those above it."""
    found: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            line, text = token.start[0], token.string.lstrip("# ")
            if token.line.lstrip().startswith("#"):
                found[-line] = f"{found.pop(-line + 1, '')} {text}".strip()
            else:
                found[line] = text
    return found


def submodels() -> str:
    """The description of each rule, which is the docstring of its file."""
    return "\n\n".join(submodel(path) for path in sorted(rule_files(), key=place_in_order))


def rule_files() -> list[Path]:
    """The files of the rules."""
    return [path for path in sorted(RULES.rglob("*.py")) if path.stem != "__init__"]


def place_in_order(path: Path) -> tuple[int, str]:
    """Where a submodel stands: what is shared by several rules comes after them."""
    top = path.relative_to(RULES).parts[0].removesuffix(".py")
    at = ORDER.index(top) if top in ORDER else len(ORDER)
    return at, path.stem.replace("_", "~", 1) if path.stem.startswith("_") else path.stem


def submodel(path: Path) -> str:
    """One rule: its name, its description, and where its numbers are."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    keys = keys_of(path)
    parts = (said, f"Values: {', '.join(keys)}.") if keys else (said,)
    return section(title(path), *parts, level=3)


def title(path: Path) -> str:
    """The heading of a rule, from the name of its file."""
    for name in (path.relative_to(RULES).with_suffix("").as_posix(), path.stem):
        if name in TITLES:
            return TITLES[name]
    return path.stem.replace("_", " ").capitalize()


def keys_of(path: Path) -> list[str]:
    """The sections of a scenario whose numbers a rule reads, linked to their table."""
    module = ".".join(path.relative_to(HOME).with_suffix("").parts)
    found = [
        key
        for key, info in Scenario.model_fields.items()
        if getattr(info.annotation, "__module__", "") == module
    ]
    if path.parent.name == "behaviour" and not path.stem.startswith("_"):
        word = path.stem.replace("_", "-")
        return [f"[{code(f'behaviour({word})')}](parameters.md#behaviour{word})"]
    return [f"[{code(key)}](parameters.md#{key})" for key in found]
