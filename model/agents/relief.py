"""Relief: aid to those who are out, on one side or in its shelters, as it is built up from its first day."""

from __future__ import annotations

from model.agents.base import Actor, Stage

RELIEFS = ("shelters", "government", "kurdish", "opposition")  # as model.engine.relief counts them


class Relief(Actor):
    """Orders what one kind of relief can do, once for the whole run."""

    def __init__(self, model: Stage, name: str) -> None:
        super().__init__(model, name)
        terms = getattr(model.scenario.aid, name)
        model.population.book.add(
            "reliefs",
            {
                "start": (terms.start - model.start).total_seconds(),
                "capacity": float(terms.capacity),
                "build_up": float(terms.build_up),
            },
        )
