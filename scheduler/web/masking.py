"""What is logged holds no token: whoever reads a log must not be able to use a link."""

import logging
import re

from flask import Flask

LOGGERS = ("gunicorn.access", "gunicorn.error", "waitress", "werkzeug")
_TOKEN = re.compile(r"(/(?:l|agenda(?:/[a-z]+)?|account/[a-z-]+)/|[?&]token=)[\w.~%-]{16,}")


def furnish(app: Flask) -> None:
    """Mask what the application and the web servers log."""
    for logger in (app.logger, *map(logging.getLogger, LOGGERS)):
        logger.addFilter(mask)


def mask(record: logging.LogRecord) -> bool:
    """Lets every record pass, without the tokens in its text."""
    text = record.getMessage()
    masked = _TOKEN.sub(r"\1…", text)
    if masked != text:
        record.msg, record.args = masked, ()
    return True
