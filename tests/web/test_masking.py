"""Logs hold no tokens."""

import logging

import pytest
from flask import Flask

from scheduler.web.masking import LOGGERS, mask

TOKEN = "HUyZaAaFJdpUhN3ZSR6AUolnatk"


@pytest.mark.parametrize(
    ("text", "args", "logged"),
    [
        (f"GET /l/{TOKEN}/ 200", (), "GET /l/…/ 200"),
        ("Exception on %s [%s]", (f"/l/{TOKEN}/", "POST"), "Exception on /l/…/ [POST]"),
        (f"/account/confirm/{TOKEN}.x-y?next=%2F", (), "/account/confirm/…?next=%2F"),
        (f"/account/reset/{TOKEN} /l/{TOKEN}/", (), "/account/reset/… /l/…/"),
        (f"/account/x?a=1&token={TOKEN}", (), "/account/x?a=1&token=…"),
        ("/account/security/ %s", ("/desk/letters/",), "/account/security/ /desk/letters/"),
        ("%s%% of /l/", (5,), "5% of /l/"),
        (f"/agenda/{TOKEN}.ics /agenda/open/{TOKEN}/", (), "/agenda/… /agenda/open/…/"),
        (f"/agenda/join/{TOKEN}/ /agenda/delegations/7/", (), "/agenda/join/…/ /agenda/delegations/7/"),
    ],
)
def test_a_record_is_masked(text: str, args: tuple[object, ...], logged: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, text, args, None)
    assert mask(record) is True
    assert record.getMessage() == logged


def test_the_application_and_the_servers_are_masked(app: Flask) -> None:
    for name in (app.logger.name, *LOGGERS):
        assert mask in logging.getLogger(name).filters


def test_a_fault_behind_a_link_is_logged_without_its_token(
    app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(token: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "links.show", fail)
    fail.is_open = True  # type: ignore[attr-defined]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get(f"/l/{TOKEN}/").status_code == 500
    assert [record.getMessage() for record in caplog.records] == ["Exception on /l/…/ [GET]"]
