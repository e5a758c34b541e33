"""The places of an account: one table, from which the bar above its pages is made."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as later


@dataclass(frozen=True)
class Place:
    """A place of the account."""

    endpoint: str
    name: str


@dataclass(frozen=True)
class Shown:
    """A place as the bar shows it."""

    address: str
    name: str
    is_here: bool


PLACES = (
    Place("account.home", later("My account")),
    Place("account_applications.applications", later("My applications")),
    Place("account_nominations.nominations", later("My nominations")),
    Place("account_speaking.places", later("Where I speak")),
    Place("agenda.feeds", later("My feeds")),
    Place("account_organisations.organisations", later("My organisations")),
    Place("account.news", later("News")),
    Place("account.settings", later("Name and language")),
    Place("account.security", later("Signing in")),
    Place("account_data.data", later("My data")),
)


def furnish(app: Flask) -> None:
    app.context_processor(lambda: {"account_places": shown})


def shown() -> list[Shown]:
    """Every place, and which one this is."""
    return [Shown(url_for(place.endpoint), place.name, _is_here(place)) for place in PLACES]


def _is_here(place: Place) -> bool:
    """Its page, or one that belongs to it: what hangs on the account itself has several places."""
    door = place.endpoint.partition(".")[0]
    return request.endpoint == place.endpoint or door == request.blueprint != "account"
