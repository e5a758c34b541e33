"""Style sheets and scripts: kept for a year, under addresses that change with their content."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from scheduler.web.assets import asset
from tests.web.conftest import links, read


def test_a_marked_file_is_kept_for_a_year(client: FlaskClient) -> None:
    sheet = links(read(client, "/"), "link[rel=stylesheet]")[0]
    assert sheet
    assert sheet.startswith("/static/css/tokens.css?v=")
    with client.get(sheet) as response:
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_without_the_mark_a_file_is_asked_for_anew(client: FlaskClient) -> None:
    with client.get("/static/css/tokens.css") as response:
        assert "immutable" not in response.headers["Cache-Control"]
    assert "immutable" not in client.get("/static/css/none.css?v=1").headers.get("Cache-Control", "")


def test_the_mark_follows_the_content(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    app.static_folder = str(tmp_path)
    sheet = tmp_path / "some.css"
    seen = []
    for text in ("a {}", "b {}", "a {}"):
        sheet.write_text(text)
        with app.test_request_context("/"):
            seen.append(asset("some.css"))
    assert (seen[0] == seen[2], seen[0] == seen[1]) == (True, False)
