"""From sentences to clashes: which rule, how grave, of which entries, when and where. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes import of_two as say
from scheduler.timetable.clashes.buckets import Buckets, Key, Sharing
from scheduler.timetable.clashes.ground import Actor, Clash, Ground, Spot, Tie
from scheduler.timetable.clashes.hours import Placed, common
from scheduler.timetable.clashes.of_day import too_few_interpreters
from scheduler.timetable.clashes.of_one import OF_ONE
from scheduler.timetable.clashes.terms import Level, Link, Rule

Found = Iterator[Clash]


def of_one(ground: Ground, one: Placed) -> Found:
    """What is wrong with one entry where it stands."""
    for rule, says in OF_ONE.items():
        level = ground.settings.level(rule)
        if level is not Level.OFF and (sentence := says(ground, one)):
            yield Clash(rule, level, (one.item.number,), one.spot, sentence)


def of_two(ground: Ground, key: Key, one: Placed, other: Placed) -> Found:
    """What is wrong between two that lie in this bucket."""
    first, second = sorted((one, other), key=_begins)
    for rule, said in _said_of_two(ground, key, first, second):
        if said and (level := ground.settings.level(rule)) is not Level.OFF:
            about = key.which.name if isinstance(key.which, Actor) else ""
            yield Clash(rule, level, _numbers(first, second), _where(first, second), said, about)


def _said_of_two(
    ground: Ground, key: Key, first: Placed, second: Placed
) -> Iterator[tuple[Rule, Sentence | None]]:
    if key.what is Sharing.ROOM:
        yield Rule.ROOM_TWICE, say.room_twice(ground, first, second)
        yield Rule.SET_UP_TIME, say.set_up_time(ground, first, second)
    elif key.what is Sharing.THEME:
        yield Rule.SAME_THEME, say.same_theme(first, second)
    elif isinstance(key.which, Actor):
        yield Rule.SPEAKER_TWICE, say.speaker_twice(first, second, key.which)
        yield Rule.ORGANISATION_TWICE, say.organisation_twice(first, second, key.which)
        yield Rule.NAME_LENT_TWICE, say.name_lent_twice(first, second, key.which)


def of_tie(ground: Ground, tie: Tie, buckets: Buckets) -> Found:
    """What is wrong with a link, if both entries stand somewhere."""
    first, second = buckets.placed(tie.first), buckets.placed(tie.second)
    if first is None or second is None:
        return
    if tie.kind is Link.MUST_FOLLOW:
        rule, said, where = Rule.MUST_FOLLOW, say.must_follow(first, second, tie), second.spot
    else:
        one, other = sorted((first, second), key=_begins)
        rule, said = Rule.NOT_PARALLEL, say.not_parallel(one, other, tie)
        where = _where(one, other)
    if said and (level := ground.settings.level(rule)) is not Level.OFF:
        yield Clash(rule, level, _numbers(first, second), where, said)


def of_day(ground: Ground, key: Key, buckets: Buckets) -> Found:
    """What is wrong with all that lie in this bucket together."""
    level = ground.settings.level(Rule.INTERPRETATION)
    if key.what is not Sharing.INTERPRETERS or level is Level.OFF:
        return
    for crowd in too_few_interpreters(ground, buckets.of.get(key, {}).values()):
        yield Clash(Rule.INTERPRETATION, level, crowd.entries, crowd.at, crowd.sentence)


def _begins(one: Placed) -> tuple[datetime, int]:
    """Only asked of what has hours, but for links, where the day stands in for them."""
    return (one.spot.starts_at or datetime.combine(one.spot.day, datetime.min.time(), UTC), one.item.number)


def _numbers(one: Placed, other: Placed) -> tuple[int, ...]:
    return tuple(sorted((one.item.number, other.item.number)))


def _where(first: Placed, second: Placed) -> Spot:
    """The hours in which both are; of two that follow each other, where the second stands."""
    return common(first.spot, second.spot) or second.spot


def weight(clash: Clash) -> tuple[int, int, str, str, tuple[int, ...], str]:
    """By which clashes are listed: the gravest first, then by rule, day and hour."""
    begins = clash.at.starts_at.isoformat() if clash.at.starts_at else ""
    return (
        _LEVELS[clash.level],
        _RULES[clash.rule],
        clash.at.day.isoformat(),
        begins,
        clash.entries,
        clash.about,
    )


_LEVELS = {level: place for place, level in enumerate(Level)}
_RULES = {rule: place for place, rule in enumerate(Rule)}
