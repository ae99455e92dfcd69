"""Reading a city: what the tables mean, and an error that names file, line, column and repair."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from model import city
from model.codes import Side
from model.errors import InputError
from tests.worlds import ALEPPO, TOY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table in TOY.glob("*.csv"):
        shutil.copy(table, tmp_path)
    return tmp_path


def edit(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problem(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        city.load(folder)
    return str(caught.value)


def test_a_city_is_what_its_tables_say() -> None:
    toy = city.load(TOY)
    assert [place.id for place in toy.places][:3] == ["far", "mid", "edge"]
    assert toy.enclave.tolist() == [0, 1, 2]
    assert toy.neighbours[1] == (0, 2)
    assert toy.neighbours[toy.place("gate")] == (2,)  # roads join no neighbours
    assert toy.routes[0].km == 3.0
    assert toy.grounded == {date(2016, 11, 27): 1.0}
    assert [shelter.capacity for shelter in toy.shelters] == [30, None, None, None]
    assert [(each.place, each.day.day, each.side) for each in toy.changes] == [
        (2, 27, None),
        (2, 28, Side.OPPOSITION),
        (2, 29, Side.GOVERNMENT),
        (1, 30, Side.GOVERNMENT),
    ]


def test_distances_on_the_map_are_kilometres() -> None:
    toy = city.load(TOY)
    xy = toy.xy()
    assert np.allclose(xy[toy.enclave].mean(axis=0), 0.0, atol=1e-9)
    # A tenth of a degree of latitude is 11.12 km; of longitude at 36.2 degrees north 8.97 km.
    assert xy[toy.place("far"), 0] - xy[toy.place("edge"), 0] == pytest.approx(
        0.06 * 111.195 * np.cos(np.radians(36.2))
    )
    assert xy[toy.place("hill"), 1] - xy[toy.place("edge"), 1] == pytest.approx(0.05 * 111.195)


def test_a_place_without_a_row_in_the_timeline_falls_on_its_own_date(folder: Path) -> None:
    edit(folder, "control.csv", "Mid,2016-11-30,0,opposition,government,made up,read\n", "")
    edit(folder, "control_crosswalk.csv", "Mid,mid,whole,read\n", "")
    edit(folder, "places.csv", "0,0,0,1,,,", "0,0,0,1,2016-12-05,kurdish,inferred")
    change = next(each for each in city.load(folder).changes if each.place == 1)
    assert (change.day, change.side, change.doubt) == (date(2016, 12, 5), Side.KURDISH, 1.5)


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        (
            "places.csv",
            "prewar_population",
            "prewar_populaton",
            ("places.csv:1", "prewar_population", "the column is missing", "prewar_populaton"),
        ),
        ("places.csv", "36.20,37.17", "north,37.17", ("places.csv:3", "lat", "'north' is no number")),
        (
            "places.csv",
            "100,kurdish",
            "100,curdish",
            ("places.csv:8", "controller", "'curdish' is not known", "kurdish"),
        ),
        (
            "routes.csv",
            "far,mid,street,3000",
            "far,middle,street,3000",
            ("routes.csv:2", "to", "'middle' is not known"),
        ),
        (
            "routes.csv",
            "street,3000",
            "street,-3",
            ("routes.csv:2", "length_m", "-3 is out of range", "more than 0"),
        ),
        (
            "shelters.csv",
            "camp,shelter",
            "camp,shelta",
            ("shelters.csv:2", "kind", "'shelta' is not known", "shelter"),
        ),
        ("shelters.csv", "town,host,,,\n", "", ("shelters.csv", "no host community on the government side")),
        (
            "control.csv",
            "2016-11-28",
            "28 November",
            ("control.csv:3", "date", "'28 November' is not a date", "2016-12-02"),
        ),
        (
            "places.csv",
            "mid,Mid",
            "far,Far,east,one,36.20,37.20,100,opposition,opposition,0,0,100,1,,,\nmid,Mid",
            ("places.csv:3", "id: 'far' stands in line 2, too"),
        ),
        (
            "places.csv",
            "far,Far,east,one,36.20,37.20,100,opposition",
            "far,Far,east,one,36.20,37.20,100,government",
            ("places.csv", "held by the other side", "controller opposition"),
        ),
    ],
)
def test_a_slip_in_a_table_is_named(
    folder: Path, table: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    edit(folder, table, old, new)
    text = problem(folder)
    for words in said:
        assert words in text, text


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("places.csv", "0,0,100,1,,,\n", "0,0,100,1\n", "places.csv:2:1: taken_date: the row has 13 cells"),
        ("places.csv", ",37.20,100,opposition,opposition,0,0,100,1,,,", "", "2:1: lon: the row has 5"),
        ("routes.csv", "street,3000,open", "street", "routes.csv:2:1: length_m: the row has 3 cells"),
        ("shelters.csv", "town,host,,,", "town,host", "shelters.csv:3:1: opens: the row has 2 cells"),
        ("weather.csv", "rain,1", "rain", "weather.csv:2:1: air_grounded: the row has 2 cells"),
        ("control_crosswalk.csv", "whole,read", "whole", ":2:1: confidence: the row has 3 cells"),
        ("control.csv", "contested,made up", "contested,made, up", "the row has 8 cells; expected 7, one"),
    ],
)
def test_a_row_that_has_not_a_cell_for_each_column_is_one_error(
    folder: Path, table: str, old: str, new: str, said: str
) -> None:
    edit(folder, table, old, new)
    (text,) = problem(folder).splitlines()
    assert said in text
    assert ("in quotes" in text) is (table == "control.csv")


FAR = "far,Far,east,one,36.20,37.20,100,opposition,opposition,0,0,100,1"


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("places.csv", "36.20,37.20,", "91,37.20,", "2:1: lat: 91 is out of range"),
        ("places.csv", "36.20,37.20,", "36.20,-181,", "2:1: lon: -181 is out of range"),
        (
            "places.csv",
            "37.20,100,",
            "37.20,0,",
            "2:1: area_ha: 0 is out of range; expected a number of hectares",
        ),
        ("places.csv", "37.20,100,", "37.20,1e300,", "2:1: area_ha: 1e+300 is out of range"),
        (
            "places.csv",
            FAR,
            FAR.replace("0,0,100", "0,-1,100"),
            "2:1: damaged_structures: -1 is out of range",
        ),
        ("places.csv", FAR, FAR.replace("0,0,100", "0,0,-1"), "2:1: prewar_population: -1 is out of range"),
        (
            "places.csv",
            FAR,
            FAR.replace("0,0,100", "0,0,48.100"),
            "2:1: prewar_population: 48.1 is not whole",
        ),
        ("places.csv", FAR, FAR.replace("0,0,100", "0,0,nan"), "2:1: prewar_population: 'nan' is no number"),
        ("places.csv", "36.20,37.20", ",37.20", "2:1: lat: the cell is empty; expected a number of degrees"),
        ("routes.csv", "street,3000", "street,1e9", "2:1: length_m: 1000000000 is out of range"),
        ("control.csv", "2016-11-27,0", "2016-11-27,-1", "2:1: doubt_days: -1 is out of range"),
        ("shelters.csv", "shelter,,,30", "shelter,,,-8000", "2:1: capacity_people: -8000 is out of range"),
        (
            "shelters.csv",
            "shelter,,,30",
            "shelter,,,8.000",
            "2:1: capacity_people: '8.000' has a point in it; expected a whole",
        ),
        (
            "shelters.csv",
            "shelter,,,30",
            "shelter,,,30 km",
            "2:1: capacity_people: '30 km' has the unit 'km'",
        ),
        (
            "weather.csv",
            "rain,1",
            "rain,1.5",
            "2:1: air_grounded: 1.5 is out of range; expected a number from 0 to 1",
        ),
    ],
)
def test_a_number_keeps_the_bounds_of_its_column(
    folder: Path, table: str, old: str, new: str, said: str
) -> None:
    edit(folder, table, old, new)
    (text,) = problem(folder).splitlines()
    assert f"{table}:{said}" in text


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("places.csv", FAR, f"{FAR[:-1]}yes", "2:1: enclave: 'yes' is not known; expected one of 0, 1"),
        ("places.csv", FAR, f"{FAR[:-1]}1.0", "2:1: enclave: '1.0' is not known"),
        ("places.csv", FAR, FAR[:-1], "2:1: enclave: the cell is empty"),
        ("places.csv", FAR, FAR.replace("n,0", "n,true"), "one of 0, 1, or an empty cell"),
        ("places.csv", "n,opposition,0", "n,Splitt,0", "2:1: control_reported: 'Splitt' is not known"),
        ("places.csv", "n,opposition,0", "n,Splitt,0", "did you mean 'split'?"),
        (
            "places.csv",
            "1,,,",
            "1,2016-12-01,,read",
            "2:1: taken_by: the cell is empty; expected one of disputed",
        ),
        ("places.csv", "1,,,", "1,2016-12-01,kurdish,reed", "2:1: taken_confidence: 'reed' is not known"),
        ("places.csv", "1,,,", "1,,kurdish,read", "2:1: taken_date: the cell is empty; expected a date"),
        ("places.csv", "gate,Gate", ",Gate", "5:1: id: the cell is empty"),
        ("routes.csv", "gate,town,road", "gate,town,raod", "5:1: kind: 'raod' is not known"),
        ("routes.csv", "gate,town,road", "gate,town,", "5:1: kind: the cell is empty"),
        ("control.csv", "Mid,2016-11-30", "Mid,", "5:1: date: the cell is empty; expected a date such as"),
        ("control.csv", "Mid,", "Midd,", "5:1: name: 'Midd' does not stand in control_crosswalk.csv"),
        ("control_crosswalk.csv", "Mid,", "Midd,", "3:1: name: 'Midd' does not stand in control.csv"),
        (
            "control_crosswalk.csv",
            "whole",
            "Whole",
            "2:1: extent: 'Whole' is not known; expected one of part",
        ),
        ("control_crosswalk.csv", "edge,whole", "edge,", "2:1: extent: the cell is empty"),
        ("control_crosswalk.csv", "edge,whole", "egde,part", "2:1: place: 'egde' is not known"),
        ("control_crosswalk.csv", "Mid,mid", "Edge,edge,whole,read\nMid,mid", "3:1: name: 'Edge' stands in"),
        ("shelters.csv", "town,host", "camp,shelter,,,40\ntown,host", "3:1: place: 'camp' stands in line 2"),
        (
            "shelters.csv",
            "shelter,,",
            "shelter,2016-12-02,2016-12-01",
            "2:1: closes: it closes before it has",
        ),
        (
            "weather.csv",
            "rain,1",
            "rain,1\n2016-11-27,snow,0",
            "3:1: date: '2016-11-27' stands in line 2, too",
        ),
        ("weather.csv", "2016-11-27", "", "2:1: date: the cell is empty"),
    ],
)
def test_a_word_is_a_known_one_and_a_row_stands_once(
    folder: Path, table: str, old: str, new: str, said: str
) -> None:
    edit(folder, table, old, new)
    assert said in "\n".join(line for line in problem(folder).splitlines() if f"{table}:" in line)


def test_blanks_around_a_word_are_no_part_of_it(folder: Path) -> None:
    edit(folder, "places.csv", FAR, f"{FAR[:-1]} 1")
    assert city.load(folder).places == city.load(TOY).places


@pytest.mark.parametrize(
    ("torn", "said"),
    [
        (lambda _: "", "1:1: enclave: the column is missing"),
        (lambda text: text.splitlines()[0], "1:1: there is no place in it; expected a row for each place"),
        (lambda text: text.replace(",", ";"), "1:1: semicolons part the columns; expected columns that"),
        (lambda text: text.replace(",", "\t"), "1:1: tabs part the columns"),
        (lambda text: text.replace("Mid", '"Mid'), "3:1: it is no CSV from this row on"),
    ],
    ids=["empty", "header alone", "semicolons", "tabs", "cut short"],
)
def test_without_places_the_other_tables_are_blamed_for_nothing(
    folder: Path, torn: Callable[[str], str], said: str
) -> None:
    path = folder / "places.csv"
    path.write_text(torn(path.read_text(encoding="utf-8")), encoding="utf-8")
    text = problem(folder)
    assert f"places.csv:{said}" in text
    assert all("places.csv" in line for line in text.splitlines())


def test_a_timeline_without_its_crosswalk_is_one_error(folder: Path) -> None:
    (folder / "control_crosswalk.csv").unlink()
    (text,) = problem(folder).splitlines()
    assert "control_crosswalk.csv:1:1: there is no such file" in text


def test_a_missing_table_and_every_slip_are_reported_together(folder: Path) -> None:
    (folder / "shelters.csv").unlink()
    edit(folder, "routes.csv", "street,3000", "street,x")
    text = problem(folder)
    assert "there is no such file" in text
    assert "'x' is no number" in text


def test_a_place_with_no_street_is_refused(folder: Path) -> None:
    edit(folder, "routes.csv", "far,mid,street,3000,open\n", "")
    edit(folder, "routes.csv", "far,hill,front-crossing,6000,sealed\n", "")
    assert "the place has no street" in problem(folder)


def test_a_side_that_holds_nothing_beyond_the_siege_needs_no_host(folder: Path) -> None:
    edit(folder, "places.csv", "hill,Hill,west,two,36.25,37.14,100,kurdish,kurdish,0,0,0,0,,,\n", "")
    edit(folder, "shelters.csv", "hill,host,,,\n", "")
    for route in ("far,hill,front-crossing,6000,sealed\n", "hill,town,road,20000,open\n"):
        edit(folder, "routes.csv", route, "")
    ground = city.load(folder)
    assert ground.sides == (Side.OPPOSITION, Side.GOVERNMENT)


def test_a_city_says_who_its_sides_are(folder: Path) -> None:
    (folder / "sides.csv").write_text("side,name\nopposition,the rebels\n", encoding="utf-8")
    assert city.load(folder).holders == city.HOLDERS | {Side.OPPOSITION: "the rebels"}


def test_an_unknown_side_is_named(folder: Path) -> None:
    (folder / "sides.csv").write_text("side,name\ngoverment,the crown\n", encoding="utf-8")
    assert "sides.csv:2:1: side: 'goverment' is not known" in problem(folder)


def test_an_unknown_place_is_met_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean 'edge'"):
        city.load(TOY).place("edgge")


def test_eastern_aleppo_is_whole() -> None:
    ground = city.load(ALEPPO)
    assert len(ground.enclave) == 67
    assert all(ground.neighbours[i] for i in ground.enclave)
