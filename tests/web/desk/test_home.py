"""What waits at the desk, for whom, and since when."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, OrganisationKind, Role, Standing
from scheduler.mail.models import Letter
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import browser, member, organisation, signed_in

NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)


def letter(app: Flask, state: LetterState, at: datetime, **more: object) -> None:
    given = {"kind": "own-page", "sender": "secretariat", "address": "a@letters.example", "language": "en"}
    sent = at if state is LetterState.SENT else None
    with app.app_context(), bookkeeping("tests"):
        written = {"subject": "S", "text": "T", "about": "x", "message_id": new_uid(), "written_at": at}
        session.add(Letter(**{**given, **written, "due_at": at, "sent_at": sent, "state": state, **more}))


def at_desk(app: Flask, role: Role) -> list[str]:
    return texts(read(signed_in(app, member(app, role)), "/desk/"), ".works a")


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMIN, Role.CHAIR, Role.CHANNEL_REVIEWER])
def test_where_nothing_waits_it_says_so(app: Flask, role: Role) -> None:
    page = read(signed_in(app, member(app, role)), "/desk/")
    assert texts(page, "h1") == ["What waits"]
    assert texts(page, "h1 + p") == [
        "Nothing waits for you now. When something does, it stands here with a number and the time since "
        "when it waits."
    ]
    assert page.css("svg") == []


def test_every_kind_of_work_with_its_number_and_age(app: Flask) -> None:
    with clock.set_to(NOON - timedelta(days=2)):
        body = organisation(app, verified=False)
        member(app, None, body, standing=Standing.ASKED)
    with clock.set_to(NOON):
        member(app, None, body, standing=Standing.ASKED)
        for days, state in ((3, LetterState.HELD), (1, LetterState.HELD), (4, LetterState.FAILED)):
            letter(app, state, NOON - timedelta(days=days))
        letter(app, LetterState.SENT, NOON, unsure=True)
        page = read(signed_in(app, member(app, Role.SECRETARIAT)), "/desk/")
    assert texts(page, ".works a") == [
        "1 Letters that did not arrive",
        "2 Letters held for release",
        "2 Requests to speak for an organisation",
        "1 Letters that may have arrived twice",
        "1 Organisations that nobody has verified",
    ]
    assert texts(page, ".works .hint")[1] == (
        "Read them, and let them go or discard them. The oldest since Sat 6 March 2027, 13:00."
    )
    assert texts(page, ".works .hint")[4] == "Look up what they are before a call opens."


def test_each_leads_to_its_list(app: Flask) -> None:
    member(app, None, organisation(app, verified=False), standing=Standing.ASKED)
    for state in (LetterState.HELD, LetterState.FAILED):
        letter(app, state, NOON)
    letter(app, LetterState.SENT, NOON, unsure=True)
    client = signed_in(app, member(app, Role.SECRETARIAT))
    found = links(read(client, "/desk/"), ".works a")
    assert len(found) == 5
    for address in found:
        assert address is not None
        read(client, address)


def test_a_letter_written_again_waits_no_more(app: Flask) -> None:
    letter(app, LetterState.FAILED, NOON)
    with app.app_context(), bookkeeping("tests"):
        number = session.query(Letter.id).scalar()
    letter(app, LetterState.SENT, NOON, again_id=number)
    assert at_desk(app, Role.SECRETARIAT) == []


def test_the_civil_society_unit_sees_what_concerns_ngos(app: Flask) -> None:
    state = organisation(app, kind=OrganisationKind.MEMBER_STATE, verified=False)
    organisation(app, kind=OrganisationKind.NGO, verified=False)
    member(app, None, state, standing=Standing.ASKED)
    letter(app, LetterState.HELD, NOON)
    assert at_desk(app, Role.CIVIL_SOCIETY_UNIT) == ["1 Organisations that nobody has verified"]


def test_letters_are_drawn_by_the_day_in_vienna(app: Flask) -> None:
    with clock.set_to(NOON):
        for at in (NOON, NOON - timedelta(days=1), datetime(2027, 3, 8, 23, 30, tzinfo=UTC)):
            letter(app, LetterState.SENT, at)  # half past midnight of the 9th in Vienna
        letter(app, LetterState.SENT, NOON - timedelta(days=14))
        page = read(signed_in(app, member(app, Role.SECRETARIAT)), "/desk/")
    rows = list(zip(texts(page, ".chart th[scope=row]"), texts(page, ".chart td"), strict=True))
    assert len(rows) == 14
    assert [row for row in rows if row[1] != "0"] == [("Mon 8 March 2027", "1"), ("Tue 9 March 2027", "2")]
    assert texts(page, ".chart .on-bar") == ["1", "2"]
    assert len(page.css(".chart rect")) == 14


def test_who_may_not_is_turned_away(app: Flask) -> None:
    assert signed_in(app, member(app)).get("/desk/").status_code == 403
    assert browser(app).get("/desk/").location == "/account/login?next=/desk/"


def test_its_questions_are_as_many_for_one_as_for_thirty(app: Flask) -> None:
    client = signed_in(app, member(app, Role.SECRETARIAT))
    costs = []
    for more in (1, 29):
        for _ in range(more):
            member(app, None, organisation(app, verified=False), standing=Standing.ASKED)
            letter(app, LetterState.HELD, NOON)
        with counted(app) as sent:
            page = read(client, "/desk/")
        costs.append(len(sent))
    assert texts(page, ".works .number") == ["30", "30", "30"]
    assert costs[0] == costs[1]
