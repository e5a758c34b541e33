"""Style sheets and scripts: browsers keep them for a year, as their addresses change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

A_YEAR = 365 * 24 * 3600


def furnish(app: Flask) -> None:
    app.context_processor(lambda: {"asset": asset})
    app.after_request(_keep)


def asset(name: str) -> str:
    """The address of a file under static/, with a mark of its content."""
    path = Path(str(current_app.static_folder), name)
    return url_for("static", filename=name, v=_mark(path, path.stat().st_mtime_ns))


@cache
def _mark(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in (200, 304):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
