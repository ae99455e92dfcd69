"""The tables of eastern Aleppo hold together: counts, words, joins, sums, calibration apart from test."""

import csv
import math
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

CITY = Path(__file__).resolve().parents[2] / "scenarios" / "aleppo-2016"
CUT = "2016-12-02"
ROWS = {
    "places": 135,
    "routes": 322,
    "control": 83,
    "control_crosswalk": 82,
    "control_conflicts": 19,
    "crossings": 14,
    "shelters": 6,
    "weather": 3,
    "events": 54,
    "evacuation": 8,
    "reported": 265,
}
POPULATIONS = {f"pop_{thousands}k": thousands * 1000 for thousands in (110, 150, 227, 250, 275)}
LOST = {"government", "kurdish", "disputed"}
UNSOURCED = {"places", "routes", "control_crosswalk", "control_conflicts"}  # cite in other columns
DOUBTS = {"0.35", "0.5", "1", "1.5", "2"}
OBSERVABLES = {
    "",
    "out_total",
    "out_government",
    "out_kurdish",
    "displaced_inside",
    "displaced_all",
    "remaining",
    "changed_control_people",
    "killed_civilians",
    "patients_needing",
    "patients_evacuated",
    "evacuated_bus",
    "detentions",
    "shelter_occupancy",
    "territory_lost",
    "flow_out",
}
VOCABULARY = [
    ("places", "controller", {"opposition", "government", "kurdish"}),
    ("places", "taken_by", {"", "government", "kurdish", "disputed", "evacuated"}),
    ("places", "taken_confidence", {"", "read", "inferred", "recalled"}),
    ("places", "position_confidence", {"read", "derived", "recalled"}),
    ("routes", "kind", {"street", "front-crossing", "road", "bus"}),
    (
        "routes",
        "status",
        {
            "open",
            "sealed_front",
            "documented_crossing",
            "ypg_gov_checkpoint",
            "sdf_opposition_checkpoint",
            "evacuation_only",
            "after_capture",
        },
    ),
    ("control", "from", {"opposition", "government", "kurdish", "contested"}),
    ("control", "to", {"opposition", "government", "kurdish", "contested", "disputed"}),
    ("control", "confidence", {"read", "recalled"}),
    ("control", "doubt_days", DOUBTS),
    ("control_crosswalk", "extent", {"", "whole", "part"}),
    ("crossings", "status", {"used", "announced", "evacuation", "unplaced"}),
    ("weather", "condition", {"clear", "rain", "heavy-rain", "snow"}),
    ("evacuation", "phase", {"running", "halted"}),
    ("reported", "sign", {"exact", "about", "at-least", "at-most", "range", "none"}),
    ("reported", "observable", OBSERVABLES),
    ("reported", "use", {"calibration", "held-out", "held-out-late", "context"}),
    ("reported", "article", {"", "cnn-2016-12-01"}),
]
ARTICLE = {  # quantity: (value, sign) of what the founding article says; claims carry no number
    ("displaced_cum_total", "27000", "at-least"),
    ("displaced_cum_out", "27000", "at-least"),
    ("remaining_population", "200000", "about"),
    ("deaths_cum_total", "600", "at-least"),
    ("deaths_event", "40", "at-least"),
    ("medevac_need", "400", "about"),
    ("convoys_delivered", "5", "exact"),
    ("convoys_planned", "25", "exact"),
    ("territory_lost_pct", "20", "at-least"),
    ("claim_territory", "", "none"),
    ("claim_control", "", "none"),
    ("claim_aid", "", "none"),
}
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """Read one table and refuse a row that is longer or shorter than the header."""
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert all(None not in row and None not in row.values() for row in rows), f"{name}: ragged row"
    return rows


def places() -> dict[str, Row]:
    return {row["id"]: row for row in table("places")}


def enclave() -> dict[str, Row]:
    return {key: row for key, row in places().items() if row["enclave"] == "1"}


