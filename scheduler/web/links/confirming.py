"""The person who was put forward reads what is said of them by a link, corrects it, says what is theirs alone
to say, and confirms; or declines."""

from datetime import timedelta
from typing import Any

from flask import request

from scheduler.applications.facts import Faulty
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.nominations import languages, queries
from scheduler.nominations.acting import lock
from scheduler.nominations.holding import bearer
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import change, confirm, tell_private
from scheduler.nominations.rules import faults_of_words
from scheduler.nominations.seating import withdraw
from scheduler.nominations.telling import CONFIRM
from scheduler.web.forms import Form
from scheduler.web.links.purposes import Purpose
from scheduler.web.links.typed import faults
from scheduler.web.putting_forward.forms import NamingForm, WordsForm
from scheduler.web.putting_forward.naming import choose, public_names
from scheduler.web.putting_forward.next import next_step
from scheduler.web.putting_forward.preview import preview, written
from scheduler.web.putting_forward.private_form import PrivateForm

CONFIRMED = Sentence("You confirmed. It goes on now; we write to you when something is decided.")
DECLINED = Sentence("You declined. Who put you forward is told, and nothing more follows.")
CHANGED = Sentence(
    "Who put you forward changed something meanwhile. Read once more what is said, then confirm. What you "
    "typed is still in the form."
)
LONGEST_WHY = 500
LASTS = timedelta(days=120)


def _facts(link: Link) -> dict[str, Any]:
    """What is said of the reader, and the forms by which they correct and complete it."""
    one = _nomination(link)
    words, naming, private = _forms(one)
    if request.method == "POST":
        _are_fine(one, words, naming, private)
    return {
        "one": one,
        "zone": one.call.meeting.time_zone,
        "told": preview(one.call, written(one)),
        "words": words,
        "naming": naming,
        "private": private,
        "note": languages.note(one),
        "next": next_step(bearer(link), one),
        "most": LONGEST_WHY,
    }


def _confirm(this: Decision, link: Link) -> Sentence:
    one, who = _nomination(link), bearer(link)
    words, naming, private = _forms(one)
    if not _are_fine(one, words, naming, private):
        raise Faulty([*faults(words, naming, private)])
    if request.form.get("revision", type=int) != one.revision:
        raise Refused(CHANGED)
    if words.words != written(one):
        change(this, who, one, one.revision, words.words)
    choose(this, who, one, naming)
    tell_private(this, who, one, private.told)
    confirm(this, who, one)
    return CONFIRMED


def _decline(this: Decision, link: Link) -> Sentence:
    why = clean_line(request.form.get("why", ""))[:LONGEST_WHY] or None
    withdraw(this, bearer(link), _nomination(link), why)
    return DECLINED


def _nomination(link: Link) -> Nomination:
    return queries.by_number(int(link.thing.removeprefix("nomination ")))


def _first(link: Link) -> None:
    lock(_nomination(link))


def _forms(one: Nomination) -> tuple[WordsForm, NamingForm, PrivateForm]:
    return WordsForm(one.call, one), NamingForm(one, public_names(one)), PrivateForm(one)


def _are_fine(one: Nomination, words: WordsForm, *others: Form) -> bool:
    """Whether all three can be stored; the fields say what is wrong."""
    if False in {bool(form.validate()) for form in (words, *others)}:
        return False
    faults = faults_of_words(words.words, one.call.required)
    words.tell(faults)
    return not faults


CONFIRMING = Purpose(
    CONFIRM,
    "links/confirm-nomination.html",
    _facts,
    {"confirm": _confirm, "decline": _decline},
    LASTS,
    {"confirm": CONFIRMED, "decline": DECLINED},
    first=_first,
)
