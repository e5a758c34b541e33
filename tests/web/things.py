"""One of each thing that addresses are about, some of this one's and some of others; for the walk over all
routes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from scheduler.accounts.models import Account, SignIn
from scheduler.applications import cosponsoring
from scheduler.applications.models import CoSponsor
from scheduler.applications.queries import by_code
from scheduler.calls.actions import LATE_ENTRY
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping, decision
from scheduler.kernel.terms import EntryKind, LetterState, OrganisationKind, Role, SegmentKind, Standing
from scheduler.links.actions import make
from scheduler.mail.models import Letter
from scheduler.meetings.models import Entry
from scheduler.meetings.queries import existing_meeting
from scheduler.organisations.actions import name_person
from scheduler.organisations.merging import merge
from scheduler.organisations.models import Organisation, Representative
from scheduler.organisations.queries import person
from scheduler.programmes.actions import import_files
from scheduler.thematic_sessions.floor import open_list
from scheduler.thematic_sessions.models import Document, Segment, ThematicSession
from scheduler.thematic_sessions.terms import DocumentKind, DocumentStatus
from scheduler.timetable.clash_settings import link_entries
from scheduler.timetable.clashes.terms import Link
from scheduler.timetable.draft_programmes.showing import show
from scheduler.timetable.draft_programmes.terms import Audience
from scheduler.timetable.proposals.asking import ask
from scheduler.timetable.proposals.options import Options
from scheduler.timetable.queries import public_plan
from tests.applications import stage
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event
from tests.web import calendar_things, speaking_things
from tests.web.people import member, organisation, signed_in

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Things:
    """Numbers of things. `right` and `wrong` are organisations; what is `own` concerns who speaks for the
    right one."""

    right: int
    wrong: int
    own: Account
    other: Account
    asking: int
    """The representative who asks to speak for the right organisation."""
    speaking: int
    elsewhere: int
    """The representative who speaks for the wrong organisation."""
    sign_in: int
    letters: tuple[int, ...]
    link: int
    state: int
    """An organisation that is no NGO."""
    trusted: int
    """An account with a role."""
    grant: int
    merger: int
    person_merger: int
    applications: tuple[str, ...]
    """Codes: drafts of who speaks for the right organisation and for the wrong one, and one submitted."""
    received: int
    """The submitted one, by number; it names a co-sponsor."""
    cosponsor: int
    call: int
    late_entry: int
    """A link into the call."""
    floor: int
    """A session with a list of speakers."""
    nominations: tuple[str, ...]
    """Codes: of who speaks for the right organisation, and of who speaks for the wrong one."""
    asked: int
    """That an organisation was asked to name somebody in the call of T1."""
    holder: int
    """Who acts for VNGOC by a link."""
    late_nomination: int
    """A link into the call of T1."""
    speaks: str
    """The code of who accepted to speak in it."""
    at_bodies: tuple[str, ...]
    """Codes: of VNGOC's, at its reviewers; of a Regional Group's, at its coordinator."""
    speakers: int
    """The call for speakers that they are in."""
    session: int
    """A thematic session, with a segment, and a statement of the right organisation's speaker."""
    segment: int
    document: int
    plan: int
    """The public timetable of T1."""
    tie: int
    """A link between two entries."""
    run: int
    """A run of the allocation that waits."""
    draft: int
    """The draft programme of T1 that organisers see, by its number in the meeting."""
    invitation: int
    """That something lies in somebody's calendar."""
    untaken: int
    """An answer of a calendar that was not taken."""


def make_things(app: Flask) -> Things:
    """Put them into an empty database."""
    _fill(app)
    right, wrong = organisation(app, "Right Foundation"), organisation(app, "Wrong Foundation")
    own, other = (member(app, organisation=body) for body in (right, wrong))
    asking = member(app, organisation=right, standing=Standing.ASKED)
    trusted = member(app, Role.CHAIR)
    state = organisation(app, "State of Examples", OrganisationKind.MEMBER_STATE)
    signed_in(app, own)
    mergers = _mergers(app)
    applications = _applications(app, (own, right.id), (other, wrong.id))
    received, call = _received(app, applications[-1])
    nominations = speaking_things.nominations(app, (own, right.id), (other, wrong.id))
    asked, holder, late_nomination, speaks = speaking_things.around_the_call(app, right.id)
    at_bodies, speakers = speaking_things.at_bodies(app)
    with app.app_context(), bookkeeping("tests") as this:
        late, _ = make(this, LATE_ENTRY, f"call {call}", lasts=timedelta(days=1))
        link, _ = make(this, "own-page", f"person {own.person_id}", lasts=timedelta(days=1))
        return Things(
            right.id,
            wrong.id,
            own,
            other,
            asking=_representative(asking),
            speaking=_representative(own),
            elsewhere=_representative(other),
            sign_in=session.scalars(select(SignIn.id)).one(),
            letters=tuple(_letter(this, sender, own) for sender in ("secretariat", "vngoc")),
            link=link.id,
            state=state.id,
            trusted=trusted.id,
            grant=trusted.grants[0].id,
            merger=mergers[0],
            person_merger=mergers[1],
            applications=applications,
            received=received,
            cosponsor=_cosponsor(received),
            call=call,
            late_entry=late.id,
            floor=_floor(this),
            nominations=nominations,
            asked=asked,
            holder=holder,
            late_nomination=late_nomination,
            speaks=speaks,
            at_bodies=at_bodies,
            speakers=speakers,
            **_session(own),
            plan=_plan(),
            tie=_tie(this),
            run=ask(this, existing_meeting("T1"), Options()).id,
            draft=_draft(this),
            **calendar_things.make(own),
        )


