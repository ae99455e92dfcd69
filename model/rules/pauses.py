"""A pause: a promise to stop fighting, which each party keeps or breaks, day by day.

A pause restrains the weapons it names (`weapons`: air, artillery, front) in its area (`area`: sectors and
places; the whole city where none is given), from `start` for `length` hours and any renewals, within its
daily `window` where it has one. Nothing differs before it is `announced`.

**Compliance.** On each day each party keeps it with the chance `kept_by_government` or
`kept_by_opposition`: one draw for each party and day, the same for every pause with that seed. The
intensity of a named weapon in the area is then, of the usual,

    0                                              on a day that both keep
    `violation`                                    where the government side breaks it
    `violation_by_opposition`                      where only the opposition does (artillery and front)
    max(violation, violation_by_opposition)        where both do (artillery and front)

The opposition has no aircraft: its breaking leaves the air quiet. Where pauses overlap, the least
intensity holds. Each violation is recorded by day, party and weapon: those named for the government side,
those of them but air for the opposition. On a day on which the opposition keeps it, armed groups in the
area let people through.

**The offensive's clock** of each place runs on by the hour's intensity of the front there. It stands
still in a kept pause.

**Renewal.** At the end of each period, as long as fewer than `renewals` have been given, it is renewed by
another `length` with the chance `renewal_chance` (a draw keyed by the number of the period), if in the
period that ends

    kept:   days without a violation / days with any hour of it >= `renewal_kept`
    aid:    convoys delivered >= `renewal_convoys`

both hold, or either, as `renewal_needs` says.

**The day after.** With `ends: handover` all held ground in the area changes hands by agreement and no
front moves there any more. With `ends: resume` the offensive resumes where it stopped, for `surge_length`
hours with the intensity of each named weapon in the area multiplied by

    1 + (`surge` - 1) x q

with q the share of the fighting with that weapon that was held down between start and end: 1 if it was
kept in every hour, 0 if in none. So a pause that nobody keeps is followed by no surge. Surges do not add
up: the largest holds.

**What people believe.** From the announcement to the end, the belief in place p of the area is

    B_p = belief x (share of p that has heard of it)

the largest counting where pauses overlap; belief is `information.belief` at first, and loses the share
`information.loss` of itself on each day on which any weapon is not silent in an hour of it (not with
`mechanisms.information` off). If it ends in a handover, ground that is still to be handed over, and has not
fallen, is felt in the same hours as a pressure of `behaviour.handover` x the share that has heard (gravity:
x 1), which draws no fire. What B and the pressure do is said with each rule of leaving.

Draws: COMPLIANCE by party and date; RENEWAL by number of the period.

Source: days kept: Homs, February 2014. The form of the surge is assumed.
"""

from __future__ import annotations

from numba import njit


@njit(cache=True)
def intensity(is_kept, is_kept_by_opposition, is_air, violation, by_opposition):
    """Intensity of a weapon on a day of a pause, of the usual."""
    mine = 0.0 if is_kept else violation
    theirs = 0.0 if is_kept_by_opposition or is_air else by_opposition
    return max(mine, theirs)


@njit(cache=True)
def surge_intensity(surge, held_down):
    """Intensity after a pause, by the share of the fighting that it held down."""
    return 1.0 + (surge - 1.0) * held_down


@njit(cache=True)
def may_be_renewed(kept_days, days, convoys, share_needed, convoys_needed, needs_both):
    """Whether what a period has brought allows that the pause is renewed."""
    is_kept = kept_days >= share_needed * days
    has_aid = convoys >= convoys_needed
    return (is_kept and has_aid) if needs_both else (is_kept or has_aid)
