"""A life as dated events: what one hour after another changed for a family, in plain English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from experiments.lives import words
from experiments.lives.watch import STAYING, Around, Family, Part, Watch
from model.codes import Goal, Member, Side, Status, Way
from model.engine.ground import Ground

MOST = 0.5  # share of a place from which most people there have heard
ON_THE_WAY = (Status.TRAVELLING, Status.WAITING)
ARRIVED = {
    Status.OUT_GOVERNMENT: "taken in by relatives or hosts in {place}",
    Status.OUT_CAMP: "taken in at {place}",
    Status.OUT_KURDISH: "out, on the Kurdish-held side: {place}",
    Status.OUT_OPPOSITION: "out, in the opposition countryside: {place}",
    Status.EVACUATED_BUS: "brought out by bus to {place}",
    Status.EVACUATED_MEDICAL: "brought out by ambulance to {place}",
    Status.RETURNED: "back home, in {place}",
}
STOPPED, BACK = "stopped by armed groups", "turns back at the checkpoint"
GIVEN_UP, SHUTS = "gives up the queue", "the way out shuts"
SHUT, CUT_OFF, NO_WAY = "finds the way out shut to it", "cannot go on", "has no way that it could take"
SHORT = {
    STOPPED: "stopped",
    BACK: "turns back",
    GIVEN_UP: "gives up",
    SHUTS: "way shuts",
    SHUT: "way shut",
    CUT_OFF: "cut off",
    NO_WAY: "no way to take",
}


@dataclass(frozen=True)
class Event:
    """Something that changed for the family, or for one part of it, within an hour."""

    hour: int  # of the run; it lasted from here to the next
    kind: str
    text: str
    short: str  # for a figure
    part: int = 0


def story(watch: Watch) -> list[Event]:
    """Every event of a life, in the order of the hours."""
    return [event for hour in range(len(watch.hours) - 1) for event in _Hour(watch, hour).events()]


def moment(watch: Watch, hour: int) -> datetime:
    """When an hour of the run began."""
    return watch.simulation.start + timedelta(hours=hour)


class _Hour:
    """One hour of a life: the family before it and after it."""

    def __init__(self, watch: Watch, hour: int) -> None:
        self.hour, self.city = hour, watch.simulation.city
        self.population: Ground = watch.simulation.population
        self.before, self.after = watch.hours[hour], watch.hours[hour + 1]
        self.watch = watch

    def events(self) -> Iterator[Event]:
        """What happened, in the order of the phases."""
        yield from self._around(self.before[0], self.after[0])
        yield from self._losses()
        for part, now in zip(self.before, self.after, strict=False):
            if part.people > 0 or now.people > 0 or part.detained:
                yield from self._part(part, now)
        for now in self.after[len(self.before) :]:
            yield self._parting(now)

    def _event(self, kind: str, text: str, short: str, part: int = 0) -> Event:
        return Event(self.hour, kind, text, short, part)

    def _place(self, p: int) -> str:
        return words.place(self.city, p)

    # Around the family.

    def _around(self, before: Part, now: Part) -> Iterator[Event]:
        """What comes to the place where the family is; of a place that it only passes, nothing is told."""
        p = now.place
        is_inside = before.place == p and now.around.side == Side.OPPOSITION and bool(before.people)
        if not is_inside or not self.city.places[p].enclave:
            return
        yield from self._news(before.around, now.around, p)
        yield from self._pauses(now)
        if now.kin_out > before.kin_out:
            yield self._event("kin", f"{now.kin_out:.0%} of their kin are out of the enclave", "kin leave")
        if before.status not in ON_THE_WAY:
            yield from self._front(before.around, now.around, p)

    def _news(self, before: Around, now: Around, p: int) -> Iterator[Event]:
        for (what, old), (_, new) in zip(before.heard, now.heard, strict=True):
            if old < MOST <= new:
                text = f"most people in {self._place(p)} have heard of the {what}"
                yield self._event("news", text, f"news of the {what.split(' (')[0]}")

    def _front(self, before: Around, now: Around, p: int) -> Iterator[Event]:
        if now.contested and not before.contested:
            yield self._event("front", f"the front comes to {self._place(p)}", "front arrives")
        elif now.front > 0.0 and before.front == 0.0 and not now.contested:
            text = f"the front comes near {self._place(p)}: a place beside it is fought over"
            yield self._event("front", text, "front near")

    def _pauses(self, now: Part) -> Iterator[Event]:
        """The first hour of a restraint that the family lives through."""
        earlier = self.watch.hours[1 : self.hour + 1]
        if min(now.around.fire) < 1.0 and all(min(hour[0].around.fire) >= 1.0 for hour in earlier):
            text = f"fighting is restrained in {self._place(now.place)}: {fire(now.around)} of the usual"
            yield self._event("pause", text, "fire restrained")

    # Who is lost, and who is found again.

    def _losses(self) -> Iterator[Event]:
        """Who was killed this hour, by class: those who are missing from all parts and are not held."""
        for member in Member:
            missing = _number(self.before, member) - _number(self.after, member)
            if missing > 0:
                line = self._where_lost(member)
                yield self._killed(line, member, missing)

    def _where_lost(self, member: Member) -> Part:
        for part, now in zip(self.before, self.after, strict=False):
            if part.members[member] > now.members[member]:
                return part
        return self.before[0]

    def _killed(self, part: Part, member: Member, people: int) -> Event:
        who = words.person(member) if people == 1 else words.several(people, "", words.MANY[member])
        is_untreated = part.doom < self.hour + 1 and part.wounded > 0
        how = "lost to wounds that nobody treated," if is_untreated else "killed"
        where = {Status.TRAVELLING: "on the way in", Status.WAITING: "in the queue in"}.get(part.status, "in")
        text = f"{who} {how} {where} {self._place(part.place)}"
        short = f"{who} {'dies of wounds' if is_untreated else 'killed'}"
        return self._event("killed", text, short, part.number)

    def _parting(self, now: Part) -> Event:
        who, place = words.members(now.members), self._place(now.place)
        if self._are_men_who_stay(now):
            text = f"{who} stay{'s' if now.people == 1 else ''} behind in {place}, for fear of arrest"
            return self._event("parted", text, "men stay behind", now.number)
        text = f"{who} lost from sight under fire, in {place}"
        return self._event("parted", text, "one lost from sight", now.number)

    def _are_men_who_stay(self, now: Part) -> bool:
        """Whether these are all men of a part at home there: only who is on the way is lost from sight."""
        return now.people == now.members[Member.MAN] and any(
            part.status in STAYING
            and part.place == now.place
            and left.members[Member.MAN] == 0 < part.members[Member.MAN]
            for part, left in zip(self.before, self.after, strict=False)
        )

    # One part of it.

    def _part(self, part: Part, now: Part) -> Iterator[Event]:
        if part.people == 0 and not part.detained:
            return
        if now.people == 0 and now.number > 0 and not self._is_all_lost(part):
            yield self._event("met", "found by the family again", "family reunited", now.number)
            return
        yield from self._wounds(part, now)
        yield from self._food(part, now)
        yield from self._moves(part, now)
        yield from self._held(part, now)

    def _is_all_lost(self, part: Part) -> bool:
        total = sum(_number(self.before, member) - _number(self.after, member) for member in Member)
        return total >= part.people

    def _wounds(self, part: Part, now: Part) -> Iterator[Event]:
        if now.wounded > part.wounded and now.people <= part.people:
            needs = now.patients > part.patients
            text = f"one of them is wounded{' and needs evacuation' if needs else ''}"
            yield self._event("wounded", text, "one wounded", now.number)

    def _food(self, part: Part, now: Part) -> Iterator[Event]:
        if now.hungry and not part.hungry:
            yield self._event("hunger", "own food is gone, and none is handed out", "food gone", now.number)
        elif part.hungry and not now.hungry and self.city.places[now.place].enclave:
            yield self._event("food", f"food is handed out in {self._place(now.place)}", "food", now.number)

    def _held(self, part: Part, now: Part) -> Iterator[Event]:
        held = now.detained - part.detained
        if held > 0 and now.people <= part.people:
            text = f"{words.several(held, 'man', 'men')} of 15-55 held at the checkpoint"
            yield self._event("held", text, f"{words.number(held)} held", now.number)
        elif held < 0 and now.people > part.people:
            text = f"{words.several(-held, 'man', 'men')} released"
            yield self._event("released", text, f"{words.number(-held)} released", now.number)

    def _moves(self, part: Part, now: Part) -> Iterator[Event]:
        if part.status in STAYING and now.status in STAYING:
            yield from self._stays(part, now)
            return
        if part.status in STAYING:
            yield from self._sets_out(part, now)
        if now.crossed != part.crossed and now.crossed >= 0:
            yield self._crosses(now)
        elif now.status == Status.WAITING and part.status != Status.WAITING:
            text = f"in the queue for {words.way(self.city, self.population, now.goal)}"
            yield self._event("queue", text, "queue", now.number)
        if now.status not in ON_THE_WAY and now.status != part.status:
            yield self._arrives(part, now)

    def _stays(self, part: Part, now: Part) -> Iterator[Event]:
        place = self._place(now.place)
        if now.around.side != part.around.side and now.place == part.place:
            held = self.city.holders[now.around.side]
            text = f"{place} passes to {held}; the family stays"
            yield self._event("fell", text, f"{place} falls", now.number)
        elif now.place != part.place and self._is_stopped(part, now):  # it came there within the hour
            way = words.way(self.city, self.population, now.barred)
            text = f"sets out from {self._place(part.place)} for {way}, {STOPPED}; stays in {place}"
            yield self._event("back", text, f"{SHORT[STOPPED]}, in {place}", now.number)
        elif now.place != part.place:
            text = f"goes from {self._place(part.place)} to {place}, inside"
            yield self._event("inside", text, f"in {place}", now.number)
        elif now.event >= part.event + 2:  # it set out, and waits anew in the same hour
            why = self._why_back(part, now) or NO_WAY
            yield self._event("back", f"ready to leave, {why}; stays in {place}", SHORT[why], now.number)

    def _sets_out(self, part: Part, now: Part) -> Iterator[Event]:
        place, falls = self._place(part.place), now.left.side != part.around.side
        first = f"{place} falls: " if falls else ""
        holder = self.city.holders[now.left.side]
        if now.called:
            yield self._event("out", f"carried from {place} to an ambulance", "to an ambulance", now.number)
        elif now.goal >= 0 or now.crossed != part.crossed:
            yield self._for_a_way(now, now.goal if now.goal >= 0 else now.crossed, place)
        elif Goal.OUT < now.goal <= Goal.REFUGE:
            to = self._place(Goal.REFUGE - now.goal)
            text = (
                f"{place} falls: flees to {to}, inside"
                if falls
                else f"sets out from {place} for {to}, inside"
            )
            yield self._event("out", text, f"{first}for {to}", now.number)
        elif falls:
            yield self._event(
                "fell", f"{place} falls: flees over to {holder}", f"{place} falls: flees", now.number
            )
        elif now.status in ON_THE_WAY:
            text = f"sets out from {place} for a reception of {holder}"
            yield self._event("out", text, "sets out", now.number)

    def _for_a_way(self, now: Part, e: int, place: str) -> Event:
        kind = words.WAYS[self._kind(now, e)]
        text = f"sets out from {place} for {kind} {words.way(self.city, self.population, e)}"
        return self._event(
            "out", text, f"for {self._place(int(self.population.ways.outside[e]))}", now.number
        )

    def _kind(self, now: Part, e: int) -> Way:
        """How a way is open, as the place where the family was before knows it."""
        seen = [*self.before[0].around.ways, *now.around.ways]
        return next((known.kind for known in seen if known.way == e), Way.SHUT)

    def _crosses(self, now: Part) -> Event:
        text = f"through {words.way(self.city, self.population, now.crossed)}"
        return self._event("crossed", text, "crosses", now.number)

    def _arrives(self, part: Part, now: Part) -> Event:
        place = self._place(now.place)
        if now.status in ARRIVED:
            return self._event("arrived", ARRIVED[now.status].format(place=place), place, now.number)
        why = self._why_back(part, now)
        where = "at home" if now.place == self._home() and not why else f"in {place}"
        if now.status in (Status.CHANGED_CONTROL, Status.OVERRUN):
            return self._event("fell", f"overtaken by the front on the way, {where}", "overtaken", now.number)
        text = f"{why}; stays in {place}" if why else f"arrives {where}"
        short = f"{SHORT[why]}, in {place}" if why else where
        return self._event("back" if why else "inside", text, short, now.number)

    def _home(self) -> int:
        return int(self.population.world.households.home[self.watch.line])

    def _why_back(self, part: Part, now: Part) -> str:
        """What turned people back on their way; nothing if they are where they wanted to be."""
        if self._is_stopped(part, now):
            return STOPPED
        if now.detained > part.detained:
            return BACK
        if part.status == Status.WAITING:
            return GIVEN_UP if part.until <= self.hour else SHUTS
        if part.goal >= 0:
            return SHUT
        is_there = part.goal == Goal.NOWHERE or now.place == Goal.REFUGE - part.goal
        return "" if is_there else CUT_OFF

    def _is_stopped(self, part: Part, now: Part) -> bool:
        """Whether armed groups stopped it: at another way than the last time, or once more at that one."""
        return now.barred >= 0 and (now.barred != part.barred or self._comes_to(part, now, now.barred))

    def _comes_to(self, part: Part, now: Part, e: int) -> bool:
        """Whether a part that was on foot to a way has come to it and it is open."""
        is_before_it = now.place == int(self.population.ways.inside[e])
        is_open = any(known.way == e for known in now.around.ways)
        return part.status == Status.TRAVELLING and part.goal == e and is_before_it and is_open


def fire(around: Around) -> str:
    """The fighting of the hour, of the usual: `air strikes 0%, shelling 50%, advance 0%`."""
    found = zip(("air strikes", "shelling", "advance"), around.fire, strict=True)
    return ", ".join(f"{name} {share:.0%}" for name, share in found)


def _number(family: Family, member: Member) -> int:
    """Living members of a class, those who are held included."""
    held = sum(part.detained for part in family) if member == Member.MAN else 0
    return sum(part.members[member] for part in family) + held
