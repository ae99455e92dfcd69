"""The scenario's numbers as compiled code reads them: plain floats, rates per hour."""

from __future__ import annotations

import math
from typing import NamedTuple

from model.rules.danger import Shelling, Weapon
from model.rules.medical import Care, care
from model.scenario import Scenario


class Arms(NamedTuple):
    """One kind of bombardment."""

    number: int  # 0 air, 1 artillery
    campaign: float  # strikes per km2 and hour
    lethality: float
    fear: float
    destroyed: float  # structures a strike, of those of a hectare


class Settings(NamedTuple):
    """Numbers of every mechanism but behaviour; one that is off has the number that leaves no trace."""

    contact: float
    open_air: float
    queue: float
    worst: float
    ruins: float
    ground: float
    wounded: float
    fade: float
    memory: float
    half_threat: float
    aftermath: float
    near: float
    fluid: float
    flee_forward: float
    flee_inward: float
    severe: float
    care: Care
    hunger: bool
    speed: float
    night: float
    slow: float
    vehicles: float
    inside: float
    patience: float
    held: float
    other_ages: float
    turns_back: float
    released: float
    release_rate: float
    relatives: float
    near_shelter: float
    onward: float
    crowding: float
    returning: float
    homecoming: float
    quiet: float
    men_stay: float
    lost: float
    reunion: float
    calm: float
    settled: float
    plenty: float
    scarcity: float
    dearest: float
    thrift: float
    reach: float
    information: bool
    broadcast: float
    hearsay: float
    neighbours: float
    rumour: float
    loss: float
    gain: float
    scale: float
    breach: float
    incidents: float
    crowd: float
    shells: int
    assault: float
    contested_from: float
    disarray: float
    unity: float
    united: float
    aid_outside: bool
    first_hour: int


def settings(s: Scenario) -> Settings:
    """Settings of a scenario whose uncertain numbers have been drawn."""
    on = s.mechanisms
    memory = float(s.shelling.memory)
    return Settings(
        contact=float(s.shelling.contact),
        open_air=float(s.shelling.open_air),
        queue=float(s.shelling.queue),
        worst=float(s.shelling.worst) * float(s.population.scale),
        ruins=float(s.shelling.ruins),
        ground=float(s.shelling.crowd.ground),
        wounded=float(s.shelling.wounded),
        fade=math.exp(-1.0 / memory),
        memory=memory,
        half_threat=float(s.shelling.half_threat),
        aftermath=float(s.front.aftermath),
        near=float(s.front.near),
        fluid=float(s.front.fluid),
        flee_forward=float(s.front.flee_forward) if on.overtaking_flight else 0.0,
        flee_inward=float(s.front.flee_inward) if on.overtaking_flight else 0.0,
        severe=float(s.medical.severe),
        care=care(s.medical, s.start, is_on=on.patients),
        hunger=on.hunger,
        speed=float(s.movement.speed),
        night=float(s.movement.night),
        slow=float(s.movement.slow),
        vehicles=float(s.movement.vehicles),
        inside=float(s.movement.inside),
        patience=float(s.queueing.patience) if on.giving_up else math.inf,
        held=float(s.screening.held) if on.screening else 0.0,
        other_ages=float(s.screening.other_ages),
        turns_back=float(s.screening.turns_back) if on.turning_back else 0.0,
        released=float(s.screening.released),
        release_rate=math.log(2.0) / float(s.screening.after),
        relatives=float(s.reception.relatives),
        near_shelter=float(s.reception.near),
        onward=float(s.reception.onward) / 24.0 if on.onward else 0.0,
        crowding=float(s.reception.crowding),
        returning=float(s.reception.returning) / 24.0 if on.returning else 0.0,
        homecoming=float(s.reception.homecoming) / 24.0 if on.returning else 0.0,
        quiet=float(s.reception.quiet),
        men_stay=float(s.family.men_stay) if on.separation else 0.0,
        lost=float(s.family.lost) if on.separation else 0.0,
        reunion=float(s.family.reunion),
        calm=float(s.reception.calm),
        settled=float(s.reception.settled),
        plenty=float(s.siege.plenty),
        scarcity=float(s.siege.scarcity) if on.prices else 0.0,
        dearest=float(s.siege.dearest),
        thrift=float(s.siege.thrift),
        reach=float(s.siege.reach),
        information=on.information,
        broadcast=float(s.information.broadcast),
        hearsay=float(s.information.hearsay),
        neighbours=float(s.information.neighbours),
        rumour=float(s.information.kin),
        loss=float(s.information.loss),
        gain=float(s.information.gain),
        scale=float(s.population.scale),
        breach=float(s.movement.breach) * float(s.population.scale),
        incidents=float(s.shelling.crowd.incidents) if on.crowds else 0.0,
        crowd=float(s.shelling.crowd.people) * float(s.population.scale),
        shells=round(float(s.shelling.crowd.strikes)),
        assault=float(s.front.assault) / 24.0,
        contested_from=float(s.front.contested_from),
        disarray=float(s.front.disarray),
        unity=float(s.front.unity),
        aid_outside=on.aid_outside,
        first_hour=s.start.hour,
        united=math.inf if s.front.united is None else (s.front.united - s.start).total_seconds() / 3600.0,
    )


def arms(shelling: Shelling, *, damages: bool) -> tuple[Arms, Arms]:
    """Air and artillery; ``damages`` says whether what they strike is destroyed."""
    structures = float(shelling.structures) if damages else math.inf
    return (
        _arms(0, shelling.air, 1.0, structures),
        _arms(1, shelling.artillery, float(shelling.fear_of_artillery), structures),
    )


def _arms(number: int, kind: Weapon, fear: float, structures: float) -> Arms:
    return Arms(
        number, float(kind.campaign) / 24.0, float(kind.lethality), fear, float(kind.destroys) / structures
    )