def metres(a: Row, b: Row) -> float:
    """Great-circle distance of two places."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(float(row[key])) for row in (a, b) for key in ("lat", "lon"))
    across = math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    half = math.sin((lat_b - lat_a) / 2) ** 2 + across
    return 2 * 6_371_000 * math.asin(math.sqrt(half))


def names_of(place: str, extent: str) -> set[str]:
    wanted = (place, extent)
    return {row["name"] for row in table("control_crosswalk") if (row["place"], row["extent"]) == wanted}


def fall(names: set[str]) -> str:
    """First date of loss after which no row of the timeline hands the place back; empty if never lost."""
    lost = ""
    for row in sorted((row for row in table("control") if row["name"] in names), key=lambda row: row["date"]):
        lost = (lost or row["date"]) if row["to"] in LOST else ""
    return lost


@pytest.mark.parametrize("name", ROWS)
def test_table_has_its_rows(name: str) -> None:
    assert len(table(name)) == ROWS[name]


@pytest.mark.parametrize(("name", "column", "words"), VOCABULARY)
def test_column_uses_its_words(name: str, column: str, words: set[str]) -> None:
    assert {row[column] for row in table(name)} <= words


@pytest.mark.parametrize("name", ["places", "crossings", "reported"])
def test_ids_are_unique(name: str) -> None:
    assert [key for key, count in Counter(row["id"] for row in table(name)).items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(ROWS.keys() - UNSOURCED))
def test_every_row_names_source_and_confidence(name: str) -> None:
    assert [row for row in table(name) if not row["source"] or not row["confidence"]] == []


def test_every_place_row_names_its_sources() -> None:
    """Every position has a source, and so has control of the enclave wherever it was read."""
    rows = table("places")
    assert [row["id"] for row in rows if not row["position_source"] or not row["control_confidence"]] == []
    was_read = {key: row for key, row in enclave().items() if row["control_confidence"] == "read"}
    assert [key for key, row in was_read.items() if not row["control_source"]] == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("control", "date"),
        ("events", "start"),
        ("events", "end"),
        ("weather", "date"),
        ("reported", "as_of"),
        ("reported", "published"),
        ("reported", "since"),
        ("places", "taken_date"),
        ("shelters", "opens"),
        ("shelters", "closes"),
        ("crossings", "first_announced"),
        ("crossings", "last_announced"),
        ("evacuation", "start"),
        ("evacuation", "end"),
    ],
)
def test_dates_are_dates(name: str, column: str) -> None:
    for row in table(name):
        if row[column]:
            date.fromisoformat(row[column][:10])


def test_enclave_is_the_sixty_seven_eastern_places() -> None:
    assert set(enclave()) == {key for key, row in places().items() if row["role"] == "east"}
    assert len(enclave()) == 67
    assert {row["controller"] for row in enclave().values()} == {"opposition"}
    assert all(row["taken_date"] and row["taken_confidence"] for row in enclave().values())


@pytest.mark.parametrize(("column", "total"), POPULATIONS.items())
def test_population_adds_up_and_lives_in_the_enclave(column: str, total: int) -> None:
    rounding = len(enclave()) / 2
    assert sum(int(row[column]) for row in enclave().values()) == pytest.approx(total, abs=rounding)
    assert all(not row[column] for row in table("places") if row["enclave"] == "0")


@pytest.mark.parametrize("column", ["weight_prewar", "weight_area", "weight_model"])
def test_weights_are_shares(column: str) -> None:
    assert sum(float(row[column]) for row in enclave().values()) == pytest.approx(1, abs=0.001)


def test_population_follows_the_model_weight() -> None:
    for row in enclave().values():
        assert int(row["pop_250k"]) == pytest.approx(250_000 * float(row["weight_model"]), abs=2)


def test_routes_join_known_places_once_per_kind() -> None:
    known, seen = places(), Counter[tuple[str, ...]]()
    for row in table("routes"):
        assert {row["from"], row["to"]} <= set(known)
        assert row["from"] != row["to"]
        seen[*sorted((row["from"], row["to"])), row["kind"]] += 1
    assert max(seen.values()) == 1


def test_route_lengths_fit_the_map() -> None:
    known = places()
    for row in table("routes"):
        apart = metres(known[row["from"]], known[row["to"]])
        assert float(row["straight_m"]) == pytest.approx(apart, rel=0.02, abs=30)
        same_ground = {row["from"], row["to"]} == {"hanano_shelter", "masaken_hanano"}
        assert same_ground or float(row["length_m"]) >= float(row["straight_m"])


def test_no_open_route_crosses_the_front() -> None:
    side = {key: row["controller"] for key, row in places().items()}
    links = [row for row in table("routes") if row["status"] == "open"]
    assert [row for row in links if side[row["from"]] != side[row["to"]]] == []


def test_enclave_is_one_piece_on_25_november() -> None:
    links = [{row["from"], row["to"]} for row in table("routes") if row["status"] == "open"]
    reached, size = {"shaar"}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {end for link in links if link & reached for end in link}
    assert reached == set(enclave())


def test_crosswalk_covers_every_name_and_gives_a_reason_for_each_gap() -> None:
    cross, known = table("control_crosswalk"), places()
    assert {row["name"] for row in cross} == {row["name"] for row in table("control")}
    assert len({row["name"] for row in cross}) == 66
    assert all(row["place"] in known and row["extent"] if row["place"] else row["note"] for row in cross)
    assert max(Counter((row["name"], row["place"]) for row in cross).values()) == 1


@pytest.mark.parametrize("place", sorted(enclave()))
def test_every_enclave_place_has_a_day_on_which_it_fell(place: str) -> None:
    named = names_of(place, "whole")
    assert fall(named) if named else enclave()[place]["taken_date"]


def test_timeline_starts_each_enclave_name_with_the_opposition() -> None:
    inside = {name for place in enclave() for extent in ("whole", "part") for name in names_of(place, extent)}
    backwards = sorted(table("control"), key=lambda row: row["date"], reverse=True)
    first = {row["name"]: row["from"] for row in backwards}
    assert {first[name] for name in inside} == {"opposition"}


def test_conflicts_are_exactly_the_places_whose_dates_differ() -> None:
    listed = {(row["place"], row["date_control"]) for row in table("control_conflicts")}
    found = set()
    for place, row in enclave().items():
        whole = names_of(place, "whole")
        for day in [fall(whole)] if whole else [fall({name}) for name in names_of(place, "part")]:
            if day != row["taken_date"]:
                found.add((place, day))
    assert listed == found


def test_conflicts_state_their_difference() -> None:
    for row in table("control_conflicts"):
        days = (date.fromisoformat(row["date_control"]) - date.fromisoformat(row["date_places"])).days
        assert days == int(row["difference_days"]) != 0
        assert row["date_places"] == places()[row["place"]]["taken_date"]


def test_recalled_dates_carry_the_widest_doubt() -> None:
    assert all((row["doubt_days"] == "2") == (row["confidence"] == "recalled") for row in table("control"))


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("crossings", "place"),
        ("crossings", "inside"),
        ("crossings", "outside"),
        ("shelters", "place"),
        ("control_conflicts", "place"),
    ],
)
def test_places_named_elsewhere_exist(name: str, column: str) -> None:
    assert {row[column] for row in table(name)} - {""} <= set(places())


def test_a_crossing_without_a_place_says_so() -> None:
    assert all((row["status"] == "unplaced") == (not row["place"]) for row in table("crossings"))


def test_evacuation_phases_do_not_overlap() -> None:
    assert all(earlier["end"] <= later["start"] for earlier, later in pairwise(table("evacuation")))


def test_sign_fits_the_numbers() -> None:
    for row in table("reported"):
        value, low, high = row["value"], row["low"], row["high"]
        if row["sign"] == "none":
            assert value + low + high == "", row["id"]
        elif row["sign"] == "range":
            assert float(low) < float(high), row["id"]
        else:
            assert value, row["id"]
            assert {low, high} <= {"", value}, row["id"]


def test_rounding_follows_the_written_rule() -> None:
    units = {"31500": "500", "27000": "1000", "20000": "5000", "200000": "50000", "53773": "1"}
    found = {(row["value"], row["rounding"]) for row in table("reported") if row["value"] in units}
    assert found == set(units.items())


def test_nothing_after_the_cut_is_calibrated_on() -> None:
    rows = table("reported")
    assert {row["use"] for row in rows} >= {"calibration", "held-out"}
    assert all(max(row["as_of"], row["published"]) <= CUT for row in rows if row["use"] == "calibration")
    assert all(row["as_of"] > CUT for row in rows if row["use"] == "held-out")
    assert all(row["as_of"] <= CUT < row["published"] for row in rows if row["use"] == "held-out-late")
    assert all((row["use"] == "context") == (not row["observable"]) for row in rows)


def test_every_scored_figure_has_a_number() -> None:
    scored = [row for row in table("reported") if row["observable"]]
    assert [row["id"] for row in scored if not (row["value"] or row["low"])] == []


def test_every_flow_has_a_window_and_every_death_count_a_start() -> None:
    for row in table("reported"):
        assert row["window"] or row["observable"] != "flow_out", row["id"]
        assert row["since"] or row["observable"] != "killed_civilians", row["id"]


def test_founding_article_is_complete() -> None:
    rows = [row for row in table("reported") if row["article"]]
    assert {(row["quantity"], row["value"], row["sign"]) for row in rows} == ARTICLE
    assert {row["published"] for row in rows} == {"2016-12-01"}


def test_the_27000_is_scored_both_ways() -> None:
    rows = {row["id"]: row for row in table("reported")}
    stated, inferred = (rows["2016-12-01-egeland-displaced-27000" + end] for end in ("", "-as-out"))
    assert (stated["observable"], inferred["observable"]) == ("displaced_all", "out_total")
    assert stated["value"] == inferred["value"]
    assert (stated["confidence"], inferred["confidence"]) == ("read", "inferred")
