"""For machines that look after the service."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient


def test_alive(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text, response.mimetype) == (200, "alive\n", "text/plain")


def test_ready_with_a_migrated_database(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json == {"database": "ok", "migrations": "ok", "queue": "ok"}


def test_not_ready_before_the_migrations(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'empty.sqlite'}").test_client()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json == {
        "database": "ok",
        "migrations": "not at the newest: run `scheduler db upgrade`",
        "queue": "ok",
    }
    assert client.get("/healthz").status_code == 200


def test_not_ready_without_a_database(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    nowhere = tmp_path / "no folder" / "none.sqlite"
    response = make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{nowhere}").test_client().get("/readyz")
    assert (response.status_code, response.json) == (
        503,
        {"database": "does not answer", "migrations": "unknown", "queue": "ok"},
    )


def test_not_ready_without_a_queue(make_app: Callable[..., Flask]) -> None:
    client = make_app(REDIS_URL="redis://127.0.0.1:1/0").test_client()
    response = client.get("/readyz")
    assert (response.status_code, response.json) == (
        503,
        {"database": "ok", "migrations": "ok", "queue": "cannot be opened: run `scheduler doctor`"},
    )


def test_rule_16_robots_may_read_everything(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert (response.mimetype, response.text) == ("text/plain", "User-agent: *\nDisallow:\n")
