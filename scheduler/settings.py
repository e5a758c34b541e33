"""Every setting: its name, its default, and what it is for. docs/settings.md says the same; a test sees."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """A setting of the application. Its environment variable is the name with `SCHEDULER_` before it."""

    name: str
    default: str | int | None
    sentence: str


SETTINGS = (
    Setting(
        "SQLALCHEMY_DATABASE_URI",
        None,
        "The database; without it, the file scheduler.sqlite in the instance folder. "
        "PostgreSQL: postgresql+psycopg://user:password@host/name.",
    ),
    Setting(
        "SECRET_KEY",
        None,
        "Signs cookies and forms; without it, a key is made once and kept in keys/ in the instance folder.",
    ),
    Setting(
        "BASE_URL",
        "http://127.0.0.1:5000",
        "The public address of the application, without a slash at the end. Feeds and files name it.",
    ),
    Setting(
        "INSTANCE_PATH",
        None,
        "The folder for settings.py, database, keys and uploads; without it, instance/ beside the package. "
        "Understood from the environment only.",
    ),
    Setting(
        "TRUSTED_PROXIES",
        0,
        "How many proxies stand in front and set forwarded headers; 0 believes none of these headers.",
    ),
    Setting(
        "SECOND_FACTOR",
        1,
        "1: the secretariat and administrators need a second factor to sign in; 0: a password is enough.",
    ),
    Setting(
        "MAIL_URL",
        None,
        "Where letters are handed to: smtp://user:password@host:587 (encrypted as soon as the server offers "
        "it) or smtps://user:password@host:465; without it, they are files in outbox/ in the instance "
        "folder.",
    ),
    Setting(
        "MAIL_FROM",
        "scheduler@localhost",
        "The address that letters come from.",
    ),
    Setting(
        "MAIL_BOUNCES",
        None,
        "A Maildir folder in which the mail server puts what comes back to MAIL_FROM; the worker looks there "
        "for reports of letters that could not be delivered, and for answers of calendars. Without it, "
        "nobody reads them.",
    ),
    Setting(
        "REDIS_URL",
        None,
        "A Redis server for the queue of the worker; without it, the queue lies beside the database.",
    ),
    Setting(
        "FEED_MEMORY",
        64,
        "Megabytes that one worker may use to keep feeds that were asked for before.",
    ),
    Setting(
        "OWN_FEED_MEMORY",
        32,
        "Megabytes that one worker may use to keep people's own feeds that were fetched before.",
    ),
    Setting(
        "PAGE_MEMORY",
        32,
        "Megabytes that one worker may use to keep pages that were asked for before.",
    ),
)
