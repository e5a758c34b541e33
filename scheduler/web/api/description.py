"""The read API described in OpenAPI 3.1: addresses by hand, shapes from `formats/read_api.py`."""

import json
from functools import cache
from typing import Any

from scheduler.formats import read_api
from scheduler.kernel.terms import EntryKind

JSON = "application/json"
USUAL, MOST = 50, 200
"""Entries of a page."""
FILTERS = {
    "day": "A day of the venue, such as 2027-03-08.",
    "room": "The slug of a room.",
    "theme": "The slug of a theme.",
    "organisation": "The slug of an organisation that organises, supports or speaks.",
    "kind": "A kind of entry, with hyphens: " + ", ".join(kind.replace("_", "-") for kind in EntryKind) + ".",
    "format": "in-person, online or hybrid.",
    "q": "Words that all stand in the entry.",
}


@cache
def describe(base_url: str) -> bytes:
    """The description as JSON."""
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": "Programmes of meetings",
            "version": "1",
            "description": "What the last release of each meeting says. Reading only, without a key. "
            "Every answer has an ETag: send it as If-None-Match, and 304 says that nothing changed.",
        },
        "servers": [{"url": f"{base_url}/api/v1"}],
        "paths": _paths(),
        "components": {"schemas": read_api.schemas(), "parameters": _parameters()},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _paths() -> dict[str, Any]:
    meeting, entry = [_ref("parameters", "code")], [_ref("parameters", "code"), _ref("parameters", "entry")]
    choice = [_ref("parameters", name) for name in (*FILTERS, "page", "size")]
    return {
        "/openapi.json": {
            "get": {
                "operationId": "openapi",
                "summary": "This description",
                "responses": {
                    "200": {
                        "description": "Found",
                        "content": {JSON: {"schema": {"type": "object"}}},
                    },
                    "304": {"description": "Nothing changed"},
                },
            }
        },
        "/meetings": _get("meetings", "Every meeting that has a programme", "Meetings", []),
        "/meetings/{code}": _get("meeting", "One meeting", "Meeting", meeting),
        "/meetings/{code}/entries": _get("entries", "Entries of a meeting", "Entries", [*meeting, *choice]),
        "/meetings/{code}/entries/{entry}": _get("entry", "One entry", "Entry", entry),
    }


def _get(name: str, summary: str, shape: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    answers = {
        "200": {"description": "Found", **_body(shape)},
        "304": {"description": "Nothing changed since the answer with this ETag"},
        "400": {"description": "The question cannot be understood", **_body("Fault")},
    }
    if parameters:
        answers["404"] = {"description": "There is no such thing", **_body("Fault")}
    get = {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}
    return {"get": get}


def _body(shape: str) -> dict[str, Any]:
    return {"content": {JSON: {"schema": _ref("schemas", shape)}}}


def _ref(kind: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _parameters() -> dict[str, Any]:
    found: dict[str, Any] = {
        name: {
            "name": name,
            "in": "path",
            "required": True,
            "description": words,
            "schema": {"type": "string", "minLength": 1},
        }
        for name, words in {"code": "The code of a meeting.", "entry": "The code of an entry."}.items()
    }
    for name, words in FILTERS.items():
        several = {"type": "array", "items": {"type": "string"}}
        found[name] = {
            "name": name,
            "in": "query",
            "description": f"{words} May be repeated: any of them.",
            "schema": several,
            "style": "form",
            "explode": True,
        }
    found["q"]["description"] = FILTERS["q"]
    for name, words, usual, most in (
        ("page", "Which page; the first is 1.", 1, 1_000_000),
        ("size", "How many entries a page has.", USUAL, MOST),
    ):
        found[name] = {
            "name": name,
            "in": "query",
            "description": words,
            "schema": {"type": "integer", "minimum": 1, "maximum": most, "default": usual},
        }
    return found
