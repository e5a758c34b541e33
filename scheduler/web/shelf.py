"""Where the doors find what this process keeps in memory."""

from flask import Flask, current_app

from scheduler.feeds.store import Feeds, Programmes
from scheduler.feeds.watch import watch
from scheduler.kernel.db import db
from scheduler.subscriptions.store import OwnFeeds


def furnish(app: Flask) -> None:
    """Give the application its memory of programmes and feeds."""
    with app.app_context():
        seen = watch(db.engine)
    app.extensions["scheduler.programmes"] = Programmes(seen)
    app.extensions["scheduler.feeds"] = Feeds(seen, int(app.config["FEED_MEMORY"]) * 2**20)
    own = OwnFeeds(seen, int(app.config["OWN_FEED_MEMORY"]) * 2**20)
    app.extensions["scheduler.own_feeds"] = own


def programmes() -> Programmes:
    kept: Programmes = current_app.extensions["scheduler.programmes"]
    return kept


def feeds() -> Feeds:
    kept: Feeds = current_app.extensions["scheduler.feeds"]
    return kept


def own_feeds() -> OwnFeeds:
    kept: OwnFeeds = current_app.extensions["scheduler.own_feeds"]
    return kept
