"""The opening second and the closing minute of a call: all organisations submit at once, over HTTP against
`scheduler serve`, on SQLite and on PostgreSQL; beside a bare WSGI application under the same server.

python3 dev.py bench rush [--organisations N] [--clients N]

Every tenth application is submitted twice, as by two clicks. Afterwards the database is looked through: one
receipt for each accepted application, numbers without gaps in the order of the commits, a whole chain, one
letter for each receipt. Exits with 1 when anything is wrong.
"""

import argparse
import http.client
import os
import queue
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask, g
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from bench import stage
from scheduler import create_app
from scheduler.accounts.actions import begin_sign_in
from scheduler.accounts.models import Account
from scheduler.applications.drafting import save, start
from scheduler.applications.facts import Facts
from scheduler.applications.keys import Keyring
from scheduler.applications.models import Application, Receipt
from scheduler.applications.terms import State
from scheduler.applications.verifying import faults_of_chain
from scheduler.audit.models import Content, Record
from scheduler.audit.queries import broken_links
from scheduler.calls.actions import set_terms
from scheduler.calls.models import Call
from scheduler.calls.queries import of_kind
from scheduler.calls.rules import Late, Terms
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.terms import MeetingKind, OrganisationKind, SideEventKind
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.migrations import steps
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.models import Organisation

PATH = "/account/applications/{code}/submit/"
SOON = timedelta(seconds=3)
"""Until the call opens, so that all clients stand before the door."""
KINDS = (SideEventKind.SIDE_EVENT, SideEventKind.SPECIAL_EVENT)
"""Of the call that opens, and of the one that closes."""
TRIES = 200
"""How often somebody who came too early knocks."""


@dataclass(frozen=True)
class Click:
    """One request to submit: where, and who asks."""

    code: str
    cookie: str
    token: str


@dataclass
class Heard:
    """What came back: the last status for each application, all statuses, and how long each took, in ms."""

    accepted: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    seconds: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--organisations", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16, help="that submit at once")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, stage.databases() as kinds:
        wrong = [fault for kind in kinds.items() for fault in both_rushes(kind, Path(name), given)]
    for fault in wrong:
        print(f"WRONG: {fault}")
    sys.exit(bool(wrong))


def both_rushes(kind: tuple[str, str], folder: Path, given: argparse.Namespace) -> list[str]:
    name, url = kind
    print(f"\n{name}, {given.organisations} organisations, {given.clients} clients")
    environment = stage.settings(folder, f"{name}-rush", url)
    os.environ.update(environment)
    app = create_app()
    opening, closing = furnish(app, given.organisations)
    with stage.ours(environment, folder) as port:
        first = opening_second(app, port, opening, given.clients)
        rate = max(1, len(first.accepted)) / first.seconds
        second = closing_minute(app, port, closing, given.clients, rate)
    bare_rate(folder, opening, given.clients)
    wrong = [fault for heard, one in ((first, 0), (second, 1)) for fault in look_through(app, heard, one)]
    with app.app_context():
        db.engine.dispose()
    for variable in environment:
        del os.environ[variable]
    return [f"{name}: {fault}" for fault in wrong]


def furnish(app: Flask, organisations: int) -> tuple[list[Click], list[Click]]:
    """A meeting with two calls, and in each a ready draft of every organisation."""
    with app.app_context():
        steps.upgrade(db.engine)
        with decision("bench") as this:
            both = [set_terms(this, meeting(), terms(kind)) for kind in KINDS]
            made = [one for number in range(organisations) for one in drafts(this, both, number)]
            clicks = [click(app, this, account, application) for account, application in made]
        session.remove()
    return clicks[0::2], clicks[1::2]


def meeting() -> Meeting:
    known = session.scalars(select(Meeting)).one_or_none()
    if known is None:
        day = (clock.now() + timedelta(days=60)).date()
        known = Meeting(
            code="RUSH",
            title="A rush",
            kind=MeetingKind.REGULAR_SESSION,
            starts=day,
            ends=day,
            time_zone="Europe/Vienna",
        )
        session.add(known)
    return known


def terms(kind: SideEventKind) -> Terms:
    now = clock.now()
    whole_year = timedelta(days=365)
    return Terms(kind, now - whole_year, now + whole_year, Late.CLOSED, frozenset(OrganisationKind))


def drafts(this: Decision, both: Iterable[Call], number: int) -> Iterable[tuple[Account, Application]]:
    """One organisation with its account, and its draft in each call."""
    person = name_person(f"Person {number}")
    account = Account(
        person=person,
        email=f"person{number}@body{number}.example",
        fs_uniquifier=f"bench-{number}",
        confirmed_at=this.at,
        made_at=this.at,
    )
    session.add(account)
    session.flush()
    kind = OrganisationKind.MEMBER_STATE if number % 10 == 0 else OrganisationKind.IGO
    lead: Organisation = enrol(f"Body {number}", kind=kind)
    for call in both:
        made = start(this, call, person, lead)
        save(this, made, made.revision, Facts(title=f"Event {number}"))
        yield account, made


def click(app: Flask, this: Decision, account: Account, application: Application) -> Click:
    """A request of a browser where the account is signed in; its cookie is made as the application does."""
    sign_in = begin_sign_in(this, account, strong=False, browser="bench")
    with app.test_request_context():
        g.pop("csrf_token", None)  # it is that of the click before
        token = generate_csrf()
        cookie.update(_user_id=account.fs_uniquifier, _fresh=True, sign_in=sign_in)
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return Click(
            application.code, f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(cookie))}", token
        )


