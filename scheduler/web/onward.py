"""Where somebody wanted to go before they had to sign in or open an account; only pages of ours count."""

from urllib.parse import quote, urlsplit, urlunsplit

from flask import request

LONGEST = 1_000


def onward() -> str | None:
    """The path that this request carries as `next`; None where it carries none, or one to elsewhere."""
    to = request.args.get("next", "")
    return to if is_own(to) else None


def is_own(to: str) -> bool:
    """Whether this is a path on this site. Browsers read a backslash as a slash, and leave out what cannot be
    seen: of both nothing is let through."""
    return len(to) <= LONGEST and to.startswith("/") and to[1:2] not in ("/", "\\") and _is_plain(to)


def with_next(address: str, to: str | None) -> str:
    """The address, carrying on where to go afterwards; as it is where there is nothing to carry."""
    if not to:
        return address
    parts = urlsplit(address)
    query = "&".join(filter(None, [parts.query, f"next={quote(to, safe='/?')}"]))
    return urlunsplit(parts._replace(query=query))


def _is_plain(to: str) -> bool:
    return to.isascii() and to.isprintable() and "\\" not in to and " " not in to
