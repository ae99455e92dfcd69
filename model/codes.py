"""The numbers by which states are written: statuses, sides, ways, classes of person, what is counted."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

LARGEST_HOUSEHOLD = 15  # people; sizes are drawn up to it
UNKNOWN = -np.inf  # an hour still to be reckoned
NEVER = 2**31 - 1  # an hour that no run reaches


class Way(IntEnum):
    """How a way out is open."""

    SHUT = 0
    BREACH = 1
    CORRIDOR = 2
    FLEET = 3


class Claim(IntEnum):
    """What a family may have that lets it board, or board earlier: bits."""

    ALL = 1
    PATIENTS = 2
    WOUNDED = 4
    CHILDREN = 8
    ELDERLY = 16
    CANNOT_WALK = 32


class Outcome(IntEnum):
    """What becomes of an aid convoy."""

    PLANNED = 0
    DELIVERED = 1
    PARTIAL = 2
    NOT_CLEARED = 3
    TOO_LATE = 4
    TURNED_BACK = 5


CAME_IN = (Outcome.DELIVERED, Outcome.PARTIAL)
SENT_AWAY = (Outcome.NOT_CLEARED, Outcome.TOO_LATE, Outcome.TURNED_BACK)


class Goal(IntEnum):
    """Where a household is going, besides a way out (0 and above) and a refuge (REFUGE - place)."""

    NOWHERE = -1
    REFUGE = -2
    OUT = -100_000  # minus the side
    BUS = -200_000
    AMBULANCE = -300_000


class Side(IntEnum):
    """Who holds a place, and the sides people get out to."""

    OPPOSITION = 0
    GOVERNMENT = 1
    KURDISH = 2


class Status(IntEnum):
    """Where a person is in life; every person has exactly one in every hour."""

    HOME = 0
    DISPLACED_INSIDE = 1
    WAITING = 2
    TRAVELLING = 3
    OUT_GOVERNMENT = 4
    OUT_CAMP = 5
    OUT_KURDISH = 6
    OUT_OPPOSITION = 7
    EVACUATED_BUS = 8
    EVACUATED_MEDICAL = 9
    CHANGED_CONTROL = 10
    OVERRUN = 11
    RETURNED = 12
    DETAINED = 13
    KILLED = 14


STATUS_LABELS = {
    Status.HOME: "at home",
    Status.DISPLACED_INSIDE: "displaced inside",
    Status.WAITING: "waiting at a crossing",
    Status.TRAVELLING: "travelling",
    Status.OUT_GOVERNMENT: "out, government side",
    Status.OUT_CAMP: "out, in a shelter",
    Status.OUT_KURDISH: "out, Kurdish-held north",
    Status.OUT_OPPOSITION: "out, opposition countryside",
    Status.EVACUATED_BUS: "evacuated by bus",
    Status.EVACUATED_MEDICAL: "evacuated as patients",
    Status.CHANGED_CONTROL: "stayed while the front passed",
    Status.OVERRUN: "displaced, then overtaken",
    Status.RETURNED: "returned home",
    Status.DETAINED: "detained",
    Status.KILLED: "killed",
}


class Where(IntEnum):
    """Where in a place people are, as the days' record of places tells them apart."""

    HOME = 0  # in their own homes, with whoever holds the place
    DISPLACED = 1  # elsewhere under a roof
    OUTDOORS = 2  # on the way or in a queue


WHERE_OF = {  # those who are held or dead are in no place
    Status.HOME: Where.HOME,
    Status.CHANGED_CONTROL: Where.HOME,
    Status.RETURNED: Where.HOME,
    Status.DISPLACED_INSIDE: Where.DISPLACED,
    Status.OVERRUN: Where.DISPLACED,
    Status.OUT_GOVERNMENT: Where.DISPLACED,
    Status.OUT_CAMP: Where.DISPLACED,
    Status.OUT_KURDISH: Where.DISPLACED,
    Status.OUT_OPPOSITION: Where.DISPLACED,
    Status.EVACUATED_BUS: Where.DISPLACED,
    Status.EVACUATED_MEDICAL: Where.DISPLACED,
    Status.WAITING: Where.OUTDOORS,
    Status.TRAVELLING: Where.OUTDOORS,
}


class Member(IntEnum):
    """Classes of person inside a household."""

    CHILD = 0
    WOMAN = 1
    MAN = 2  # of screening age, 15-55
    ELDERLY = 3  # 65 and over, and men of 56-64


class Group(IntEnum):
    """Groups of people told apart: the four classes, which share out everyone, and two that overlap."""

    CHILD = 0
    WOMAN = 1
    MAN = 2
    ELDERLY = 3
    IMMOBILE = 4  # cannot walk unaided
    WOUNDED = 5


GROUP_LABELS = {
    Group.CHILD: "children",
    Group.WOMAN: "women",
    Group.MAN: "men of 15-55",
    Group.ELDERLY: "elderly",
    Group.IMMOBILE: "cannot walk unaided",
    Group.WOUNDED: "wounded",
}


class Count(IntEnum):
    """Running totals of events, in people unless said otherwise."""

    ARRIVED_GOVERNMENT = 0
    ARRIVED_KURDISH = 1
    ARRIVED_OPPOSITION = 2
    WOUNDED_AT_HOME = 3
    KILLED_ON_THE_WAY = 4
    DIED_UNTREATED = 5
    PATIENTS = 6
    PATIENTS_EVACUATED = 7
    DETENTIONS = 8
    STOPPED = 9
    FLED_INSIDE = 10
    PASSED_BREACH = 11
    PASSED_CORRIDOR = 12
    KILLED_AT_HOME = 13  # or in a refuge
    KILLED_IN_QUEUES = 14
    WOUNDED_ON_THE_WAY = 15
    WOUNDED_IN_QUEUES = 16
    SEPARATED = 17
    REUNITED = 18
    GAVE_UP = 19  # a queue
    TURNED_BACK = 20  # at a checkpoint that held one of their men
    LEFT_BEHIND = 21  # in the queue of a fleet that has stopped for good
    WENT_HOME_INSIDE = 22
    STAYED_CHANGED_CONTROL = 23  # at home as their place fell
    FLED_FORWARD = 24
    FLED_INWARD = 25


class Spell(IntEnum):
    """Running totals of time spent."""

    WAITING = 0  # person-hours in queues
    HUNGER = 1  # person-days without food inside opposition-held ground
    UNAIDED = 2  # person-days out without aid
    FOREGONE = 3  # person-days of food that people did without because of its price
