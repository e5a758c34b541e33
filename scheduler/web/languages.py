"""The language of a page: its address says it, or the reader's browser. Feeds and files have none.

A bare address serves English. It sends a reader on only to another language that the house speaks.
"""

from functools import cache

import flask_babel
from babel import Locale
from flask import Blueprint, Flask, Response, g, redirect, request
from flask_babel import Babel, get_babel
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as AnyResponse

from scheduler.formats.describe import Line
from scheduler.kernel.words import Sentence

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
ENGLISH = "en"


def furnish(app: Flask) -> None:
    """Teach the application its languages: those with a catalogue under scheduler/translations/."""
    Babel(app, locale_selector=present)
    app.jinja_env.filters["say"] = say
    app.context_processor(lambda: {"here": here, "language": present(), "direction": direction(present())})


def door_of_pages(name: str, module: str) -> Blueprint:
    """A blueprint whose pages have a language."""
    door = Blueprint(name, module)
    door.url_value_preprocessor(_take_language)
    door.before_request(_send_on)
    door.after_request(_vary)
    return door


def open_in_each(app: Flask, door: Blueprint) -> None:
    """Register a door of pages at its bare addresses, and again at those that begin with a language."""
    app.register_blueprint(door)
    app.register_blueprint(door, name=f"{door.name}_translated", url_prefix=f"/<any{LANGUAGES}:language>")


def spoken() -> list[str]:
    """The languages that pages can be had in."""
    return sorted({locale.language for locale in get_babel().instance.list_translations()} & set(LANGUAGES))


def present() -> str:
    """The language of this page."""
    return g.get("language") or ENGLISH


@cache
def direction(language: str) -> str:
    return Locale.parse(language).text_direction


def here(address: str) -> str:
    """An address from the root, in the language of this page."""
    return request.script_root + (f"/{g.language}" if g.get("language") else "") + address


def say(line: Line) -> str:
    """A sentence of ours in the language of the page; other words as they are."""
    if not isinstance(line, Sentence):
        return line
    values = {
        name: say(value) if isinstance(value, Sentence) else value for name, value in line.values.items()
    }
    return gettext(line.text, **values)


def gettext(text: str, /, **values: object) -> str:
    """A sentence in the language of the page."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A sentence about so many things, in the language of the page; `%(num)s` stands for the number."""
    return str(flask_babel.ngettext(one, many, number, **values))


def _take_language(_endpoint: str | None, values: dict[str, str] | None) -> None:
    g.language = values.pop("language", None) if values else None


def _send_on() -> AnyResponse | None:
    """From a bare address to the reader's language, from a language that we do not speak yet to English."""
    known = spoken()
    if g.language in known:
        return None
    bare = request.path.removeprefix(f"/{g.language}") if g.language else request.path
    wanted = ENGLISH if g.language else _wish(known)
    if wanted == ENGLISH and not g.language:
        return None
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return redirect(iri_to_uri(f"{request.script_root}/{wanted}{bare}{query}"))


def _wish(known: list[str]) -> str:
    """The first of the reader's languages that we speak; regional forms count for their language."""
    for tag, quality in request.accept_languages:
        language = ENGLISH if tag == "*" else tag.partition("-")[0].lower()
        if language in known and quality > 0:
            return language
    return ENGLISH


def _vary(response: Response) -> Response:
    if g.language is None and len(spoken()) > 1:
        response.vary.add("Accept-Language")
    return response
