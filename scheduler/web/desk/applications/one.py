"""One application with all that is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request

from scheduler.applications import checks, joining, permissions
from scheduler.applications.comparing import said_of_states, similar
from scheduler.applications.cosponsoring import waits_for_contact
from scheduler.applications.deciding import readings, why_not_accept
from scheduler.applications.material import USUAL_REASONS
from scheduler.applications.models import Application, CoSponsor, Joining, Reading, Version
from scheduler.applications.permissions import ADVISE, DECIDE, SEE
from scheduler.applications.queries import rivals, versions
from scheduler.applications.queue import place_of
from scheduler.applications.terms import State
from scheduler.applications.undoing import why_not_undo
from scheduler.applications.workflow import MATERIAL, OPEN, WORKFLOW
from scheduler.calls.queries import why_not_lead
from scheduler.kernel.permissions import may
from scheduler.kernel.words import Sentence
from scheduler.mail.models import Letter
from scheduler.mail.queries import troubles_of
from scheduler.mail.search import Wanted, letters
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.contents import parts
from scheduler.web.desk.applications.door import application_of, door
from scheduler.web.desk.applications.for_them import CAN_END
from scheduler.web.visitors import present

MOST_LETTERS = 10


@dataclass(frozen=True)
class Fault:
    """What was refused: the act, why, and what was typed, which is not lost."""

    act: str
    said: str
    typed: str = ""


@dataclass(frozen=True)
class Supporter:
    """A co-sponsor, with letters to it that did not arrive, and whether its contact has to confirm yet."""

    row: CoSponsor
    troubles: Sequence[Letter]
    waits: bool


@door.get("/<int:number>/")
@guarded(ADVISE, application_of)
def application(one: Application) -> str:
    return page(one)


def page(one: Application, fault: Fault | None = None) -> str:
    """The whole page; `fault` is told at what was refused."""
    submitted = versions(one)
    chosen = _chosen(submitted)
    found = readings(one)
    decides = may(present(), DECIDE)
    return render_template(
        "desk/applications/one.html",
        one=one,
        versions=submitted,
        chosen=chosen,
        parts=parts(one, chosen),
        place=place_of(one),
        checks=checks.NAMES,
        readings=_by_reader(found),
        mine={each.check: each for each in found if each.reader == present().actor},
        readers=words.people([one.claimed_by, present().actor, *(each.reader for each in found)]),
        may_check=decides and one.state in OPEN,
        cannot_lead=_cannot_lead(one),
        states=said_of_states(one),
        similar=[each for each in similar(one) if may(present(), SEE, each.application)],
        rivals=[other for other in rivals(one) if may(present(), SEE, other)],
        supporters=_supporters(one),
        into=_into(one),
        joinings=_joinings(one),
        letters=letters(Wanted(about=one.thing), 0, MOST_LETTERS),
        steps=[step for step in WORKFLOW.from_state(one.state) if step.act is DECIDE] if decides else [],
        why_not_accept=why_not_accept(one),
        why_not_undo=why_not_undo(one) if decides else Sentence(""),
        can_end=decides and one.state in CAN_END,
        flyer_steps=_flyer_steps(one),
        usual_reasons=USUAL_REASONS,
        fault=fault,
        words=words,
        acts=permissions,
    )  # fmt: skip


def _chosen(submitted: Sequence[Version]) -> Version:
    """The version that the address asks for; the last one."""
    asked = request.args.get("version", type=int)
    return next((one for one in submitted if one.number == asked), submitted[-1])


def _supporters(one: Application) -> list[Supporter]:
    troubled = troubles_of([row.thing for row in one.cosponsors])
    return [Supporter(row, troubled.get(row.thing, []), waits_for_contact(row)) for row in one.cosponsors]


def _by_reader(found: Sequence[Reading]) -> dict[str, dict[str, Reading]]:
    readers: dict[str, dict[str, Reading]] = {}
    for one in found:
        readers.setdefault(one.reader, {})[one.check] = one
    return readers


def _cannot_lead(one: Application) -> list[Sentence]:
    found = (why_not_lead(one.call, each.organisation) for each in one.organisers)
    return [why for why in found if why]


def _into(one: Application) -> Application | None:
    return application_of(one.joined_into_id) if one.joined_into_id else None


def _joinings(one: Application) -> list[tuple[Joining, bool]]:
    """Offers between this one and others, and whether what was joined can be parted again."""
    return [(each, joining.why_not_undo(each) is None) for each in joining.offers(one)]


def _flyer_steps(one: Application) -> set[str]:
    if one.material is None or one.state is State.JOINED:
        return set()
    return {step.name for step in MATERIAL.from_state(one.material.state)}
