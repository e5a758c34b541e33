"""The fictitious meeting in its ordinary size, and in others."""

from typing import Any

import pytest

from scheduler.demo.fictitious import programme

SIZES = [0, 1, 20, 149, 150, 151, 1500, 3000]
Record = dict[str, Any]


@pytest.fixture(scope="module")
def meeting() -> Record:
    return programme()


@pytest.fixture(scope="module", params=[*((size, 66) for size in SIZES), (150, 1), (450, 2)], ids=str)
def any_size(request: pytest.FixtureRequest) -> Record:
    events, seed = request.param
    return programme(events, seed)
