"""All that is kept of somebody here and in the rooms below, as plain values that can be written as JSON.

Times are in UTC (ISO 8601). Secrets are left out, and so is what the desk writes to itself.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from scheduler.accounts.called import Called, Names, called
from scheduler.accounts.models import Account, Passkey, SignIn
from scheduler.accounts.traces import UNSEEN, Traces, passkeys, sign_ins
from scheduler.audit.queries import Seen, visible_to_person
from scheduler.audit.words import act_name
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.mail.models import Letter, LetterCalendar
from scheduler.mail.rules import LINK, SITE
from scheduler.organisations.models import Representative

Values = dict[str, Any]
MOST_RECORDS = 10_000
PERSONAL_LINK = "[your personal link]"
"""Stands in letters where the link stood."""

FIELDS = {
    "accounts": Sentence("Account"),
    "act": Sentence("What was done"),
    "address confirmed": Sentence("Address confirmed"),
    "asked": Sentence("Asked"),
    "authenticator app": Sentence("Authenticator app"),
    "browser": Sentence("Browser"),
    "by": Sentence("By"),
    "channel": Sentence("Channel"),
    "code": Sentence("Code"),
    "contact": Sentence("Contact"),
    "e-mail address": Sentence("E-mail address"),
    "expires": Sentence("Expires"),
    "for your calendar": Sentence("For your calendar"),
    "history": Sentence("What was done by you, or concerns you"),
    "language": Sentence("Language"),
    "last used": Sentence("Last used"),
    "letters": Sentence("Letters to you"),
    "links": Sentence("Personal links"),
    "made": Sentence("Made"),
    "meeting": Sentence("Meeting"),
    "name": Sentence("Name"),
    "number": Sentence("Number"),
    "organisation": Sentence("Organisation"),
    "organisations": Sentence("Organisations"),
    "passkeys": Sentence("Passkeys"),
    "password": Sentence("A password is set"),
    "person": Sentence("You"),
    "position": Sentence("Position"),
    "programmes": Sentence("Where programmes name you"),
    "purpose": Sentence("Purpose"),
    "recovery codes left": Sentence("Recovery codes left"),
    "represents": Sentence("For whom"),
    "role": Sentence("Role"),
    "roles": Sentence("Roles"),
    "second factor": Sentence("With a second factor"),
    "sent": Sentence("Sent"),
    "settled": Sentence("Settled"),
    "sign-ins": Sentence("Sign-ins"),
    "standing": Sentence("Standing"),
    "state": Sentence("State"),
    "subject": Sentence("Subject"),
    "text": Sentence("Text"),
    "time": Sentence("Time"),
    "title": Sentence("Title"),
    "to": Sentence("To"),
    "until": Sentence("Until"),
    "upon": Sentence("Upon"),
    "used": Sentence("Used"),
    "why": Sentence("Why"),
    "withdrawn": Sentence("Withdrawn"),
    "written": Sentence("Written"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str, names: Names = called) -> Values:
    """What is kept of this person: by kind, each a list or a record. `names` finds what things of the history
    are called: upper rooms know more of them."""
    return {
        "person": {
            "number": traces.person.id,
            "name": traces.person.name,
            "e-mail address": traces.person.email,
        },
        "accounts": [_account(account, passkeys([account])) for account in traces.accounts],
        "organisations": [_representative(one) for one in traces.speaking],
        "sign-ins": [_sign_in(one) for one in sign_ins(traces.accounts)],
        "letters": _letters(traces, base_url),
        "links": [_link(one) for one in traces.links],
        "history": history(traces, names),
    }


def history(traces: Traces, names: Names = called) -> list[Values]:
    """What the person may see of the history, the newest first."""
    seen = visible_to_person(traces.own, most=MOST_RECORDS)
    known = names(one.thing for one in seen if one.thing)
    return [_record(one, traces, known) for one in seen]


def _record(seen: Seen, traces: Traces, known: dict[str, Called]) -> Values:
    upon = "you" if seen.thing in traces.own else seen.thing
    if upon and upon in known:
        upon = known[upon].name or upon
    return {
        "number": seen.number,
        "time": stamp(seen.at),
        "act": str(act_name(seen.act)),
        "by": "you" if seen.own else "somebody else",
        "upon": upon,
        "why": seen.why,
    }


def _account(account: Account, keys: list[Passkey]) -> Values:
    return {
        "number": account.id,
        "e-mail address": account.email,
        "made": stamp(account.made_at),
        "address confirmed": stamp(account.confirmed_at),
        "language": account.language,
        "roles": [{"role": one.role.value, "channel": one.channel} for one in account.grants],
        "password": account.password is not None,
        "authenticator app": account.tf_totp_secret is not None,
        "recovery codes left": len(account.mf_recovery_codes or []),
        "passkeys": [{"name": key.name, "last used": stamp(key.lastuse_datetime)} for key in keys],
    }


def _representative(one: Representative) -> Values:
    return {
        "organisation": one.organisation.name,
        "standing": one.standing.value,
        "contact": one.is_contact,
        "position": one.position,
        "asked": stamp(one.asked_at),
        "settled": stamp(one.settled_at),
    }


def _sign_in(one: SignIn) -> Values:
    return {
        "time": stamp(one.at),
        "until": stamp(one.ended_at or one.expires_at),
        "browser": one.browser,
        "second factor": one.strong,
    }


def _letters(traces: Traces, base_url: str) -> list[Values]:
    shown = [one for one in traces.letters if one.state not in UNSEEN]
    found = select(LetterCalendar.letter_id, LetterCalendar.body).where(
        LetterCalendar.letter_id.in_([one.id for one in shown])
    )
    brought = dict(session.execute(found).all())
    return [_letter(one, base_url, brought.get(one.id)) for one in shown]


def _letter(one: Letter, base_url: str, calendar: str | None) -> Values:
    return {
        "written": stamp(one.written_at),
        "state": one.state.value,
        "sent": stamp(one.sent_at),
        "to": one.address,
        "subject": one.subject,
        "text": one.text.replace(LINK, PERSONAL_LINK).replace(SITE, base_url),
        "for your calendar": calendar,
    }


def _link(one: Link) -> Values:
    return {
        "purpose": one.purpose,
        "made": stamp(one.made_at),
        "expires": stamp(one.expires_at),
        "used": stamp(one.used_at),
        "withdrawn": stamp(one.revoked_at),
    }


def stamp(moment: datetime | None) -> str | None:
    """A time in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None
