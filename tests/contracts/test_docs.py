"""The documentation is true: its links resolve, it names what there is, and its generated pages are fresh."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from itertools import takewhile
from pathlib import Path

import pytest

from experiments import catalogue, plots
from experiments.report import odd, reference
from model import metrics, proposals, registry
from model.codes import STATUS_LABELS, Status
from model.reading import read
from model.rules import behaviour
from model.scenario import Scenario
from model.simulation import PHASES

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "scenarios").rglob("*.md")])
TEXT = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
DOCS = "\n".join(text for name, text in TEXT.items() if name == "README.md" or name.startswith("docs/"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```.*?```", re.DOTALL)
FIRST_SCREEN = 24  # lines


def anchors(text: str) -> set[str]:
    """The names that a heading gives on the page, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).lower() for head in heads)
    return {re.sub(r"[^\w\- ]", "", head).strip().replace(" ", "-") for head in plain}


def missing(page: str, text: str) -> list[str]:
    """Links of a page to a file or a heading that is not there."""
    found = []
    for link in LINK.findall(FENCE.sub("", text)):
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        if "://" in link:
            continue
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    return found


def unnamed(words: list[str], text: str) -> list[str]:
    """Words that the text does not have as a whole word in code or as the text of a link."""
    return [word for word in words if f"`{word}`" not in text and f"[{word}](" not in text]


@pytest.mark.parametrize("page", TEXT)
def test_links_resolve(page: str) -> None:
    assert not missing(page, TEXT[page])


def test_a_broken_link_would_be_found() -> None:
    text = "[a](docs/no-such-page.md) [b](docs/odd.md#no-such-heading) [c](docs/odd.md#4-design-concepts)"
    assert missing("README.md", text) == ["docs/no-such-page.md", "docs/odd.md#no-such-heading"]


@pytest.mark.parametrize("name", [path.name for path in (ROOT / "docs").glob("*.md")])
def test_the_readme_leads_to_every_page(name: str) -> None:
    assert f"(docs/{name})" in README


@pytest.mark.parametrize("name", reference.pages())
def test_generated_pages_are_fresh(name: str) -> None:
    stored = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert stored == reference.pages()[name], (
        f"docs/{name} is stale: run .venv/bin/python -m experiments.report.reference"
    )


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("scenario", [path.stem for path in catalogue.shipped()]),
        ("kind of proposal", list(registry.words(proposals))),
        ("rule of leaving", list(registry.words(behaviour))),
        ("metric", [word.replace("-", "_") for word in registry.words(metrics)]),
        ("figure", list(registry.words(plots))),
        ("status", [status.name.lower() for status in Status]),
        ("parameter file", [path.name for path in (ROOT / "scenarios" / "parameters").iterdir()]),
        ("table of Aleppo", [path.name for path in catalogue.DEFAULT.glob("*.csv")]),
    ],
)
def test_everything_that_has_a_name_is_documented(what: str, words: list[str]) -> None:
    assert words
    assert not unnamed(words, DOCS), f"a {what} that no page names"
    assert unnamed(["no-such-thing"], DOCS) == ["no-such-thing"]


def test_every_status_has_a_label() -> None:
    assert set(STATUS_LABELS) == set(Status)


def test_every_switch_is_documented() -> None:
    switches = type(read(catalogue.DEFAULT / catalogue.BASE, Scenario)[0].mechanisms).model_fields
    assert switches
    assert not unnamed([f"mechanisms.{name}" for name in switches], TEXT["docs/odd.md"])


def test_the_order_of_an_hour_is_the_one_that_is_executed() -> None:
    hour = TEXT["docs/odd.md"].partition("## 3.")[2].partition("## 4.")[0]
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \|$", hour, re.MULTILINE)
    assert rows == [(str(number), phase.name, phase.rule) for number, phase in enumerate(PHASES, 1)]


def test_every_rule_is_a_submodel() -> None:
    rules = [path for path in (ROOT / "model" / "rules").rglob("*.py") if path.stem != "__init__"]
    assert rules
    for path in rules:
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert f"### {odd.title(path)}\n\n{said}\n" in TEXT["docs/odd.md"], path


