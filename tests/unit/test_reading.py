"""Reading scenarios: how files add up, and one message with its place for everything that can be wrong."""

# ruff: noqa: E501 (messages are compared whole, each on one line)

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field, model_validator

from model.errors import InputError, Wrong
from model.parameters import (
    Clock,
    Moment,
    Name,
    Parameters,
    Quantity,
    Registered,
    Text,
    quantity,
    to_plain,
    variants,
)
from model.reading import Document, json_schema, read


class Pause(Parameters):
    kind: Literal["pause"]
    start: Moment
    length: Quantity = quantity("h", "how long it lasts", more_than=0)


class Convoys(Parameters):
    kind: Literal["convoys"]
    trucks: Quantity = quantity("trucks", "trucks in each", at_least=0, whole=True, default=31)


Proposal: Any = variants({"pause": Pause, "convoys": Convoys})


class Danger(Parameters):
    memory: Quantity = quantity("h", "how long people remember a strike", at_least=0)
    strikes: Quantity = quantity("1/day", "strikes on a place", at_least=0)


class World(Parameters):
    title: Text
    start: Moment
    opens: Clock | None = None
    closes: Clock | None = None
    engine: Literal["arrays", "objects"] = "arrays"
    night: bool = False
    seed: int = Field(0, ge=0)
    danger: Danger
    city: Text = "."
    places: tuple[Name, ...] | None = Field(None, min_length=1)
    reader: Annotated[str, Registered("model.reading")] = "tree"
    proposals: dict[Name, Proposal] = {}  # noqa: RUF012 (pydantic copies defaults)

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "World":
        if self.opens and self.closes and self.opens >= self.closes:
            raise Wrong("is not after 'opens'", "a later time of day", key="closes")
        return self


