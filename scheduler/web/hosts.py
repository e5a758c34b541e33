"""What is believed of a request's address: nothing that a stranger can set.

The public address is BASE_URL, whatever the Host header says; who asks, and whether by HTTPS, is told by the
connection, or by as many proxies as TRUSTED_PROXIES says. Redirects lead to pages of ours only.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.urls import iri_to_uri

_FROM_THE_ROOT = re.compile(r"/(?!/)[^\\\x00-\x1f\x7f]*")
"""No backslash: browsers read it as a slash. No control characters: they leave some of them out."""


class PublicHost:
    """Lets the application see one host only, the public one."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], base_url: str) -> None:
        self._inner = inner
        self._host = urlsplit(base_url).netloc

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["HTTP_HOST"] = self._host
        return self._inner(environ, start_response)


def furnish(app: Flask) -> None:
    """Put what judges addresses in front of the application, and behind it what judges redirects."""
    app.wsgi_app = PublicHost(app.wsgi_app, app.config["BASE_URL"])  # type: ignore[method-assign]
    if proxies := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.before_request(_refuse_other_ends)
    app.after_request(_stay)


def is_ours(address: str) -> bool:
    """Whether an address, as browsers read it, is one from the root of this site."""
    return _FROM_THE_ROOT.fullmatch(address) is not None


def _refuse_other_ends() -> None:
    """`next` says where to go after signing in: to a page of ours."""
    wanted = request.args.getlist("next") + (request.form.getlist("next") if request.endpoint else [])
    if not all(is_ours(_from_the_root(address)) for address in wanted if address):
        abort(400)


def _stay(response: Response) -> Response:
    """Redirects name no host; one that would lead elsewhere leads to the start page."""
    if response.location is not None:
        here = _from_the_root(response.location)
        if not is_ours(here):
            current_app.logger.warning("A redirect to another place was stopped.")
            here = f"{request.script_root}/"
        response.location = iri_to_uri(here)
    return response


def _from_the_root(address: str) -> str:
    return address.removeprefix(request.host_url.rstrip("/"))
