"""`scheduler serve`: the web server."""

import errno
import socket
import sys
from typing import Any

import click
from flask import current_app

from scheduler import create_app
from scheduler.cli.command import command, require_newest_schema
from scheduler.kernel.db import db
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

HOST, PORT, WORKERS = "127.0.0.1", 5000, 2
REASONS = {
    errno.EADDRINUSE: "Port %(port)s of %(host)s is taken by another program. Choose another --port.",
    errno.EACCES: "Port %(port)s may be used by the system only. Choose a --port above 1023.",
    errno.EADDRNOTAVAIL: "This machine has no address %(host)s. Choose another --host.",
}

host_option = click.option("--host", default=HOST, show_default=True, help="The address to listen at.")
port_option = click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at."
)


@command("serve")
@host_option
@port_option
@click.option(
    "--workers",
    default=WORKERS,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many processes answer.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve pages and feeds, until Ctrl-C or SIGTERM.

    Requests that are under way at a SIGTERM are answered still. In front of it belongs a proxy that speaks
    HTTPS: see docs/deploy.md.
    """
    require_newest_schema()
    require_free(host, port)
    run(host, port, workers)


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the server."""
    host = {"0.0.0.0": HOST, "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def require_free(host: str, port: int) -> None:
    """Raises Refused when nobody can listen there."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if sys.platform != "win32":  # there it would let two programs listen at one port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror as error:
        raise Refused(Sentence("There is no host %(host)s.", host=host)) from error
    except OSError as error:
        if reason := REASONS.get(error.errno or 0):
            raise Refused(Sentence(reason, host=host, port=port)) from error
        raise


def run(host: str, port: int, workers: int, **settings: Any) -> None:
    """Serve the present application, made anew in each worker; `settings` stand above all others."""
    from scheduler.cli.server import listen  # here, so that other commands need not load a web server

    instance = current_app.instance_path
    db.engine.dispose()  # a connection must not be shared with a forked worker
    listen(
        lambda: create_app(instance, **settings),
        host,
        port,
        workers,
        ready=lambda: click.echo(f"Serving {address(host, port)}. To stop, press Ctrl-C."),
    )
