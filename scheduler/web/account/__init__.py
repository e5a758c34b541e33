"""The doors of people with an account: signing in, and what is theirs."""

from flask import Flask

from scheduler.web.account import pages, security


def open_account(app: Flask) -> None:
    """Let people sign in, and open their pages."""
    security.furnish(app)
    app.register_blueprint(pages.door)
