"""How long one stays signed in, and how often one may try. Pure."""

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.kernel.terms import Role
from scheduler.kernel.text import clean_line, shorten
from scheduler.kernel.words import Sentence

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
RECOVERY_CODES = 10

NEED_A_SECOND_FACTOR = frozenset({Role.SECRETARIAT, Role.ADMIN})
WITH_A_CHANNEL = frozenset({Role.CHANNEL_COORDINATOR, Role.CHANNEL_REVIEWER})

A_WORKING_DAY = timedelta(hours=12)
TWO_WEEKS = timedelta(days=14)

SIGN_IN = "sign in"
CODE = "second factor"
REGISTER = "register"
RESET = "reset the password"
CONFIRM = "confirm the address"
LINK = "open a link"
FEED = "fetch a feed"
CHALLENGE = "answer with a passkey"
GUESSES = frozenset({SIGN_IN, CODE})
"""What somebody may get wrong; the others count each time."""
OWN_PAGE = "ask for one's own page"
VERIFY = "check a receipt"
START_AGENDA = "start an agenda"
INVITE = "invite to a delegation"


@dataclass(frozen=True)
class Limit:
    """How many attempts may be made within a time."""

    most: int
    within: timedelta


@dataclass(frozen=True)
class Limits:
    """The limits of one kind of attempt: for an address or account asked for from one network, for the same
    from everywhere, and for a network whatever it asks for. Delegations share a network."""

    here: Limit | None
    anywhere: Limit | None
    network: Limit


_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)
LIMITS = {
    SIGN_IN: Limits(Limit(10, _QUARTER), Limit(60, _HOUR), Limit(200, _QUARTER)),
    CODE: Limits(Limit(5, _QUARTER), Limit(20, _HOUR), Limit(100, _QUARTER)),
    REGISTER: Limits(Limit(3, _HOUR), Limit(5, _HOUR), Limit(50, _HOUR)),
    RESET: Limits(Limit(3, _HOUR), Limit(5, _HOUR), Limit(50, _HOUR)),
    CONFIRM: Limits(Limit(3, _HOUR), Limit(5, _HOUR), Limit(50, _HOUR)),
    LINK: Limits(None, None, Limit(60, _QUARTER)),
    FEED: Limits(None, None, Limit(300, _QUARTER)),  # services fetch for many, also what is revoked
    CHALLENGE: Limits(None, Limit(1, _HOUR), Limit(1000, _QUARTER)),
    OWN_PAGE: Limits(Limit(3, _HOUR), Limit(5, _HOUR), Limit(50, _HOUR)),
    VERIFY: Limits(None, None, Limit(60, _QUARTER)),
    INVITE: Limits(Limit(20, _HOUR), Limit(40, _HOUR), Limit(200, _HOUR)),
    START_AGENDA: Limits(None, None, Limit(500, _HOUR)),
}
LONGEST_WINDOW = _HOUR
"""Attempts before that count for nothing any more."""


def lasts(roles: Iterable[Role]) -> timedelta:
    """How long a sign-in holds: a working day for those who need a second factor, two weeks for others."""
    return A_WORKING_DAY if NEED_A_SECOND_FACTOR.intersection(roles) else TWO_WEEKS


def free_again(limit: Limit, attempts: Sequence[datetime], now: datetime) -> datetime | None:
    """When one more attempt may be made; None: now."""
    counting = sorted(at for at in attempts if at > now - limit.within)
    return counting[-limit.most] + limit.within if len(counting) >= limit.most else None


def minutes_until(moment: datetime, now: datetime) -> int:
    """Whole minutes to wait, at least one."""
    return max(1, -int((now - moment).total_seconds() // 60))


def keyed(key: str, *words: str) -> str:
    """A hash that nobody can compute who has only the database."""
    return hmac.new(key.encode(), "\0".join(words).encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def network(address: str | None) -> str:
    """The network that a client asks from: its address; of IPv6, the half that one household shares."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known
    bits = 32 if known.version == 4 else 64
    return str(ipaddress.ip_network((known, bits), strict=False))


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(said: str | None) -> str:
    """What a browser says it is, short enough for a list, such as "Firefox, Windows". Empty: it said
    nothing."""
    text = clean_line(said or "")
    found = [next((name for mark, name in known if mark in text), None) for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found)) or shorten(text)


def wrong_channel(role: Role, channel: str | None) -> Sentence | None:
    """What is wrong with the channel that goes with a role."""
    if role in WITH_A_CHANNEL and not channel:
        return Sentence("The role %(role)s is for one channel. Say which one, by its code.", role=role.value)
    if channel and role not in WITH_A_CHANNEL:
        return Sentence("The role %(role)s has no channel.", role=role.value)
    return None


_COMMON = re.compile(
    r"password|passwort|passw0rd|welcome|letmein|iloveyou|qwert[yz](?:uiop)?|asdfgh(?:jkl)?|secret|dragon|monkey"
    r"|admin(?:istrator)?|secretariat|scheduler|programme|commission|vienna|united|nations|unodc|cnd"
    r"|(?:0?123456?7?8?9?0?)|(?:9?87654?3?2?1?0?)|abcdef(?:gh)?(?:ij)?(?:kl)?|(?:19|20)\d\d|(.)\1{2,}"
)
_SEEN = 6
"""So many characters have to be left of a password when what everybody tries first is taken out."""


def weak_password(password: str, *about: str | None) -> Sentence | None:
    """What is wrong with a new password; None: nothing. `about` are words of its owner, such as the address.

    Length counts, and that it is none that people try first (NIST SP 800-63B-4, 3.1.1.2); no kinds of
    characters are asked for.
    """
    if len(password) < SHORTEST_PASSWORD:
        return Sentence(
            "This password is too short: it needs %(least)s characters or more. Four words that do not "
            "belong together are easy to remember.",
            least=SHORTEST_PASSWORD,
        )
    if len(password) > LONGEST_PASSWORD:
        return Sentence("This password is too long: %(most)s characters at most.", most=LONGEST_PASSWORD)
    left = _COMMON.sub("", _without(password.casefold(), about))
    if len(set(left)) < _SEEN:
        return Sentence(
            "This password is easy to guess: it is made of what people try first, or of your name or "
            "address. Four words that do not belong together are better."
        )
    return None


def _without(password: str, about: Iterable[str | None]) -> str:
    for words in filter(None, about):
        for word in (words.casefold(), *re.findall(r"\w{4,}", words.casefold())):
            password = password.replace(word, "")
    return password
