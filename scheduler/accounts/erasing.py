"""Erasing what is kept of a person here and in the rooms below: the record stays, with nothing in it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, or_, select, update

from scheduler.accounts.models import Account, SignIn
from scheduler.accounts.traces import UNSENT, Traces
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import LetterState, Standing
from scheduler.mail.models import Delivery, Letter, LetterCalendar
from scheduler.organisations.models import Merger, Person, Representative


def erase(this: Decision, traces: Traces, near: Collection[str]) -> None:
    """Empty the person's records, accounts, letters and links. What the history and programmes hold is left
    to others. `near`: things in letters about which their name is theirs."""
    for letter in traces.letters:
        _empty_letter(letter)
    theirs = [one.id for one in traces.letters]
    session.execute(update(Delivery).where(Delivery.letter_id.in_(theirs)).values(said=None))
    session.execute(delete(LetterCalendar).where(LetterCalendar.letter_id.in_(theirs)))
    _strike_from_letters(traces, near)
    for link in traces.links:
        link.revoked_at = link.revoked_at or this.at
    for representative in traces.speaking:
        _end(this, representative)
    offered = Representative.offered_by_id.in_(traces.numbers)
    session.execute(update(Representative).where(offered).values(offered_by_id=None))
    for account in traces.accounts:
        _empty_account(account)
    for person in traces.people:
        person.name = person.folded = person.email = None
        person.erased_at = this.at
    _forget_mergers(traces)
    session.flush()


def _empty_letter(letter: Letter) -> None:
    if letter.state in UNSENT:
        letter.state, letter.claimed_at = LetterState.DISCARDED, None
    letter.address = letter.subject = letter.text = ""
    letter.name = letter.secret = letter.once = None
    letter.places = {}


def _strike_from_letters(traces: Traces, near: Collection[str]) -> None:
    """Letters to others about this person name them."""
    about = or_(Letter.about.in_(traces.things), Letter.about.in_(near))
    ours = [letter.id for letter in traces.letters]
    for letter in session.scalars(select(Letter).where(about, Letter.id.not_in(ours))):
        letter.subject, letter.text = traces.strike(letter.subject), traces.strike(letter.text)
        letter.places = traces.strike_all(letter.places)
        if letter.calendar and _names(letter.calendar, traces):
            session.delete(letter.calendar)


def _names(calendar: LetterCalendar, traces: Traces) -> bool:
    """Whether it spells them out, in lines as they were before they were folded."""
    plain = calendar.body.replace("\r\n ", "")
    return traces.strike(plain) != plain


def _end(this: Decision, representative: Representative) -> None:
    if representative.standing in (Standing.ASKED, Standing.AGREED):
        representative.is_contact, representative.standing = False, Standing.ENDED
        representative.settled_at, representative.settled_by = this.at, this.actor
    representative.position = representative.offered_by_id = None


def _empty_account(account: Account) -> None:
    """It stays, since the history names it by number; nobody can sign in with it."""
    account.email = f"erased-{account.id}@erased.invalid"
    account.password = account.confirmed_at = account.fs_webauthn_user_handle = None
    account.tf_primary_method = account.tf_totp_secret = account.mf_recovery_codes = None
    account.last_code = None
    account.active, account.fs_uniquifier = False, new_uid()
    account.grants, account.webauthn = [], []
    session.execute(delete(SignIn).where(SignIn.account_id == account.id))


def _forget_mergers(traces: Traces) -> None:
    """An undoing would bring back a person who wants to be gone."""
    for merger in session.scalars(select(Merger).where(Merger.undone_at.is_(None))):
        if merger.table == Person.__tablename__ and merger.merged_id in traces.numbers:
            merger.moved = []
        else:
            merger.moved = [_forgotten(step, traces.numbers) for step in merger.moved]


def _forgotten(step: dict[str, Any], people: Collection[int]) -> dict[str, Any]:
    """A step of a merger of organisations, which may have set aside that this person spoke for one."""
    row = step.get("set_aside", {})
    if step.get("table") != Representative.__tablename__ or row.get("person_id") not in people:
        return step
    ended = {"standing": Standing.ENDED, "is_contact": False, "position": None, "offered_by_id": None}
    return {**step, "set_aside": {**row, **ended}}