def opening_second(app: Flask, port: int, clicks: list[Click], clients: int) -> Heard:
    """Everybody waits for the opening, and knocks again who was too early."""
    opens = clock.now() + SOON
    change(app, 0, opens_at=opens)
    heard = rush(port, clicks, clients, before=lambda: wait_for(opens), tries=TRIES)
    tell("opening second", heard)
    return heard


def closing_minute(app: Flask, port: int, clicks: list[Click], clients: int, rate: float) -> Heard:
    """The call closes when about half of them have submitted."""
    closes = clock.now() + timedelta(seconds=len(clicks) / 2 / rate)
    change(app, 1, closes_at=closes)
    heard = rush(port, clicks, clients)
    tell("closing minute", heard)
    return heard


def change(app: Flask, place: int, **changes: Any) -> None:
    """Other terms for the first or the second call."""
    with app.app_context(), decision("bench") as this:
        call = existing_call(place)
        set_terms(this, call.meeting, replace(call.terms, **changes))


def existing_call(place: int) -> Call:
    call = of_kind(meeting(), KINDS[place])
    assert call is not None
    return call


def wait_for(moment: datetime) -> None:
    """A little less than until then: some are always too early."""
    time.sleep(max(0.0, (moment - clock.now()).total_seconds() - 0.05))


def rush(
    port: int, clicks: list[Click], clients: int, before: Callable[[], None] = lambda: None, tries: int = 1
) -> Heard:
    """All of them from so many clients, each on a connection that stays open."""
    waiting: queue.SimpleQueue[Click] = queue.SimpleQueue()
    for number, one in enumerate(clicks):
        for _ in range(2 if number % 10 == 0 else 1):
            waiting.put(one)
    heard, lock = Heard(), threading.Lock()
    threads = [
        threading.Thread(target=client, args=(port, waiting, heard, lock, tries)) for _ in range(clients)
    ]
    before()
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heard.seconds = time.perf_counter() - started
    return heard


def client(
    port: int, waiting: "queue.SimpleQueue[Click]", heard: Heard, lock: threading.Lock, tries: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while True:
        try:
            one = waiting.get_nowait()
        except queue.Empty:
            connection.close()
            return
        for _ in range(tries):
            status, took = post(connection, one)
            with lock:
                heard.statuses[status] += 1
                heard.took.append(took)
                if status in (200, 302, 303):
                    heard.accepted.add(one.code)
            if status in (200, 302, 303):
                break


def post(connection: http.client.HTTPConnection, one: Click) -> tuple[int, float]:
    """The status, and how long it took in milliseconds."""
    headers = {"Cookie": one.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    started = time.perf_counter()
    connection.request("POST", PATH.format(code=one.code), urlencode({"csrf_token": one.token}), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, (time.perf_counter() - started) * 1000


def bare_rate(folder: Path, clicks: list[Click], clients: int) -> None:
    """The same requests to an application that does nothing."""
    answer = (200, {"content-type": "text/html; charset=utf-8"}, b"<p>Received</p>")
    with stage.bare(answer, answer, folder) as port:
        tell("bare POST", rush(port, clicks, clients))


def tell(what: str, heard: Heard) -> None:
    rate = sum(heard.statuses.values()) / heard.seconds
    p50, p99 = (statistics.quantiles(heard.took, n=100)[place] for place in (49, 98))
    statuses = ", ".join(f"{number} x {status}" for status, number in sorted(heard.statuses.items()))
    print(
        f"  {what:<16} {rate:7.0f}/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   "
        f"{len(heard.accepted)} accepted ({statuses})",
        flush=True,
    )


def look_through(app: Flask, heard: Heard, place: int) -> list[str]:
    """What is wrong with the receipts of a call after a rush."""
    with app.app_context():
        call = existing_call(place)
        rows = select(Receipt.number, Receipt.at, Application.code).join(Receipt.application)
        found = session.execute(rows.where(Receipt.call_id == call.id).order_by(Receipt.number)).all()
        keyring = Keyring(Path(app.instance_path) / "keys" / "receipts")
        wrong = [str(fault) for fault in (*faults_of_chain(call, keyring), *broken_links())]
        truths = {
            "nothing was accepted": bool(heard.accepted),
            "a reply was a server's error": not any(status >= 500 for status in heard.statuses),
            "receipts have gaps": [row.number for row in found] == list(range(1, len(found) + 1)),
            "times of receipt go back": [row.at for row in found] == sorted(row.at for row in found),
            "what was accepted and what has a receipt differ": {row.code for row in found} == heard.accepted,
            "the order of receipts is not that of the commits": committed(call)
            == [row.number for row in found],
            "a receipt has no letter of its own": letters(call) == len(found),
            "a state and its receipt differ": received(call) == len(found),
        }
        session.remove()
    return wrong + [fault for fault, holds in truths.items() if not holds]


def committed(call: Call) -> list[int]:
    """The numbers of receipts in the order in which the history was written, which is that of the commits."""
    things = select("application " + func.cast(Application.id, Record.thing.type)).where(
        Application.call_id == call.id
    )
    rows = select(Content.facts).join(Record, Record.number == Content.number)
    found = rows.where(Record.act == "submit", Record.thing.in_(things)).order_by(Record.number)
    return [facts["receipt"] for facts in session.scalars(found)]


def letters(call: Call) -> int:
    things = {
        f"application {number}"
        for number in session.scalars(select(Application.id).where(Application.call_id == call.id))
    }
    written = session.scalars(select(Letter.about).where(Letter.kind == "application-received"))
    return sum(about in things for about in written)


def received(call: Call) -> int:
    found = select(func.count()).where(Application.call_id == call.id, Application.state == State.RECEIVED)
    return session.scalars(found).one()


if __name__ == "__main__":
    main()
