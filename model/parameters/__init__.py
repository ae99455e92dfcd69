"""Strict sections of a scenario, and the quantities, dates and words in them."""

from model.parameters.base import Parameters, quantity, variants
from model.parameters.forms import Clock, Moment, Name, Registered, Text
from model.parameters.quantities import Measure, Quantity
from model.parameters.reference import Row, describe
from model.parameters.trees import changed, sample, to_plain

__all__ = [
    "Clock",
    "Measure",
    "Moment",
    "Name",
    "Parameters",
    "Quantity",
    "Registered",
    "Row",
    "Text",
    "changed",
    "describe",
    "quantity",
    "sample",
    "to_plain",
    "variants",
]
