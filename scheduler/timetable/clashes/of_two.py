"""Rules that look at two entries where they stand; `first` begins no later than `second`. Each says what is
wrong, or None. Pure."""

from datetime import timedelta

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Actor, Ground, Item, Tie
from scheduler.timetable.clashes.hours import Placed, common, span
from scheduler.timetable.clashes.terms import Link

Told = dict[str, object]


def room_twice(ground: Ground, first: Placed, second: Placed) -> Sentence | None:
    """Of two in one room."""
    if common(first.spot, second.spot) is None:
        return None
    told = _told(first, second) | {"room": ground.room_name(first.spot.room)}
    return Sentence("“%(first)s” and “%(second)s” are both in %(room)s at the same time.", **told)


def set_up_time(ground: Ground, first: Placed, second: Placed) -> Sentence | None:
    """Of two in one room, one after the other."""
    one, other = span(first.spot), span(second.spot)
    wanted = ground.settings.set_up
    if one is None or other is None or not timedelta(0) <= (gap := other.starts_at - one.ends_at) < wanted:
        return None
    told = _told(first, second) | {
        "room": ground.room_name(first.spot.room),
        "gap": gap // timedelta(minutes=1),
        "wanted": wanted // timedelta(minutes=1),
    }
    return Sentence(
        "Between “%(first)s” and “%(second)s” in %(room)s there are %(gap)s minutes to set up; "
        "%(wanted)s are wanted.",
        **told,
    )


def speaker_twice(first: Placed, second: Placed, actor: Actor) -> Sentence | None:
    """Of two at which somebody speaks."""
    if not actor.is_person or common(first.spot, second.spot) is None:
        return None
    told = _told(first, second) | {"who": actor.name}
    return Sentence("%(who)s speaks at “%(first)s” and at “%(second)s” at the same time.", **told)


def organisation_twice(first: Placed, second: Placed, actor: Actor) -> Sentence | None:
    """Of two that an organisation leads, or takes part in as a co-sponsor."""
    if actor.is_person or not _takes_part(first, second, actor) or common(first.spot, second.spot) is None:
        return None
    told = _told(first, second) | {"who": actor.name}
    return Sentence("%(who)s is needed at “%(first)s” and at “%(second)s” at the same time.", **told)


def name_lent_twice(first: Placed, second: Placed, actor: Actor) -> Sentence | None:
    """Of two that an organisation leads or supports, where it need not be at one of them, as far as is
    known."""
    if actor.is_person or _takes_part(first, second, actor) or common(first.spot, second.spot) is None:
        return None
    told = _told(first, second) | {"who": actor.name}
    return Sentence(
        "“%(first)s” and “%(second)s” are at the same time. %(who)s stands behind both, and need not be at "
        "each of them.",
        **told,
    )


def same_theme(first: Placed, second: Placed) -> Sentence | None:
    """Of two side events of one theme."""
    if common(first.spot, second.spot) is None:
        return None
    told = _told(first, second) | {"theme": first.item.theme}
    return Sentence("“%(first)s” and “%(second)s” are of one theme, %(theme)s, and at the same time.", **told)


def not_parallel(first: Placed, second: Placed, tie: Tie) -> Sentence | None:
    if tie.kind is not Link.NOT_PARALLEL or common(first.spot, second.spot) is None:
        return None
    return _with_reason(
        Sentence("“%(first)s” and “%(second)s” must not be at the same time.", **_told(first, second)), tie
    )


def must_follow(before: Placed, after: Placed, tie: Tie) -> Sentence | None:
    """Here `before` and `after` are as the link has them. Where hours are not known, days count."""
    if tie.kind is not Link.MUST_FOLLOW:
        return None
    one, other = span(before.spot), span(after.spot)
    if one is not None and other is not None:
        holds = other.starts_at >= one.ends_at
    else:
        holds = after.spot.day >= before.spot.day
    if holds:
        return None
    return _with_reason(Sentence("“%(second)s” must come after “%(first)s”.", **_told(before, after)), tie)


def has_a_theme(item: Item) -> bool:
    """Whether its theme counts: what shows for days is beside everything."""
    return bool(item.theme) and not item.stays_for_days


def _takes_part(first: Placed, second: Placed, actor: Actor) -> bool:
    return actor in first.item.organisations and actor in second.item.organisations


def _with_reason(said: Sentence, tie: Tie) -> Sentence:
    if not tie.reason:
        return said
    return Sentence("%(said)s Reason: %(reason)s", said=said, reason=tie.reason)


def _told(first: Placed, second: Placed) -> Told:
    return {"first": first.title, "second": second.title}