def _applications(app: Flask, *drafting: tuple[Account, int]) -> tuple[str, ...]:
    """A draft of each account for its organisation, and what somebody submitted for the last one."""
    with app.app_context():
        always = {"opens_at": datetime(2020, 1, 1, tzinfo=UTC), "closes_at": datetime(2099, 1, 1, tzinfo=UTC)}
        call = stage.call(existing_meeting("T1"), ngos_need_status=False, **always)
        made = [
            stage.draft(call, session.get_one(Organisation, body), person(account.person_id))
            for account, body in drafting
        ]
        made.append(stage.received(call, session.get_one(Organisation, drafting[-1][1])))
        return tuple(one.code for one in made)


def _received(app: Flask, code: str) -> tuple[int, int]:
    """An application and its call by number; it names a co-sponsor now."""
    with app.app_context(), decision("tests") as this:
        one = by_code(code)
        cosponsoring.name(this, one, "Supporting Foundation")
        return one.id, one.call_id


def _cosponsor(application: int) -> int:
    return session.scalars(select(CoSponsor.id).where(CoSponsor.application_id == application)).one()


def _floor(this: Decision) -> int:
    made = speaking_things.a_session("FLOOR")
    open_list(this, made)
    return made.id


def _mergers(app: Flask) -> tuple[int, int]:
    """Of two organisations, and of two people."""
    bodies = [organisation(app).id for _ in range(2)]
    with app.app_context(), decision("tests") as this:
        one, other = (session.get_one(Organisation, number) for number in bodies)
        ann, anne = name_person("Ann Example"), name_person("Anne Example")
        session.flush()
        return merge(this, one, other).id, merge(this, ann, anne).id


def _fill(app: Flask) -> None:
    with app.app_context():
        file = as_bytes(programme(side_event(code="AAAAA")))
        assert import_files([("file", file)], actor="tests", base_url=BASE_URL).faults == []


def _session(author: Account) -> dict[str, int]:
    item = ThematicSession(
        meeting_id=existing_meeting("T1").id,
        kind=EntryKind.THEMATIC_SESSION,
        code="SSSSS",
        uid=new_uid(),
        title="A session",
        segments=[Segment(kind=SegmentKind.PANEL, position=0)],
    )
    item.documents = [
        Document(
            position=0,
            kind=DocumentKind.STATEMENT,
            status=DocumentStatus.DRAFT,
            title="A statement",
            url="https://statement.example/",
            version="1",
            author_id=author.person_id,
        )
    ]
    session.add(item)
    session.flush()
    numbers = {"segment": item.segments[0].id, "document": item.documents[0].id}
    return {"session": item.id, **numbers}


def _plan() -> int:
    plan = public_plan(existing_meeting("T1"))
    assert plan
    return plan.id


def _tie(this: Decision) -> int:
    meeting = existing_meeting("T1")
    first, second = session.scalars(select(Entry).where(Entry.meeting_id == meeting.id).limit(2))
    return link_entries(this, meeting, Link.NOT_PARALLEL, first, second, "").id


def _draft(this: Decision) -> int:
    meeting = existing_meeting("T1")
    plan = public_plan(meeting)
    assert plan
    return show(this, meeting, plan, Audience.ORGANISERS, meeting.ends).number


def _representative(account: Account) -> int:
    mine = select(Representative.id).where(Representative.person_id == account.person_id)
    return session.scalars(mine).one()


def _letter(this: Decision, sender: str, to: Account) -> int:
    letter = Letter(
        message_id=f"letter-of-{sender}",
        kind="speak-agreed",
        sender=sender,
        person_id=to.person_id,
        address=to.email,
        language="en",
        subject="Subject",
        text="Text",
        about=f"person {to.person_id}",
        state=LetterState.HELD,
        written_at=this.at,
        due_at=this.at,
    )
    session.add(letter)
    session.flush()
    return letter.id


def _numbers(*names: str) -> Callable[[Things], list[Values]]:
    """Addresses with the numbers of these things."""
    return lambda things: [{"number": getattr(things, name)} for name in names]


def _letters(things: Things) -> list[Values]:
    return [{"number": number} for number in things.letters]


def _applications_of(things: Things) -> list[Values]:
    return [{"code": code} for code in things.applications]


