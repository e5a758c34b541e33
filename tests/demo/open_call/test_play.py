"""Stories beside each other, in the order of time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scheduler.demo.open_call.play import perform
from scheduler.kernel import clock

START = datetime(2027, 1, 1, tzinfo=UTC)


def test_steps_are_taken_in_the_order_of_their_moments() -> None:
    seen: list[tuple[str, int]] = []

    def story(name: str, *hours: int) -> Iterator[datetime]:
        for hour in hours:
            yield START + timedelta(hours=hour)
            seen.append((name, round((clock.now() - START) / timedelta(hours=1))))

    ended: list[None] = []
    perform([story("a", 1, 4), story("b", 2, 3), story("c"), story("d", 5, 2)], lambda: ended.append(None))
    assert seen == [("a", 1), ("b", 2), ("b", 3), ("a", 4), ("d", 5), ("d", 5)]
    assert len(ended) == 4
