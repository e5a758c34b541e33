"""Programmes, panels and calendars of a UN commission's meetings."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(instance_path: str | None = None, **settings: Any) -> "Flask":
    """Put the house together. `settings` stand above the environment and `instance/settings.py`.

    Imported here and not above, so that rules and formats can be used without loading the web.
    """
    from scheduler import cli
    from scheduler.web.app import build

    app = build(instance_path, settings)
    cli.hang(app)
    return app
