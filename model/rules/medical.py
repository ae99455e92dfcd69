"""The wounded and the sick: who needs evacuation, and at what rate they die while they wait for it."""

from __future__ import annotations

from pydantic import Field

from model.parameters import Parameters, Quantity, quantity


class Medical(Parameters):
    """The wounded and the sick in an enclave without hospitals."""

    patients: Quantity = quantity("people", "people who need evacuation at the start", at_least=0, whole=True)
    severe: Quantity = quantity("1", "share of the newly wounded who need evacuation", at_least=0, at_most=1)
    untreated: Quantity = quantity(
        "1/day", "hazard of death of such a patient while no hospital works", at_least=0
    )
    treated: Quantity = quantity(
        "1/day", "hazard of death of such a patient where a hospital works", at_least=0
    )
    hospitals: bool = Field(description="whether a hospital works in the enclave")


def hazard_of_death(medical: Medical) -> float:
    """A patient's hazard of death per hour inside the enclave."""
    rate = medical.treated if medical.hospitals else medical.untreated
    return float(rate) / 24.0
