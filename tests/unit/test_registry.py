"""The list of rules is the list of files."""

import sys
from pathlib import Path

import pytest

from model import registry
from model.errors import UnknownWord


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "shop_of_rules"
    (folder / "by_tram").mkdir(parents=True)
    for name in ("__init__", "on_foot", "_helpers", "by_tram/__init__"):
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "shop_of_rules"


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    for name in [name for name in sys.modules if name.startswith("shop_of_rules")]:
        del sys.modules[name]


def test_a_word_is_a_file_name_with_hyphens_and_helpers_are_no_words(shop: str) -> None:
    assert registry.words(shop) == ("by-tram", "on-foot")


def test_words_are_found_without_importing_a_rule(shop: str) -> None:
    registry.words(shop)
    assert f"{shop}.on_foot" not in sys.modules


def test_names_gives_the_module_of_every_word(shop: str) -> None:
    assert {word: module.NAME for word, module in registry.names(shop).items()} == {
        "by-tram": "by_tram/__init__",
        "on-foot": "on_foot",
    }


def test_a_package_may_be_given_as_a_module(shop: str) -> None:
    names = registry.names(shop)
    assert registry.names(sys.modules[shop]) == names


def test_lookup_of_an_unknown_word_names_the_known_ones_and_the_nearest(shop: str) -> None:
    assert registry.lookup(shop, "on-foot").NAME == "on_foot"
    with pytest.raises(UnknownWord) as caught:
        registry.lookup(shop, "on-food")
    assert str(caught.value) == "'on-food' is not a known word; expected one of by-tram, on-foot"
    assert caught.value.nearest == "on-foot"


def test_a_helper_cannot_be_looked_up(shop: str) -> None:
    with pytest.raises(UnknownWord):
        registry.lookup(shop, "_helpers")


def test_a_package_that_does_not_exist_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ModuleNotFoundError, match="no package named shop_without_rules"):
        registry.words("shop_without_rules")
