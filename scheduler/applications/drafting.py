"""Writing an application: begun once, kept at every step, by several people without losing anybody's text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from scheduler.applications.accepted import pass_on
from scheduler.applications.anew import lock
from scheduler.applications.facts import (
    Facts,
    Faulty,
    faults,
)
from scheduler.applications.marks import Marks, marks
from scheduler.applications.models import Application, Organiser
from scheduler.applications.queries import current
from scheduler.applications.terms import State
from scheduler.applications.workflow import WORKFLOW
from scheduler.applications.writing import closed, unknown, write
from scheduler.audit.actions import record
from scheduler.audit.queries import history
from scheduler.calls.models import Call
from scheduler.calls.queries import why_not_lead
from scheduler.calls.rules import Late, Phase, phase
from scheduler.kernel import clock
from scheduler.kernel.codes import new_code
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation, Person

MOST_DRAFTS = 20
"""Drafts that one person may have in one call."""
COPIED = ("title", "abstract", "theme", "format", "languages", "attendance", "equipment", "contact", "note")
"""What a copy takes over. Links, slots, speakers, co-sponsors and the flyer belong to the one event."""

ONE_LINE_FOR = timedelta(minutes=15)
"""So long the history tells once that somebody is writing."""
SAVES = ("save a draft", "change after receipt")
"""How the history calls a save, before and after the receipt."""


@dataclass(frozen=True)
class Differing:
    """A field of which there are two versions."""

    field: str
    stored: Any
    typed: Any


class Stale(Clash):
    """Somebody else saved meanwhile. Nothing was written; both versions are here."""

    def __init__(self, revision: int, differing: list[Differing]) -> None:
        super().__init__(
            Sentence("Somebody else changed this application meanwhile. Choose what to keep, and save again.")
        )
        self.revision, self.differing = revision, differing


def start(
    this: Decision, call: Call, person: Person, organisation: Organisation | None = None
) -> Application:
    """A new draft; or again the one that this person began in this call and did not touch yet, so that two
    clicks make one. Raises Refused for an organisation that cannot lead, and for a call that is over."""
    _lock_person(person)
    if found := _untouched(call, person, organisation, copied_from=None):
        return _again(this, found)
    if organisation and (why := why_not_lead(call, organisation)):
        raise Refused(why)
    return begin(this, call, person, organisation)


def copy(this: Decision, call: Call, person: Person, earlier: Application) -> Application:
    """A new draft with the words of an earlier application."""
    _lock_person(person)
    organisation = earlier.lead
    if organisation and (organisation.merged_into_id or why_not_lead(call, organisation)):
        organisation = None
    if found := _untouched(call, person, organisation, copied_from=earlier.id):
        return _again(this, found)
    draft = begin(this, call, person, organisation, copied_from=earlier.id)
    for field in COPIED:
        setattr(draft, field, getattr(earlier, field))
    return draft


def save(
    this: Decision,
    application: Application,
    revision: int,
    facts: Facts,
    begins: datetime | None = None,
    *,
    shown: Marks | None = None,
    in_passing: bool = False,
) -> list[str]:
    """Keep what was typed; returns the fields that changed. `revision` is the one that the form showed, and
    `shown` are marks of its values, where it gave any; `begins`: when the event begins (UTC), where that is
    known. `in_passing`: while somebody types, where the history need not tell of every time.

    Raises Stale when somebody else saved one of these fields meanwhile, Faulty when something is wrong or can
    no longer be changed: then nothing is written.
    """
    lock(application)
    stored = current(application)
    before = stored.given
    changed = {field: value for field, value in facts.given.items() if value != before[field]}
    if not changed:
        leave_as_it_is(this)
        return []
    if changed.keys() & (_differing(stored, shown) if shown else _changed_since(application, revision)):
        found = [Differing(field, before[field], value) for field, value in changed.items()]
        raise Stale(application.revision, found)
    if wrong := [
        *closed(application, changed, this.at, begins),
        *faults(facts),
        *unknown(application, changed),
    ]:
        raise Faulty(wrong)
    for field, value in changed.items():
        write(this, application, field, value)
    _refresh(this, application)
    if not in_passing or not _is_told(this, application, set(changed)):
        _note(this, application, sorted(changed))
    pass_on(application)
    return sorted(changed)


def discard(this: Decision, application: Application) -> None:
    """Throw a draft away."""
    _move(this, application, "discard")
    record(this, "throw the draft away", application.thing, about=_about(application))


def restore(this: Decision, application: Application) -> None:
    """Take it back."""
    _move(this, application, "restore")
    record(this, "take the draft back", application.thing, about=_about(application))


def leave_as_it_is(this: Decision) -> None:
    """Nothing was to be done, so that there is nothing to keep."""
    if not this.records:
        this.abandon()


def _differing(stored: Facts, shown: Marks) -> set[str]:
    """The fields that no longer say what a form showed."""
    return {field for field, mark in marks(stored).items() if shown.get(field) != mark}


def _is_told(this: Decision, application: Application, fields: set[str]) -> bool:
    """Whether the history's last line says already that the same hand is writing here."""
    last = history(application.thing)[-1]
    told = last.content.facts if last.content and last.act in SAVES else {}
    is_fresh = this.at - last.at < ONE_LINE_FOR
    return is_fresh and told.get("actor") == this.actor and fields <= set(told.get("fields", ()))