EXAMPLES: dict[str, Callable[[Things], list[Values]]] = {
    "/<code>/draft/": lambda things: [{"code": "T1", "number": things.draft}],
    "/account/applications/": _applications_of,
    "/account/nominations/": lambda things: [{"code": code} for code in things.nominations],
    "/account/nominations/none/": lambda _: [{"meeting": "T1", "call": "speakers"}],
    "/account/nominations/new/": lambda _: [{"meeting": "T1", "call": "speakers"}],
    "/account/organisations/events/": lambda things: [{"body": things.right}, {"body": things.wrong}],
    "/account/organisations/events/answers/": lambda things: [{"one": things.cosponsor}],
    "/account/organisations/": _numbers("asking", "speaking", "elsewhere"),
    "/account/security/sign-ins/": _numbers("sign_in"),
    "/account/speaking/": lambda things: [{"code": code, "kind": "statement"} for code in things.nominations],
    "/account/speaking/texts/": lambda things: [{"number": things.document}],
    "/desk/accounts/": _numbers("trusted"),
    "/desk/accounts/<int:number>/roles/<": lambda things: [{"number": things.trusted, "grant": things.grant}],
    "/desk/applications/": lambda things: [{"number": things.received, "cosponsor": things.cosponsor}],
    "/desk/applications/enter/": lambda things: [{"call": things.call, "person": things.own.person_id}],
    "/desk/board/": lambda _: [{"code": "T1"}],
    "/desk/bodies/": lambda things: [
        {"code": code, "do": "endorse", "number": things.speakers, "channel": "VNGOC"}
        for code in things.at_bodies
    ],
    "/desk/calendars/": lambda _: [{"code": "T1"}],
    "/desk/calendars/answers/": _numbers("untaken"),
    "/desk/calendars/invitations/": _numbers("invitation"),
    "/desk/calls/": lambda things: [{"number": things.call, "link": things.late_entry}],
    "/desk/calls/new/": lambda _: [{"code": "T1", "kind": "exhibition"}],
    "/desk/floor/": lambda things: [{"number": things.floor, "step": "give"}],
    "/desk/floor/times/": lambda _: [{"code": "T1"}],
    "/desk/letters/": _letters,
    "/desk/letters/meetings/": lambda _: [{"code": "T1"}],
    "/desk/letters/senders/": lambda _: [{"code": "secretariat"}],
    "/desk/letters/texts/": lambda _: [{"kind": "speak-agreed", "language": "en"}],
    "/desk/links/": _numbers("link"),
    "/desk/meetings/": lambda _: [{"code": "T1", "number": 1}],
    "/desk/on-behalf/": lambda things: [{"number": things.own.person_id, "slug": "ask"}],
    "/desk/organisations/": _numbers("right", "wrong", "state"),
    "/desk/organisations/mergers/": _numbers("merger"),
    "/desk/organisations/representatives/": _numbers("asking", "speaking", "elsewhere"),
    "/desk/speakers/": lambda things: [
        {
            **{"code": "T1", "call": "speakers", "channel": "VNGOC", "place": 1, "do": "up"},
            **{"holder": things.holder, "link": things.late_nomination, "number": things.asked},
            **{"nomination": things.speaks, "kind": "statement"},
        }
    ],
    "/desk/sessions/": lambda things: [{"number": things.session, "segment": things.segment}],
    "/desk/sessions/documents/": lambda things: [{"number": things.document}],
    "/desk/timetable/": lambda things: [
        {"code": "T1", "link": things.tie, "number": things.plan, "other": things.plan, "run": things.run}
    ],
    "/desk/timetable/<code>/drafts/": lambda things: [
        {"code": "T1", "draft": things.draft, "entry": "AAAAA"}
    ],
    "/desk/people/": lambda things: [{"number": one.person_id} for one in (things.own, things.other)],
    "/desk/people/mergers/": _numbers("person_merger"),
}
"""For the guarded addresses that begin so, what stands in them: examples of one's own and of others."""


def examples(things: Things, rule: Rule) -> list[Values]:
    """Values for an address, by what it begins with at most."""
    if not rule.arguments:
        return [{}]
    known = [beginning for beginning in EXAMPLES if rule.rule.startswith(beginning)]
    assert known, f"{rule.rule} ({rule.endpoint}) needs examples in tests/web/things.py"
    found = EXAMPLES[max(known, key=len)](things)
    return [{name: values[name] for name in rule.arguments} for values in found]


EVERYWHERE: Values = {
    "call": "speakers",
    "channel": "VNGOC",
    "code": "T1",
    "do": "endorse",
    "name": "words.pdf",
    "entry": "AAAAA",
    "filename": "favicon.svg",
    "language": "en",
    "letter": "S",
    "number": 1,
    "section": "side-events",
    "slug": "republic-of-examples",
    "token": "no-token",
}
"""Values for addresses that are open to everybody."""
SIGNED_IN_ONLY = {
    "security.change_email",
    "security.change_password",
    "security.mf_recovery_codes",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.verify",
    "security.wan_delete",
    "security.wan_register",
    "security.wan_register_response",
    "security.wan_verify",
    "security.wan_verify_response",
}
"""Of Flask-Security's views, which ask by themselves."""
