"""What every command shares: the application around it, and a sentence instead of a traceback."""

import traceback
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from scheduler import create_app
from scheduler.kernel.db import db
from scheduler.kernel.errors import Refused, Told
from scheduler.kernel.words import Sentence
from scheduler.migrations import steps

PACKAGE = Path(__file__).parents[1]
HELP = {"help_option_names": ["-h", "--help"]}
"""On each command and not only on the first, so that help reads the same under `flask --app scheduler`."""
LEFT_TO_CLICK = (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError)


class Command(click.Command):
    """A command that says in one sentence what went wrong, whatever it was."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LEFT_TO_CLICK:
            raise
        except Exception as error:
            raise click.ClickException(sentence(error)) from error


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Makes a function the command of this name, with the application's context around it."""
    return lambda function: click.command(name, cls=Command, context_settings=HELP)(with_appcontext(function))


def application() -> Flask:
    """The application as settings say. Raises Refused when it cannot be put together."""
    try:
        return create_app()
    except OSError:
        raise
    except ModuleNotFoundError as error:
        if error.name not in ("psycopg", "psycopg2"):
            raise
        raise Refused(
            Sentence(
                "The driver for PostgreSQL is not installed. Run: pip install 'scheduler[postgres]', and "
                "begin the database's address with postgresql+psycopg://"
            )
        ) from error
    except Exception as error:
        raise Refused(
            Sentence(
                "The settings cannot be used: %(what)s. They stand in settings.py in the instance folder and "
                "in environment variables that begin with SCHEDULER_.",
                what=_first_line(error),
            )
        ) from error


def version() -> str:
    """Of the program; "unknown" where it runs without being installed."""
    try:
        return metadata.version("scheduler")
    except metadata.PackageNotFoundError:
        return "unknown"


def require_newest_schema() -> None:
    """Raises Refused unless the database has the tables that this version wants."""
    here, wanted = steps.present(db.engine), steps.newest()
    require_known_schema(here)
    if here != wanted:
        raise Refused(
            Sentence(
                "The database is not at the newest revision, %(wanted)s. Run: scheduler db upgrade",
                wanted=wanted,
            )
        )


def require_known_schema(revision: str | None) -> None:
    """Raises Refused for a revision of a later version of the program."""
    if is_newer(revision):
        raise Refused(
            Sentence(
                "The database is at revision %(here)s, and this version of the program knows revisions up to "
                "%(newest)s only. Install the newer version of the program.",
                here=revision,
                newest=steps.newest(),
            )
        )


def is_newer(revision: str | None) -> bool:
    """Whether only a later version of the program knows this revision. Numbers compare as text here."""
    return revision is not None and revision > (steps.newest() or "")


def sentence(error: Exception) -> str:
    """What went wrong, for the person at the keyboard."""
    match error:
        case Told():
            return str(error.sentence)
        case DBAPIError():
            told = _first_line(error.orig or error)
            return f"The database does not do what it should: {told}. To find out more, run: scheduler doctor"
        case SQLAlchemyError():
            return (
                f"The database cannot be used: {_first_line(error)}. To find out more, run: scheduler doctor"
            )
        case OSError(strerror=str(reason)):
            return f"{reason}: {error.filename}." if error.filename else f"{reason}."
    kind = type(error).__name__
    return f"This was not foreseen: {kind}: {_first_line(error)} ({_place(error)}). Please report it."


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _place(error: Exception) -> str:
    """Where in our own code it happened: the innermost line."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).name}, line {frame.lineno}"
