"""The application: settings, database, doors."""

import os
import secrets
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login.utils import _user_context_processor
from flask_security import Security

from scheduler.kernel.db import db
from scheduler.settings import SETTINGS
from scheduler.web.addresses import Address, Number

PACKAGE = Path(__file__).resolve().parent.parent


def web_root() -> Path:
    """Where templates/ and static/ lie: inside an installed package, or beside it in a checkout."""
    installed = PACKAGE / "_web"
    return installed if installed.is_dir() else PACKAGE.parent


def build(instance_path: str | None, settings: dict[str, Any]) -> Flask:
    """The application with its settings; see `scheduler.create_app`."""
    root = web_root()
    app = Flask(
        "scheduler",
        instance_path=_instance_path(instance_path),
        instance_relative_config=True,
        template_folder=str(root / "templates"),
        static_folder=str(root / "static"),
    )
    app.url_rule_class = Address
    app.url_map.converters["int"] = Number
    _settle(app, settings)
    db.init_app(app)
    from scheduler.web import (  # after db.init_app: doors may ask for the database
        arrivals,
        csrf,
        doors,
        hosts,
        sent,
    )

    hosts.furnish(app)
    sent.furnish(app)
    csrf.furnish(app)
    doors.open_all(app)
    _load_accounts_when_asked(app)
    arrivals.furnish(app)
    return app


def _instance_path(given: str | None) -> str | None:
    path = given or os.environ.get("SCHEDULER_INSTANCE_PATH")
    return str(Path(path).resolve()) if path else None


def _settle(app: Flask, settings: dict[str, Any]) -> None:
    """Defaults, then instance/settings.py, then the environment, then what the caller says."""
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    app.config.from_mapping({setting.name: setting.default for setting in SETTINGS})
    app.config.from_pyfile("settings.py", silent=True)
    app.config.from_prefixed_env("SCHEDULER")
    app.config.from_mapping(settings)
    app.config["BASE_URL"] = str(app.config["BASE_URL"]).rstrip("/")
    app.config["SQLALCHEMY_DATABASE_URI"] = (
        app.config["SQLALCHEMY_DATABASE_URI"] or f"sqlite:///{instance / 'scheduler.sqlite'}"
    )
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or _kept_key(instance / "keys" / "secret_key")
    app.config["SECURITY_TOTP_SECRETS"] = {1: _kept_key(instance / "keys" / "second_factor")}
    _keep_cookies_safe(app)


def _keep_cookies_safe(app: Flask) -> None:
    """Cookies go to this host only, where it is reached by HTTPS over nothing else, and never to scripts."""
    secure = app.config["BASE_URL"].startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",  # browsers then want all of this
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # public pages that are kept set no cookie
    )


def _load_accounts_when_asked(app: Flask) -> None:
    """Flask-Security and Flask-Login would look up who is signed in at every request, also for public
    pages."""
    security: Security = app.extensions["security"]
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.template_context_processors[None].remove(_user_context_processor)


def _kept_key(path: Path) -> str:
    """The key in the file; made on first use, readable by the owner only. Two processes at once agree
    on one."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()
