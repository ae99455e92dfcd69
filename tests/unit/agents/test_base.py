"""Daily windows, past midnight too; draws that belong to one agent."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from model.agents.base import inside_window
from model.randomness import Decision
from model.terms import Window
from tests.worlds import toy

DAY = Window(opens=time(10), closes=time(13))
NIGHT = Window(opens=time(22), closes=time(4))


@pytest.mark.parametrize(
    ("window", "hours"),
    [(None, range(24)), (DAY, (10, 11, 12)), (NIGHT, (22, 23, 0, 1, 2, 3))],
)
def test_a_window_holds_from_its_opening_up_to_its_closing(window: Window | None, hours: object) -> None:
    inside = [hour for hour in range(24) if inside_window(datetime(2016, 12, 1, hour), window)]
    assert sorted(inside) == sorted(hours)  # type: ignore[call-overload]


def test_a_piece_of_luck_is_the_same_for_every_agent_and_apart_from_others() -> None:
    simulation = toy("lulls")
    pause, weather = simulation.pauses[0], simulation.weather
    assert pause.draw(Decision.COMPLIANCE, "government", 1) == weather.draw(
        Decision.COMPLIANCE, "government", 1
    )
    assert pause.draw(Decision.COMPLIANCE, "government", 1) != pause.draw(
        Decision.COMPLIANCE, "opposition", 1
    )
    assert pause.draw(Decision.COMPLIANCE, "government", 1) != pause.draw(
        Decision.COMPLIANCE, "government", 2
    )
