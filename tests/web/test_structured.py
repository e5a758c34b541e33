"""schema.org data as templates get it."""

import json

from flask import Flask

from scheduler.web.structured import event_data
from tests.web.builders import TUESDAY, entry, programme, span

HEAD, TAIL = '<script type="application/ld+json">', "</script>"


def test_a_block_that_templates_can_put_in_as_it_is(english: Flask) -> None:
    english.config["BASE_URL"] = "https://p.example"
    title = "</script><script>alert(1)</script> & “x”"
    block = event_data(programme().meeting, entry(title, span("09:00"), code="AAAAA"))
    assert block.__html__() == block
    assert block.startswith(HEAD)
    assert block.count("<") == 2
    data = json.loads(block.removeprefix(HEAD).removesuffix(TAIL))
    assert (data["name"], data["startDate"]) == (title, f"{TUESDAY}T09:00+01:00")
    assert data["url"] == "https://p.example/T1/side-events/AAAAA/"
    assert data["superEvent"]["url"] == "https://p.example/T1/"
