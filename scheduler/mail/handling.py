"""What the desk does with letters that are written: let them go, change them, keep them back, repeat them."""

from collections.abc import Sequence

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import LetterState
from scheduler.kernel.words import Sentence
from scheduler.links.actions import renew
from scheduler.links.models import Link
from scheduler.links.queries import ended
from scheduler.links.rules import digest
from scheduler.mail import rules
from scheduler.mail.actions import Addressee
from scheduler.mail.models import Letter, LetterCalendar
from scheduler.mail.rules import Text

LINK_PATH = "/l/{token}/"
"""Where every link that can be renewed leads."""
STILL_HERE = (LetterState.HELD, LetterState.WAITING, LetterState.SENDING)


def release(this: Decision, letters: Sequence[Letter]) -> int:
    """Let held letters go out now; returns how many were held."""
    held = [letter for letter in _anew(letters) if letter.state is LetterState.HELD]
    for letter in held:
        letter.state, letter.due_at = LetterState.WAITING, this.at
    if not held:
        raise Refused(Sentence("None of these letters is held any more. Nothing was changed."))
    first, *others = [_name(letter) for letter in held]
    record(this, "release", first, about=[*others, *_concerned(held)], count=len(held))
    return len(held)


def discard(this: Decision, letter: Letter, why: str) -> None:
    """Never send it. Raises Refused for one that may be on its way already."""
    letter = _one_anew(letter)
    if letter.state not in (LetterState.HELD, LetterState.WAITING):
        raise Refused(Sentence("This letter is on its way or has ended already. Nothing was changed."))
    letter.state = LetterState.DISCARDED
    record(this, "discard", _name(letter), why=why, about=_concerned([letter]))


def put_back(this: Decision, letter: Letter) -> None:
    """Hold a discarded letter again. Raises Refused where its link has ended meanwhile."""
    letter = _one_anew(letter)
    if letter.state is not LetterState.DISCARDED or not letter.text:
        raise Refused(Sentence("This letter is not among the discarded ones, or was emptied."))
    link = _link(letter)
    if link and (ended(link) or digest(_token(letter)) != link.digest):
        raise Refused(Sentence("The link in this letter does not work any more, so it stays discarded."))
    letter.state = LetterState.HELD
    record(this, "put back", _name(letter), about=_concerned([letter]))


def reword(this: Decision, letter: Letter, new: Text, base_url: str) -> None:
    """Change what a held letter says, as the desk writes it (see `rules.shown`). Raises Refused."""
    letter = _one_anew(letter)
    if letter.state is not LetterState.HELD:
        raise Refused(Sentence("Only a held letter can be changed. Nothing was stored."))
    before = Text(letter.subject, letter.text)
    for fault in rules.faults_of_reworded(new, before):
        raise Refused(fault)
    kept = rules.stored(new, base_url)
    letter.subject, letter.text = kept.subject, kept.body
    record(this, "reword", _name(letter), about=_concerned([letter]))


def send_again(this: Decision, letter: Letter, to: Addressee | None = None) -> Letter:
    """Write the same letter once more, to the address that its reader has now, if `to` is given. Its personal
    link is renewed; the one in the first letter is dead then. Raises Refused where that cannot be."""
    letter = _one_anew(letter)
    address = to.address if to else letter.address
    for reason in (why_not_again(letter), rules.unusable(address)):
        if reason:
            raise Refused(reason)
    link = _link(letter)
    again = _copy(this, letter, address)
    if link:
        again.secret = LINK_PATH.format(token=renew(this, link))
    session.add(again)
    session.flush()
    record(this, "send again", _name(again), about=[_name(letter), *_concerned([letter])])
    return again


def why_not_again(letter: Letter) -> Sentence | None:
    """Why a letter cannot be sent again; None where it can."""
    if letter.state not in (LetterState.SENT, LetterState.FAILED):
        return Sentence("This letter has not left the house yet, or was discarded.")
    repeated = select(Letter.id).where(Letter.again_id == letter.id, Letter.state.in_(STILL_HERE))
    if number := session.scalars(repeated).first():
        return Sentence("It was written again already: letter %(number)s is about to go out.", number=number)
    if not letter.text:
        return Sentence("What this letter said was erased.")
    link = _link(letter)
    if link is None:
        return rules.LINK_MADE_ONCE if rules.LINK in letter.text else None
    return ended(link) if link.used_at or link.revoked_at else None


def _copy(this: Decision, letter: Letter, address: str) -> Letter:
    brought = letter.calendar
    return Letter(
        message_id=new_uid(),
        kind=letter.kind,
        meeting_id=letter.meeting_id,
        sender=letter.sender,
        person_id=letter.person_id,
        name=letter.name,
        address=address,
        language=letter.language,
        subject=letter.subject,
        text=letter.text,
        places=letter.places,
        link_id=letter.link_id,
        about=letter.about,
        again_id=letter.id,
        state=LetterState.WAITING,
        written_at=this.at,
        due_at=this.at,
        calendar=LetterCalendar(method=brought.method, body=brought.body) if brought else None,
    )


def _token(letter: Letter) -> str:
    return (letter.secret or "").removeprefix(LINK_PATH.partition("{")[0]).rstrip("/")


def _link(letter: Letter) -> Link | None:
    return session.get(Link, letter.link_id) if letter.link_id else None


def _anew(letters: Sequence[Letter]) -> Sequence[Letter]:
    """The letters as they are now, locked: the worker may have taken one meanwhile."""
    numbers = [letter.id for letter in letters]
    found = select(Letter).where(Letter.id.in_(numbers)).order_by(Letter.id)
    return session.scalars(found.with_for_update().execution_options(populate_existing=True)).all()


def _one_anew(letter: Letter) -> Letter:
    return _anew([letter])[0]


def _name(letter: Letter) -> str:
    return f"letter {letter.id}"


def _concerned(letters: Sequence[Letter]) -> list[str]:
    """What the letters are about, and whom they go to."""
    things = {letter.about for letter in letters}
    return sorted(things | {f"person {letter.person_id}" for letter in letters if letter.person_id})
