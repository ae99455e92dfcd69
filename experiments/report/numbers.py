"""Numbers as a careful person would say them: three figures, thousands apart, no false precision."""

from __future__ import annotations

import math
from collections.abc import Callable


def rounded(value: float) -> float:
    """To three significant figures; whole below 1,000, and to a tenth below 10 if not whole."""
    if value == 0.0 or not math.isfinite(value):
        return value
    size = abs(value)
    if size < 10.0:
        return round(value, 1)
    digits = 2 - math.floor(math.log10(size))
    return float(round(value, min(digits, 0)))


def said(value: float) -> str:
    """`26412` as `26,400`."""
    number = rounded(value)
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def precise(value: float) -> str:
    """To three significant figures whatever the size: `26412` as `26,400`, `26.412` as `26.4`."""
    number = float(f"{value:.3g}")
    return f"{number:,.0f}" if number == int(number) else f"{number:g}"


def signed(value: float) -> str:
    """A difference, with its sign: `+1,200`, `−300`, `0`."""
    text = said(abs(value))
    if text == "0":
        return text
    return ("+" if value > 0 else "−") + text


def between(low: float, high: float, say: Callable[[float], str] = said) -> str:
    """`19,100–38,000`, or the one number when both ends round to it."""
    first, last = say(low), say(high)
    return first if first == last else f"{first}–{last}"
