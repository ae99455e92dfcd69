"""Commands of run.py, by what they are about. What a command needs is imported when it is called."""

from typing import Annotated

from cyclopts import Parameter, validators

Count = Annotated[int, Parameter(validator=validators.Number(gte=1))]
Seed = Annotated[int, Parameter(validator=validators.Number(gte=0, lt=2**62))]
