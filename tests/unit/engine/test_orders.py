"""The book of orders: lines are held as they are given, or refused."""

from __future__ import annotations

import pytest

from model.engine.orders import Book


def test_lines_stand_in_the_order_in_which_they_are_added() -> None:
    book = Book(3)
    lines = [{"at": 1.5, "place": 2, "side": 1}, {"at": 0.5, "place": 0, "side": 2}]
    assert book.add("moments", *lines) == 0
    assert book.add("moments") == 2
    assert book.add("moments", {"place": 1}) == 2
    moments = book.orders.moments
    assert moments["at"].tolist() == [1.5, 0.5, 0.0]
    assert moments["place"].tolist() == [2, 0, 1]
    assert moments["side"].tolist() == [1, 2, 0]


def test_a_value_that_the_column_cannot_hold_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"place of moments cannot hold 0\.5"):
        Book(3).add("moments", {"place": 1}, {"place": 0.5})


@pytest.mark.parametrize(
    "lines", [({"at": 1.0}, {"at": 2.0, "place": 1}), ({"at": 1.0, "place": 1}, {"at": 2.0})]
)
def test_nothing_of_a_line_is_lost_where_columns_differ(lines: tuple[dict[str, float], ...]) -> None:
    with pytest.raises(TypeError, match="the same columns"):
        Book(3).add("moments", *lines)


def test_a_closed_book_takes_no_line() -> None:
    book = Book(3)
    book.is_closed = True
    with pytest.raises(RuntimeError, match="no line can be added to moments"):
        book.add("moments", {"place": 1})
