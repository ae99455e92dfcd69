"""Which files a word on the command line means."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import catalogue
from model.errors import InputError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two toy cities with a proposal of the same name, and a folder of parameter files."""
    for name in (
        "troy/base",
        "troy/truce",
        "troy/convoy",
        "sarajevo/base",
        "sarajevo/truce",
        "parameters/assumed",
    ):
        path = tmp_path / "scenarios" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(catalogue, "HOME", tmp_path)
    monkeypatch.setattr(catalogue, "CITIES", tmp_path / "scenarios")
    monkeypatch.setattr(catalogue, "DEFAULT", tmp_path / "scenarios" / "troy")
    return tmp_path


def test_shipped_are_the_proposals_of_every_city(home: Path) -> None:
    paths = [path.relative_to(home).as_posix() for path in catalogue.shipped()]
    assert paths == [
        "scenarios/sarajevo/truce.yaml",
        "scenarios/troy/convoy.yaml",
        "scenarios/troy/truce.yaml",
    ]


def test_a_forecast_is_shipped_and_found_by_its_name_and_is_no_proposal(home: Path) -> None:
    path = home / "scenarios" / "troy" / "forecasts" / "eve.yaml"
    path.parent.mkdir()
    path.touch()
    assert path in catalogue.shipped()
    assert catalogue.find("eve") == path
    assert path not in catalogue.proposals(home / "scenarios" / "troy")
    assert catalogue.find("troy") == home / "scenarios" / "troy"
    assert [catalogue.is_forecast(each) for each in (path, home / "scenarios" / "troy" / "truce.yaml")] == [
        True,
        False,
    ]


@pytest.mark.parametrize("word", ["scenarios/troy/truce.yaml", "scenarios/troy/truce"])
def test_a_shipped_path_is_found_from_anywhere(home: Path, word: str) -> None:
    assert catalogue.find(word) == home / "scenarios/troy/truce.yaml"


def test_a_path_from_where_one_stands_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home / "scenarios")
    assert catalogue.find("troy/truce.yaml").resolve() == home / "scenarios/troy/truce.yaml"


def test_a_name_that_several_cities_have_is_near_to_the_usual_citys(home: Path) -> None:
    (home / "scenarios" / "ypres").mkdir()  # comes after the usual one
    (home / "scenarios" / "ypres" / "truce.yaml").touch()
    with pytest.raises(InputError, match=r"did you mean 'scenarios/troy/truce\.yaml'\?"):
        catalogue.find("truse")


def test_an_unknown_word_names_the_nearest(home: Path) -> None:
    with pytest.raises(InputError) as error:
        catalogue.find("scenarios/troy/truse.yaml")
    assert str(error.value) == (
        "scenarios/troy/truse.yaml:1:1: there is no such file; expected a scenario file or a folder of them, "
        "such as those that `list` lists; did you mean 'scenarios/troy/truce.yaml'?"
    )


@pytest.mark.parametrize("word", ["convoy", "convoy.yaml"])
def test_a_name_is_enough_for_a_shipped_scenario(home: Path, word: str) -> None:
    assert catalogue.find(word) == home / "scenarios/troy/convoy.yaml"
    assert list(catalogue.named(["convoy"])) == ["convoy"]


def test_a_name_is_enough_for_a_shipped_city(home: Path) -> None:
    assert catalogue.find("sarajevo") == home / "scenarios/sarajevo"


def test_a_name_that_two_cities_have_is_the_default_citys(home: Path) -> None:
    assert catalogue.find("truce") == home / "scenarios/troy/truce.yaml"


def test_a_name_that_two_other_cities_have_is_refused_and_a_path_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "DEFAULT", home / "scenarios" / "rome")
    with pytest.raises(InputError) as error:
        catalogue.find("truce")
    assert "truce:1:1: 2 cities have a scenario of this name; expected a scenario file" in str(error.value)
    assert "did you mean 'scenarios/" in str(error.value)


@pytest.mark.parametrize("word", ["convoi", "convoys", "troy/convoy", "convoi.yaml"])
def test_a_slip_in_a_name_is_answered_by_the_path(home: Path, word: str) -> None:
    with pytest.raises(InputError, match=r"did you mean 'scenarios/troy/convoy\.yaml'\?"):
        catalogue.find(word)


def test_a_folder_means_its_proposals(home: Path) -> None:
    assert list(catalogue.named(["scenarios/troy"])) == ["convoy", "truce"]


def test_no_words_mean_the_default_city(home: Path) -> None:
    assert list(catalogue.named([])) == ["convoy", "truce"]


def test_a_name_in_two_cities_is_told_apart(home: Path) -> None:
    assert list(catalogue.named(["scenarios/troy", "scenarios/sarajevo"])) == [
        "convoy",
        "troy/truce",
        "sarajevo/truce",
    ]


def test_a_folder_that_is_checked_means_every_scenario_in_it_and_its_forecasts(home: Path) -> None:
    path = home / "scenarios" / "troy" / "forecasts" / "eve.yaml"
    path.parent.mkdir()
    path.touch()
    names = [each.relative_to(home / "scenarios" / "troy").as_posix() for each in catalogue.every("troy")]
    assert names == ["base.yaml", "convoy.yaml", "truce.yaml", "forecasts/eve.yaml"]


def test_a_table_is_answered_by_the_folder_of_its_city(home: Path) -> None:
    for folder in ("troy", "parameters"):
        (home / "scenarios" / folder / "table.csv").touch()
    with pytest.raises(InputError) as error:
        catalogue.find("scenarios/troy/table.csv")
    assert str(error.value) == (
        "scenarios/troy/table.csv:1:1: it is a table and no scenario; expected a scenario file, or "
        f"{home / 'scenarios' / 'troy'}, which is checked with its tables"
    )
    with pytest.raises(InputError, match="it is a table and no scenario; expected a scenario file or a fold"):
        catalogue.find("scenarios/parameters/table.csv")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["scenarios/troy", "truce"], ["convoy", "truce"]),
        (["truce", "scenarios/troy/../troy/truce.yaml", "convoy"], ["truce", "convoy"]),
        (["truce", "sarajevo", "troy"], ["troy/truce", "sarajevo/truce", "convoy"]),
    ],
)
def test_a_scenario_that_is_named_twice_is_there_once(home: Path, words: list[str], names: list[str]) -> None:
    assert list(catalogue.named(words)) == names
