"""Letters at the desk: where they are, what they say, and what can be done with them."""

from dataclasses import replace

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts.queries import addressee
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.mail import handling, queries, rules, search
from scheduler.mail.actions import Addressee
from scheduler.mail.letters import KINDS
from scheduler.mail.models import Letter
from scheduler.mail.permissions import RELEASE_LETTERS, SEE_LETTER, SEE_LETTERS
from scheduler.mail.rules import Text
from scheduler.mail.search import Pile, Wanted
from scheduler.meetings import queries as meetings
from scheduler.organisations.queries import person
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.kept_letters import is_unread, unread
from scheduler.web.desk.letter_words import PILES, of_kind
from scheduler.web.desk.waiting import senders
from scheduler.web.forms import Form, line, lines
from scheduler.web.languages import gettext, ngettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

LONGEST_QUESTION = 200

door = private_door("desk_letters", __name__, "/desk/letters")


class Reason(Form):
    """Why a letter is not sent."""

    why = line(later("Why it is not sent"), most=500, hint=later("It stays in the history of the letter."))


class Rewording(Form):
    """What a held letter says."""

    subject = line(later("Subject"))
    body = lines(
        later("Text"),
        most=20_000,
        hint=later("Where {link} stands, the reader finds the personal link. Leave it in."),
    )


def letter_of(number: int) -> Letter:
    return queries.by_number(number)


def readable(number: int) -> Letter:
    """One that the visitor may read too. Raises NotFound."""
    one = letter_of(number)
    if is_unread(one):
        raise NotFound(
            Sentence("This letter is about a name that its body has not forwarded: only they can.")
        )
    return one


@door.get("/")
@guarded(SEE_LETTERS)
def letters() -> str:
    """Piles of letters with their numbers, and those that are looked for."""
    asked = {name: clean_line(request.args.get(name, ""))[:LONGEST_QUESTION] for name in QUESTIONS}
    wanted = _wanted(asked)
    found = paging.present(search.count(wanted), lambda offset, limit: search.letters(wanted, offset, limit))
    return render_template(
        "desk/letters/all.html",
        found=found,
        asked=asked,
        pile=wanted.pile,
        counts=search.counts(wanted),
        piles=PILES,
        kinds={kind: of_kind(kind) for kind in KINDS},
        meetings=meetings.codes(),
        bodies=queries.correspondents(),
        is_unread=is_unread,
    )


@door.post("/release")
@guarded(RELEASE_LETTERS)
def release_several() -> ResponseReturnValue:
    """The letters that were ticked, or all held ones of a meeting."""
    if code := request.form.get("meeting"):
        held = search.letters(Wanted(Pile.HELD, meeting_id=meetings.existing_meeting(code).id))
    else:
        held = queries.by_numbers(request.form.getlist("letter", type=int))
    if not held:
        flash(gettext("Tick the letters that may go out, then press the button again."))
        return redirect(url_for("desk_letters.letters", state=Pile.HELD), 303)
    with decision(present().actor) as this:
        number = handling.release(this, held)
    flash(ngettext("One letter goes out now.", "%(num)s letters go out now.", number))
    return redirect(url_for("desk_letters.letters", state=Pile.HELD), 303)


@door.get("/<int:number>/")
@guarded(SEE_LETTER, letter_of)
def letter(one: Letter) -> str:
    if is_unread(one):
        body = queries.correspondents()[one.sender]
        return render_template("desk/letters/kept.html", letter=one, body=body)
    return _page(one, Reason())


@door.post("/<int:number>/release")
@guarded(RELEASE_LETTERS, letter_of)
def release(one: Letter) -> ResponseReturnValue:
    with decision(present().actor) as this:
        handling.release(this, [one])
    return _back(one, gettext("The letter goes out now."))


@door.post("/<int:number>/discard")
@guarded(RELEASE_LETTERS, readable)
def discard(one: Letter) -> ResponseReturnValue:
    form = Reason()
    if not form.is_sent:
        return _page(one, form), 422
    with decision(present().actor) as this:
        handling.discard(this, one, form.why.data)
    return _back(one, gettext("The letter is discarded. You can still put it back."))


@door.post("/<int:number>/put-back")
@guarded(RELEASE_LETTERS, readable)
def put_back(one: Letter) -> ResponseReturnValue:
    with decision(present().actor) as this:
        handling.put_back(this, one)
    return _back(one, gettext("The letter is among the held ones again."))


@door.post("/<int:number>/again")
@guarded(RELEASE_LETTERS, readable)
def send_again(one: Letter) -> ResponseReturnValue:
    with decision(present().actor) as this:
        again = handling.send_again(this, one, _present_address(one))
    return _back(again, gettext("This is the same letter once more. It goes out now."))


@door.route("/<int:number>/edit", methods=["GET", "POST"])
@guarded(RELEASE_LETTERS, readable)
def edit(one: Letter) -> ResponseReturnValue:
    """Change a held letter; `preview` shows what it would look like."""
    base_url = current_app.config["BASE_URL"]
    before = Text(one.subject, one.text)
    form = Rewording(rules.shown(before, base_url))
    is_sent = form.is_sent
    new = Text(form.subject.data or "", form.body.data or "")
    faults = [say(fault) for fault in rules.faults_of_reworded(new, before)] if is_sent else []
    form.body.errors = [*form.body.errors, *faults]
    if is_sent and not faults and "preview" not in request.form:
        with decision(present().actor) as this:
            handling.reword(this, one, new, base_url)
        return _back(one, gettext("The letter is changed. It is still held."))
    is_faulty = request.method == "POST" and (not is_sent or bool(faults))
    preview = rules.stored(new, base_url) if is_sent and not faults else None
    page = render_template("desk/letters/edit.html", letter=one, form=form, preview=preview)
    return page, 422 if is_faulty else 200


QUESTIONS = ("q", "state", "kind", "meeting", "about")


def _wanted(asked: dict[str, str]) -> Wanted:
    """What the address asks for; what it asks for and is unknown is left out."""
    code = asked["meeting"]
    found = meetings.meeting(code) if code else None
    wanted = Wanted(
        words=asked["q"],
        kind=asked["kind"] if asked["kind"] in KINDS else None,
        meeting_id=found.id if found else None,
        about=asked["about"] or None,
        senders=senders(),
        unread=unread(),
    )
    return replace(wanted, pile=Pile(asked["state"])) if asked["state"] in set(Pile) else wanted


def _page(one: Letter, form: Reason) -> str:
    now_at = _present_address(one)
    return render_template(
        "desk/letters/one.html",
        letter=one,
        form=form,
        kind=of_kind(one.kind),
        body=queries.correspondents()[one.sender],
        why_not_again=handling.why_not_again(one),
        address=now_at.address if now_at else one.address,
        repeats=queries.repeats(one),
        meetings=meetings.codes(),
    )


def _present_address(one: Letter) -> Addressee | None:
    """Where letters reach the reader today."""
    if one.person_id is None:
        return None
    try:
        return addressee(person(one.person_id))
    except NotFound:
        return None


def _back(one: Letter, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("desk_letters.letter", number=one.id), 303)