@pytest.mark.parametrize("path", odd.rule_files(), ids=lambda path: path.stem)
def test_every_submodel_has_a_name_of_its_own_and_a_source(path: Path) -> None:
    assert [odd.title(other) for other in odd.rule_files()].count(odd.title(path)) == 1
    assert re.search(r"^Source:", odd.submodel(path), re.MULTILINE)


def test_every_marked_place_is_filled_and_every_part_has_a_place() -> None:
    assert sorted(found[1] for found in odd.PLACE.findall(TEXT["docs/odd.md"])) == sorted(odd.blocks())


def test_every_heading_of_the_odd_document_is_its_only_one() -> None:
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", TEXT["docs/odd.md"]), re.MULTILINE)
    assert sorted(heads) == sorted(set(heads))


def test_every_state_variable_and_every_draw_says_what_it_is() -> None:
    rows = re.findall(r"^\| .* \|$", f"{odd.state()}\n{odd.draws()}", re.MULTILINE)
    assert rows
    assert not [row for row in rows if row.endswith("|  |")], "a comment beside it in the code is missing"


def test_every_hand_chosen_number_is_explained() -> None:
    path = ROOT / "scenarios" / "parameters" / "behaviour-proportional-hazards.yaml"
    keys = re.findall(r"^  (\w+): \{", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert keys
    assert not unnamed(keys, TEXT["docs/calibration.md"])


def test_the_numbers_that_calibration_works_with_are_the_shipped_ones() -> None:
    rule = read(catalogue.DEFAULT / catalogue.BASE, Scenario)[0].behaviour
    page = TEXT["docs/calibration.md"]
    assert f"exp({rule.threat.value:g} x 0.84)" in page
    assert f"exp({rule.threat.value:g} x 0.84 - {-rule.corridor.value:g})" in page
    assert f"exp({rule.trust.value:g} - {-rule.corridor.value:g} + {rule.threat.value:g} x 0.32)" in page


def test_the_first_screen_has_exactly_the_two_commands() -> None:
    top = "\n".join(README.splitlines()[:FIRST_SCREEN])
    commands = re.findall(r"^python3 run\.py.*?(?=\s+#|$)", top, re.MULTILINE)
    assert commands == ["python3 run.py compare scenarios/aleppo-2016", "python3 run.py test"]
    before = takewhile(lambda line: not line.startswith("## "), README.splitlines())
    assert "\n".join(before).count("```sh") == 1


def test_the_example_of_the_readme_is_a_scenario(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    city = tmp_path / "scenarios" / "aleppo-2016"
    city.mkdir(parents=True)
    (city / "base.yaml").write_bytes((catalogue.DEFAULT / "base.yaml").read_bytes())
    (city / "example.yaml").write_text(example, encoding="utf-8")
    scenario, _ = read(city / "example.yaml", Scenario, (), ROOT / "scenarios" / "parameters")
    assert "three-day-pause" in scenario.proposals


def test_every_command_of_the_readme_exists() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    known = set(re.findall(r"^@app\.command(?:\(name=\"\w+\"\))?\ndef (\w+?)_?\(", source, re.MULTILINE))
    known |= set(re.findall(r"^app\.command\(\w+\.(\w+)\)$", source, re.MULTILINE))
    rows = re.findall(r"^\| `run\.py (\w+)", README, re.MULTILINE)
    assert set(rows) == known
    assert len(rows) == len(known)


@pytest.mark.parametrize("page", TEXT)
def test_scripts_can_be_read(page: str) -> None:
    """Python by Python; the shell's by bash, where there is one."""
    for language, script in re.findall(r"^```(python|sh)\n(.*?)^```", TEXT[page], re.DOTALL | re.MULTILINE):
        if language == "python":
            ast.parse(script)
        elif bash := shutil.which("bash"):
            done = subprocess.run([bash, "-n"], input=script, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", TEXT)
def test_nothing_is_left_to_be_filled_in(page: str) -> None:
    assert not re.search(r"\b(TODO|TBD|FIXME|XXX|to be filled|lorem ipsum)\b", TEXT[page], re.IGNORECASE)
