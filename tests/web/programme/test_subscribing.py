"""Addresses under which a calendar can follow a selection."""

import pytest
from flask import Flask

from scheduler.web.programme.subscribing import subscription


@pytest.mark.parametrize("base", ["https://programme.example", "http://localhost:5000/sub"])
def test_rule_18_one_feed_in_three_forms(english: Flask, base: str) -> None:
    english.config["BASE_URL"] = base
    host = base.partition("://")[2]
    found = subscription("T1", "room=m1&q=caf%C3%A9")
    assert found.address == f"{base}/T1/calendar.ics?room=m1&q=caf%C3%A9"
    assert found.webcal == f"webcal://{host}/T1/calendar.ics?room=m1&q=caf%C3%A9"
    quoted = found.webcal.replace(":", "%3A").replace("/", "%2F").replace("?", "%3F").replace("=", "%3D")
    quoted = quoted.replace("%C3", "%25C3").replace("%A9", "%25A9").replace("&", "%26")
    assert found.google == f"https://calendar.google.com/calendar/r?cid={quoted}"


def test_rule_11_google_takes_256_characters(english: Flask) -> None:
    english.config["BASE_URL"] = "https://programme.example"
    spare = 256 - len(subscription("T1", "q=").address)
    assert subscription("T1", "q=" + "x" * spare).is_too_long is False
    assert subscription("T1", "q=" + "x" * (spare + 1)).is_too_long is True
