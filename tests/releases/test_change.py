"""Sums of changes, and days in sentences."""

import pytest

from scheduler.kernel.words import Sentence
from scheduler.releases.change import Change, ChangeKind, kind_name, published, summary, with_days
from tests.web.builders import TUESDAY


def changed(*kinds: ChangeKind) -> tuple[Change, ...]:
    return tuple(Change(kind, Sentence("x")) for kind in kinds)


def test_a_release_is_summed_up_by_the_most_telling_change_of_each_entry() -> None:
    moved, cancelled = changed(ChangeKind.MOVED, ChangeKind.RENAMED), changed(ChangeKind.CANCELLED)
    new, details = changed(ChangeKind.NEW), changed(ChangeKind.DETAILS)
    told = summary([new, cancelled, moved, moved, details, moved, new])
    assert str(told) == "3 moved, 1 cancelled, 2 new, 1 with changed details"


def test_a_release_without_changed_entries_says_so() -> None:
    assert str(summary([])) == "No entry changed"


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 entries published"), (1, "One entry published"), (150, "150 entries published")],
)
def test_a_first_release_says_how_many_it_published(count: int, told: str) -> None:
    assert str(published(count)) == told


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_has_a_name_and_a_count(kind: ChangeKind) -> None:
    assert str(kind_name(kind))
    assert str(summary([changed(kind)])).startswith("1 ")


def test_days_are_written_at_every_depth() -> None:
    inner = Sentence("%(day)s, %(room)s", day=TUESDAY, room="M1 %(day)s")
    told = with_days(Sentence("Moved from %(place)s", place=inner), lambda day: f"{day:%d.%m.}")
    assert str(told) == "Moved from 09.03., M1 %(day)s"
