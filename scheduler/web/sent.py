"""What reaches us in the body of a request: how much, and whether it can be read."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

_LONGEST = 2**20
LIMITS = {
    "MAX_CONTENT_LENGTH": 10 * 2**20,
    "MAX_FORM_MEMORY_SIZE": _LONGEST,
    "MAX_FORM_PARTS": 1000,
}
"""Bytes of a request, bytes of a form without its files, and fields."""
WORTH_KEEPING = 20
"""Characters; what is shorter is typed again faster than copied."""
_SECRET = ("password", "passcode", "code", "token", "credential")
_UNREADABLE = "\x00\ufffd"
"""What no database takes, and what stands where bytes were no text."""


class Unreadable(BadRequest):
    """Some of what was sent is no text."""


def furnish(app: Flask) -> None:
    app.config.from_mapping(LIMITS)
    app.before_request(_read)


def typed() -> list[str]:
    """The longer texts of a form that was not taken, so that nobody has to write them again; no secrets."""
    if request.method != "POST":
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return [text for name, text in fields if len(text) >= WORTH_KEEPING and not _is_secret(name)]


def _read() -> None:
    """Raises Unreadable where a form holds something else than text, or JSON is no object;
    RequestEntityTooLarge where either is too long."""
    if not request.endpoint or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if not request.mimetype.startswith("multipart/") and (request.content_length or 0) > _LONGEST:
        raise RequestEntityTooLarge  # Werkzeug limits the memory of forms in several parts only
    words = (word for field in request.form.items(multi=True) for word in field)
    if any(char in word for word in words for char in _UNREADABLE):
        raise Unreadable
    if request.is_json and not isinstance(_json(), dict):
        raise Unreadable


def _json() -> object:
    try:
        return request.get_json()
    except RecursionError as error:
        raise Unreadable from error


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET)