def _changed_since(application: Application, revision: int) -> set[str]:
    """The fields that were saved since a form was shown; all, where that cannot be told."""
    if revision == application.revision:
        return set()
    saves = [one for one in history(application.thing) if one.act in SAVES]
    since = saves[revision - 1 :] if 0 < revision < application.revision else []
    if len(since) != application.revision - revision or any(one.content is None for one in since):
        return set(Facts.model_fields)
    return {field for one in since if one.content for field in one.content.facts["fields"]}


def _again(this: Decision, application: Application) -> Application:
    leave_as_it_is(this)
    return application


def _lock_person(person: Person) -> None:
    """Two clicks of one person come one after the other."""
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))


def _untouched(
    call: Call, person: Person, organisation: Organisation | None, copied_from: int | None
) -> Application | None:
    found = select(Application).where(
        Application.call_id == call.id,
        Application.person_id == person.id,
        Application.state == State.DRAFT,
        Application.revision == 1,
        Application.copied_from_id == copied_from,
    )
    drafts = session.scalars(found.order_by(Application.id)).all()
    return next((draft for draft in drafts if draft.lead is organisation), None)


def begin(
    this: Decision,
    call: Call,
    person: Person,
    organisation: Organisation | None = None,
    copied_from: int | None = None,
) -> Application:
    """A new draft, whatever else this person began. Raises Refused for a call that is over, but not for what
    the desk enters."""
    if not this.on_behalf:
        _require_room(call, person)
    draft = Application(
        call=call,
        code=new_code(_Taken()),
        state=State.DRAFT,
        revision=1,
        made_at=this.at,
        changed_at=this.at,
        person_id=person.id,
        copied_from_id=copied_from,
    )
    session.add(draft)
    if organisation:
        draft.organisers.append(Organiser(organisation=organisation, position=0))
    session.flush()
    about = [call.thing, f"person {person.id}", *_about(draft)]
    record(this, "start an application", draft.thing, about=about, copied_from=copied_from)
    return draft


class _Taken:
    """The codes of all applications; one is looked up without reading the others."""

    def __contains__(self, code: object) -> bool:
        return session.scalar(select(Application.id).where(Application.code == code)) is not None


def _require_room(call: Call, person: Person) -> None:
    if call.late is Late.CLOSED and phase(call.terms, clock.now()) is Phase.OVER:
        raise Refused(Sentence("This call is closed. Nothing can be submitted any more."))
    drafts = select(func.count(Application.id)).where(
        Application.call_id == call.id,
        Application.person_id == person.id,
        Application.state == State.DRAFT,
    )
    if session.scalars(drafts).one() >= MOST_DRAFTS:
        raise Refused(
            Sentence("You have %(number)s drafts here. Go on with one of them.", number=MOST_DRAFTS)
        )


def _refresh(this: Decision, application: Application) -> None:
    application.changed_at = this.at
    session.flush()
    session.expire(application, ["organisers", "speakers", "wishes"])


def _note(this: Decision, application: Application, fields: list[str]) -> None:
    application.revision += 1
    about = _about(application)
    if application.receipt:
        record(this, "change after receipt", application.thing, about=about, fields=fields)
    else:
        record(this, "save a draft", application.thing, about=about, fields=fields)


def _move(this: Decision, application: Application, act: str) -> None:
    lock(application)
    application.state = WORKFLOW.to(act, application.state)
    application.changed_at = this.at


def _about(application: Application) -> list[str]:
    """Whom a record of it concerns besides."""
    return [f"organisation {one.organisation_id}" for one in application.organisers]
