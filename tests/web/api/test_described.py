"""The read API asked at random for all that its description allows and forbids: answers are as described."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from tests.web.api.test_door import API, FILE
from tests.web.test_feeds import take

OPERATIONS = ["GET /meetings", "GET /meetings/{code}", "GET /meetings/{code}/entries"]
OPERATIONS += ["GET /meetings/{code}/entries/{entry}"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_answers_are_as_described(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    take(app, FILE)
    asked = []
    for found in schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app).get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        asked.append(operation.label)
        for mode in GenerationMode if len(operation.query) else (GenerationMode.POSITIVE,):

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(max_examples=15, derandomize=True)
            def check(case: schemathesis.Case[Any]) -> None:
                case.call_and_validate()

            check()
    assert sorted(asked) == OPERATIONS