BASE = """\
title: as it happened
start: 2016-11-26
parameters: [assumed]
danger:
  strikes: 2
proposals:
  ten-days:
    kind: pause
    start: 2016-12-02
    length: 10d
"""
ASSUMED = """\
danger:
  memory: {value: 2d, low: 1d, high: 4d, source: assumed}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay_out(folder: Path) -> None:
    city = folder / "scenarios" / "city"
    city.mkdir(parents=True)
    (folder / "scenarios" / "parameters").mkdir()
    (city / "base.yaml").write_text(BASE)
    (folder / "scenarios" / "parameters" / "assumed.yaml").write_text(ASSUMED)


CITY = Path("scenarios/city")
PARAMETERS = Path("scenarios/parameters")
CHILD = CITY / "child.yaml"


def load(text: str, sets: Sequence[str] = ()) -> tuple[World, Document]:
    CHILD.write_text(text)
    return read(CHILD, World, sets)


def wrong(text: str, sets: Sequence[str] = ()) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(text, sets)
    return str(caught.value).replace(f"{CITY}/", "").splitlines()


@pytest.mark.usefixtures("folder")
class TestAddingUp:
    def test_a_scenario_states_only_its_difference(self) -> None:
        made, _ = load("extends: base\ntitle: a pause\nproposals: {ten-days: {length: 5d}}\n")
        assert made.title == "a pause"
        assert float(made.danger.memory) == 48
        assert float(made.proposals["ten-days"].length) == 120
        assert made.proposals["ten-days"].start == made.proposals["ten-days"].start.replace(2016, 12, 2)

    def test_null_removes_an_inherited_entry(self) -> None:
        made, _ = load("extends: base\nproposals: {ten-days: null}\n")
        assert made.proposals == {}

    def test_a_list_replaces_a_list(self) -> None:
        (CITY / "middle.yaml").write_text("extends: base\nplaces: [east, west]\n")
        assert load("extends: middle\nplaces: [north]\n")[0].places == ("north",)

    def test_a_new_value_does_not_keep_the_range_and_source_of_the_old(self) -> None:
        made, _ = load("extends: base\ndanger: {memory: {value: 5d, source: 'a survey'}}\n")
        assert made.danger.memory == Quantity(120, "h", source="a survey")

    def test_a_range_alone_is_added_to_the_inherited_value(self) -> None:
        made, _ = load("extends: base\ndanger: {memory: {low: 40 h}}\n")
        assert made.danger.memory == Quantity(48, "h", 40, 96, "assumed")

    def test_a_thing_of_another_kind_replaces_the_inherited_one(self) -> None:
        made, _ = load("extends: base\nproposals: {ten-days: {kind: convoys}}\n")
        assert made.proposals["ten-days"] == Convoys(kind="convoys")

    def test_what_is_extended_may_lie_elsewhere(self) -> None:
        (Path("scenarios/other")).mkdir()
        (Path("scenarios/other/near.yaml")).write_text("extends: ../city/base.yaml\n")
        made, document = read(Path("scenarios/other/near.yaml"), World)
        assert made.title == "as it happened"
        assert document.folder("city") == Path("scenarios/other")

    def test_a_child_may_name_other_parameter_files(self) -> None:
        (PARAMETERS / "surveyed.yaml").write_text("danger: {memory: 7d}\n")
        assert float(load("extends: base\nparameters: [surveyed]\n")[0].danger.memory) == 168

    def test_the_folder_of_parameters_may_be_given(self) -> None:
        Path("mine").mkdir()
        Path("mine/assumed.yaml").write_text("danger: {memory: 1d}\n")
        made, _ = read(CITY / "base.yaml", World, parameters=Path("mine"))
        assert float(made.danger.memory) == 24

    def test_parameters_lie_beside_the_city_where_no_folder_is_called_scenarios(self) -> None:
        shutil.move("scenarios", "mine")
        assert float(read(Path("mine/city/base.yaml"), World)[0].danger.memory) == 48

    def test_set_changes_one_key_last(self) -> None:
        made, _ = load(
            "extends: base\n", ["danger.memory=6 h", "places=[east]", "proposals.ten-days.length=1d"]
        )
        assert float(made.danger.memory) == 6
        assert made.places == ("east",)
        assert float(made.proposals["ten-days"].length) == 24

    def test_the_document_lists_every_file_with_the_hash_of_its_bytes(self) -> None:
        _, document = load("extends: base\n")
        assert [source.file for source in document.sources] == [
            "scenarios/city/child.yaml",
            "scenarios/city/base.yaml",
            "scenarios/parameters/assumed.yaml",
        ]
        assert document.sources[1].sha256 == hashlib.sha256(BASE.encode()).hexdigest()

    def test_the_document_knows_where_each_key_was_written(self) -> None:
        _, document = load("extends: base\ncity: elsewhere\n", ["seed=3"])
        places = [document.place(key) for key in ("city", "danger.strikes", "danger.memory", "seed", "night")]
        assert [f"{place.file}:{place.line}:{place.column}" for place in places] == [
            "scenarios/city/child.yaml:2:7",
            "scenarios/city/base.yaml:5:12",
            "scenarios/parameters/assumed.yaml:2:11",
            "--set:1:6",
            "scenarios/city/child.yaml:1:1",
        ]
        assert document.folder("seed") == CITY
        assert str(document.problem("city", "there is no such city", "one of aleppo", ["elsewhere2"])) == (
            "scenarios/city/child.yaml:2:7: city: there is no such city; expected one of aleppo;"
            " did you mean 'elsewhere2'?"
        )

    def test_times_and_words_are_read_as_yaml_1_2(self) -> None:
        made, _ = load("extends: base\nopens: 08:00\ncloses: 12:30\ntitle: NO\n")
        assert (made.opens.isoformat(), made.closes.isoformat(), made.title) == ("08:00:00", "12:30:00", "NO")  # type: ignore[union-attr]

    @pytest.mark.parametrize("text", ["1e3", "1E3", "1.0e+3", "10000e-1"])
    def test_a_whole_number_may_have_an_exponent(self, text: str) -> None:
        made, _ = load(f"extends: base\nseed: {text}\n", [f"proposals.aid={{kind: convoys, trucks: {text}}}"])
        assert made.seed == float(made.proposals["aid"].trucks) == 1000

    def test_a_written_down_scenario_reads_back_equal(self) -> None:
        made, _ = load("extends: base\nopens: 08:00\nplaces: [east]\n")
        assert load(json.dumps(to_plain(made)))[0] == made


# What is wrong with a child of BASE, and the whole message.
ONE_PROBLEM = {
    "unknown key": (
        "dangr: {}",
        (
            "child.yaml:2:1: dangr: unknown key; expected one of city, closes, danger, engine, night, opens, places,"
            " proposals, reader, seed, start, title; did you mean 'danger'?"
        ),
    ),
    "unknown key inside": (
        "danger: {memry: 2d}",
        "child.yaml:2:10: danger.memry: unknown key; expected one of memory, strikes; did you mean 'memory'?",
    ),
    "key of another section": (
        "danger: {length: 3d}",
        (
            "child.yaml:2:10: danger.length: unknown key; expected one of memory, strikes"
            " ('length' is a key of 'proposals.<name>(pause)')"
        ),
    ),
    "wrong type": ("night: 5", "child.yaml:2:8: night: 5 does not fit; expected true or false"),
    "a number for text": ("title: 5", "child.yaml:2:8: title: 5 does not fit; expected text"),
    "a word for a section": (
        "danger: none",
        "child.yaml:2:9: danger: 'none' does not fit; expected a mapping with keys such as memory, strikes",
    ),
    "a word for a list": ("places: east", "child.yaml:2:9: places: 'east' does not fit; expected a list"),
    "a wrong item": (
        "places: [east, the west]",
        (
            "child.yaml:2:16: places.1: 'the west' does not fit;"
            " expected a name of letters, digits, hyphens and underscores"
        ),
    ),
    "a wrong item alone": (
        "places: [the west]",
        (
            "child.yaml:2:10: places.0: 'the west' does not fit;"
            " expected a name of letters, digits, hyphens and underscores"
        ),
    ),
    "an empty list": (
        "places: []",
        "child.yaml:2:9: places: has the wrong length; expected a list of at least 1",
    ),
    "part of a whole": ("seed: 2.5", "child.yaml:2:7: seed: 2.5 does not fit; expected a whole number"),
    "out of range": (
        "seed: -1",
        "child.yaml:2:7: seed: -1 is out of range; expected a whole number, at least 0",
    ),
    "quantity out of range": (
        "danger: {strikes: -1}",
        (
            "child.yaml:2:19: danger.strikes: -1 is out of range;"
            " expected a number in 1/day such as 0.1 or '10%/day', at least 0"
        ),
    ),
    "bare number for a duration": (
        "danger: {memory: 5}",
        "child.yaml:2:18: danger.memory: 5 is a bare number; expected a unit with it: write '10d' or '6 h'",
    ),
    "low above value": (
        "danger: {memory: {value: 2d, low: 3d, high: 4d}}",
        "child.yaml:2:18: danger.memory: low 72, value 48, high 96 are out of order; expected low <= value <= high",
    ),
    "wrong part of a quantity": (
        "danger: {memory: {value: 2d, low: 3 dais, high: 4d}}",
        (
            "child.yaml:2:35: danger.memory.low: '3 dais' has the unit 'dais';"
            " expected a duration such as '10d' or '6 h', at least 0 h; did you mean 'days'?"
        ),
    ),
    "unknown key of a quantity": (
        "danger: {memory: {value: 2d, lo: 3d}}",
        (
            "child.yaml:2:30: danger.memory.lo: unknown key; expected one of high, low, source, unit, value;"
            " did you mean 'low'?"
        ),
    ),
    "bad date": (
        "start: 2 December",
        (
            "child.yaml:2:8: start: '2 December' is not in this form;"
            " expected a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00"
        ),
    ),
    "unknown word": (
        "engine: array",
        "child.yaml:2:9: engine: 'array' is not a known word; expected one of arrays, objects; did you mean 'arrays'?",
    ),
    "unknown file of a package": (
        "reader: treee",
        (
            "child.yaml:2:9: reader: 'treee' is not a known word;"
            " expected one of editor, layers, messages, posterior, schema, tree, writing; did you mean 'tree'?"
        ),
    ),
    "unknown kind": (
        "proposals: {x: {kind: paws}}",
        (
            "child.yaml:2:23: proposals.x.kind: 'paws' is not a known kind; expected one of convoys, pause;"
            " did you mean 'pause'?"
        ),
    ),
    "no kind": (
        "proposals: {x: {start: 2016-12-02}}",
        "child.yaml:2:16: proposals.x.kind: is missing; expected one of convoys, pause",
    ),
    "missing key of a kind": (
        "proposals: {x: {kind: pause, start: 2016-12-02}}",
        (
            "child.yaml:2:16: proposals.x.length: is missing;"
            " expected a duration such as '10d' or '6 h', more than 0 h (how long it lasts)"
        ),
    ),
    "removing what is not there": (
        "proposals: {ten-dais: null}",
        (
            "child.yaml:2:23: proposals.ten-dais: nothing of this name is inherited, so null removes nothing;"
            " expected a mapping with keys such as kind, length, start, trucks; did you mean 'ten-days'?"
        ),
    ),
    "a bad name": (
        "proposals: {ten days: {kind: convoys}}",
        (
            "child.yaml:2:13: proposals.ten days: 'ten days' does not fit;"
            " expected a name of letters, digits, hyphens and underscores"
        ),
    ),
    "a rule between keys": (
        "opens: 12:00\ncloses: 08:00",
        "child.yaml:3:9: closes: is not after 'opens'; expected a later time of day",
    ),
    "duplicate key": (
        "title: one\ntitle: two",
        "child.yaml:3:1: title: stands twice, first in line 2; expected each key once",
    ),
    "an alias": (
        "title: &t one\ncity: *t",
        "child.yaml:3:1: city: is used again by an alias; expected the value written out where it is used",
    ),
    "a tag": (
        "title: !mine one",
        "child.yaml:2:8: title: has the tag '!mine'; expected a value without a tag",
    ),
    "a list as key": ("[a, b]: 3", "child.yaml:2:1: a key is a list or a mapping; expected a word as key"),
    "half a character": (
        'title: "\\uD800"',
        "child.yaml:2:8: title: holds half of a character (a lone surrogate); expected whole characters",
    ),
    "a key that would break the line": (
        '"a\\nb": 3',
        (
            "child.yaml:2:1: 'a\\nb': unknown key; expected one of city, closes, danger, engine, night, opens, places,"
            " proposals, reader, seed, start, title"
        ),
    ),
    "syntax": (
        "title: one: two",
        (
            "child.yaml:2:11: cannot be read as YAML: mapping values are not allowed here;"
            " expected 'key: value' lines, indented by spaces"
        ),
    ),
    "a tab": ("danger:\n\tmemory: 2d", "child.yaml:3:1: a tab; expected spaces for indentation"),
    "two documents": (
        "---\ntitle: x",
        "child.yaml:2:1: a second document starts here; expected one document in a file",
    ),
    "no such parameter file": (
        "parameters: [asumed]",
        (
            "child.yaml:2:14: parameters.0: there is no file scenarios/parameters/asumed.yaml;"
            " expected the name of a file; did you mean 'assumed'?"
        ),
    ),
    "parameters as a word": (
        "parameters: assumed",
        "child.yaml:2:13: parameters: 'assumed' does not fit; expected a list of names",
    ),
}


@pytest.mark.usefixtures("folder")
class TestMessages:
    @pytest.mark.parametrize("name", ONE_PROBLEM)
    def test_one_thing_wrong_is_one_message(self, name: str) -> None:
        text, message = ONE_PROBLEM[name]
        assert wrong(f"extends: base\n{text}\n") == [message]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "child.yaml:1:1: is empty; expected 'key: value' lines, indented by spaces"),
            (
                "- a\n",
                "child.yaml:1:1: a list is no scenario; expected 'key: value' lines, indented by spaces",
            ),
            (
                "extends: bass\n",
                (
                    "child.yaml:1:10: extends: there is no file bass.yaml;"
                    " expected the name of a file; did you mean 'base'?"
                ),
            ),
            (
                "extends: [base]\n",
                "child.yaml:1:10: extends: a list does not fit; expected the name of a file",
            ),
            (
                "extends: child\n",
                "child.yaml:1:10: extends: a circle: child > child; expected a file that does not lead back here",
            ),
        ],
    )
    def test_a_file_that_cannot_be_used_at_all(self, text: str, message: str) -> None:
        assert wrong(text) == [message]

    def test_a_circle_of_two_is_reported_where_it_closes(self) -> None:
        (CITY / "other.yaml").write_text("extends: child\n")
        assert wrong("extends: other\n") == [
            "other.yaml:1:10: extends: a circle: child > other > child; expected a file that does not lead back here"
        ]

    def test_a_missing_file_names_the_nearest(self) -> None:
        with pytest.raises(InputError) as caught:
            read(CITY / "bace.yaml", World)
        assert str(caught.value) == (
            "scenarios/city/bace.yaml:1:1: there is no such file; expected a YAML file; did you mean 'base'?"
        )

    def test_a_folder_is_no_file(self) -> None:
        with pytest.raises(
            InputError, match=r"^scenarios/city:1:1: cannot be read: .*; expected a YAML file$"
        ):
            read(CITY, World)

    def test_bytes_that_are_no_text_are_reported_at_their_place(self) -> None:
        CHILD.write_bytes(b"extends: base\ntitle: caf\xe9\n")
        with pytest.raises(InputError) as caught:
            read(CHILD, World)
        assert str(caught.value) == (
            "scenarios/city/child.yaml:2:11: the byte 0xe9 is not text in UTF-8; expected a text file in UTF-8"
        )

    def test_a_byte_order_mark_is_no_error(self) -> None:
        CHILD.write_bytes(b"\xef\xbb\xbfextends: base\n")
        assert read(CHILD, World)[0].title == "as it happened"

    def test_a_missing_key_is_reported_in_the_file_that_was_given(self) -> None:
        (CITY / "base.yaml").write_text("danger: {strikes: 2}\nstart: 2016-11-26\n")
        assert wrong("extends: base\ndanger: {}\n") == [
            "child.yaml:1:1: title: is missing; expected text",
            (
                "child.yaml:2:9: danger.memory: is missing;"
                " expected a duration such as '10d' or '6 h', at least 0 h (how long people remember a strike)"
            ),
        ]

    def test_an_inherited_mistake_is_reported_where_it_was_made(self) -> None:
        (PARAMETERS / "assumed.yaml").write_text("danger:\n  memory: 5\n")
        assert wrong("extends: base\n") == [
            (
                "scenarios/parameters/assumed.yaml:2:11: danger.memory: 5 is a bare number;"
                " expected a unit with it: write '10d' or '6 h'"
            )
        ]

    def test_two_parameter_files_that_set_one_key_clash(self) -> None:
        (PARAMETERS / "surveyed.yaml").write_text("seed: 3\ndanger: {memory: 3d}\n")
        assert wrong("extends: base\nparameters: [assumed, surveyed]\n") == [
            (
                "scenarios/parameters/surveyed.yaml:2:10: danger.memory: is also set in"
                " scenarios/parameters/assumed.yaml:2; expected each key in one parameter file only"
            )
        ]

    def test_a_parameter_file_extends_nothing(self) -> None:
        (PARAMETERS / "assumed.yaml").write_text(f"{ASSUMED}extends: base\n")
        assert wrong("extends: base\n") == [
            (
                "scenarios/parameters/assumed.yaml:3:1: extends: unknown key; expected one of city, closes, danger,"
                " engine, night, opens, places, proposals, reader, seed, start, title"
            )
        ]

    def test_everything_wrong_is_reported_at_once_in_the_order_of_the_file(self) -> None:
        text = (
            "extends: base\nseed: -1\nstart: today\nseed: 2\nnight: maybe\ndanger: {memory: 5, strike: 1}\n"
        )
        assert [
            line.split(": ")[0] + ": " + line.split(": ")[1] for line in wrong(text, ["engine=steam"])
        ] == [
            "--set:1:8: engine",
            "child.yaml:2:7: seed",
            "child.yaml:3:8: start",
            "child.yaml:4:1: seed",
            "child.yaml:5:8: night",
            "child.yaml:6:18: danger.memory",
            "child.yaml:6:21: danger.strike",
        ]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("horizon", "--set:1:1: 'horizon' does not say what to set; expected KEY=VALUE, such as horizon=20d"),
            ("seed=", "--set:1:1: 'seed=' does not say what to set; expected KEY=VALUE, such as horizon=20d"),
            ("danger..x=1", "--set:1:1: 'danger..x=1' does not say what to set; expected KEY=VALUE, such as horizon=20d"),
            ("extends=base", "--set:1:1: extends: only a file says what it extends; expected a scenario file that says so"),
            ("seed=-1", "--set:1:6: seed: -1 is out of range; expected a whole number, at least 0"),
            ("danger.memry=2d", "--set:1:8: danger.memry: unknown key; expected one of memory, strikes; did you mean 'memory'?"),
            ("danger.memory=5", "--set:1:15: danger.memory: 5 is a bare number; expected a unit with it: write '10d' or '6 h'"),
            ("proposals.ten-dais.length=5d", "--set:1:11: proposals.ten-dais: there is nothing of this name; expected one of ten-days; did you mean 'ten-days'?"),
            ("seed=1.000", "--set:1:6: seed: 1.0 does not fit; expected a whole number"),
            ("seed=15e-1", "--set:1:6: seed: 1.5 does not fit; expected a whole number"),
            ("proposals.ten-days={kind: convoys, trucks: 1.000}", "--set:1:44: proposals.ten-days.trucks: 1.0 has a point in it; expected a whole number of trucks, at least 0, such as 150000 or 150_000"),
            ("title=[", "--set:1:8: cannot be read as YAML: expected the node content, but found '<stream end>'; expected 'key: value' lines, indented by spaces"),
        ],
    )  # fmt: skip
    def test_set_is_checked_like_a_file(self, text: str, message: str) -> None:
        assert wrong("extends: base\n", [text]) == [message]

    def test_no_word_of_the_library_reaches_the_user(self, folder: Path) -> None:
        values = ("5", "x", "[1]", "{a: 1}", "true", "null", "1.5", "''")
        said = [
            outcome(folder, f"extends: base\n{key}: {value}\n".encode())
            for key in World.model_fields
            for value in values
        ]
        assert sum(map(bool, said)) > 60
        assert not [message for message in said if "Input should" in message or "valid " in message]


def outcome(folder: Path, data: bytes, sets: Sequence[str] = ()) -> str:
    """What is said about bytes read as a scenario; any result but a world or one-line problems fails the test."""
    path = folder / "scenarios" / "city" / "any.yaml"
    path.write_bytes(data)
    try:
        made, _ = read(path, World, sets)
    except InputError as error:
        problems, message = error.problems, str(error)
    else:
        assert isinstance(made, World)
        return ""
    assert problems
    assert len(message.splitlines()) == len(problems)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
    return message


calm = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@calm
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(folder: Path, data: bytes) -> None:
    outcome(folder, data)


@calm
@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_read_or_refused(folder: Path, text: str, setting: str) -> None:
    outcome(folder, text.encode("utf-8", "replace"), [setting])


@calm
@given(st.data())
def test_any_mutation_of_a_good_file_is_read_or_refused(folder: Path, data: st.DataObject) -> None:
    text = "extends: base\n" + BASE
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        until = data.draw(st.integers(at, min(len(text), at + 6)))
        text = (
            text[:at]
            + data.draw(st.text(alphabet="\t\n :-[]{}&*!|>'\"%@`,?#0x1e.~aé", max_size=4))
            + text[until:]
        )
    outcome(folder, text.encode())


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@calm
@given(st.dictionaries(st.sampled_from(list(World.model_fields)), json_like, max_size=4))
def test_any_value_at_any_key_is_read_or_refused(folder: Path, values: dict[str, Any]) -> None:
    outcome(folder, json.dumps({"extends": "base"} | values).encode())


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "a: " * 5000,
        "seed: " + "9" * 5000,
        "seed: 0x" + "f" * 5000,
        "seed: 1e999",
        "seed: .inf",
        "%YAML 1.1\n---\nnight: on\nopens: 12:30\n",
        "%YAML 9.9\n---\na: 1\n",
        "extends: '" + "x" * 5000 + "'",
        'extends: "a\\0b"',
        "? \n: 3\n",
        "a: &a [*a]\n",
        "<<: {title: x}\n",
    ],
)
def test_hostile_text_is_refused(folder: Path, text: str) -> None:
    outcome(folder, text.encode())


def test_the_schema_for_editors_lets_a_scenario_state_only_its_difference() -> None:
    made = json_schema(World)
    text = json.dumps(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"extends", "parameters", "title", "danger"} <= set(made["properties"])
    assert made["additionalProperties"] is False
    assert '"required"' not in text
    assert '"oneOf"' not in text
    assert made["properties"]["engine"]["enum"] == ["arrays", "objects"]
    assert made["properties"]["reader"]["enum"] == [
        "editor",
        "layers",
        "messages",
        "posterior",
        "schema",
        "tree",
        "writing",
    ]
    assert {"type": "null"} in made["properties"]["proposals"]["additionalProperties"]["anyOf"]
    memory = made["$defs"]["Danger"]["properties"]["memory"]
    assert [kind["type"] for kind in memory["anyOf"]] == ["string", "object"]
    assert memory["description"] == (
        "how long people remember a strike: a duration such as '10d' or '6 h', at least 0 h"
    )
