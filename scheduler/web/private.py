"""Doors for people who are signed in: nothing behind them is kept by browsers or proxies."""

from flask import Blueprint, Response


def private_door(name: str, module: str, prefix: str) -> Blueprint:
    """A blueprint whose pages are nobody else's business."""
    door = Blueprint(name, module, url_prefix=prefix)
    door.after_request(_keep_private)
    return door


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
