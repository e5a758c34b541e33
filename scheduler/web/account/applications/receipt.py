"""Looking over, submitting, and the receipt."""

import json
from io import BytesIO
from typing import Any

from flask import Response, redirect, send_file
from flask.typing import ResponseReturnValue

from scheduler.applications.accepted import facts_of
from scheduler.applications.cosponsoring import is_published
from scheduler.applications.facts import Faulty
from scheduler.applications.joining import receipts
from scheduler.applications.models import Application
from scheduler.applications.permissions import SEE, WRITE
from scheduler.applications.proving import proven
from scheduler.applications.queries import current
from scheduler.applications.queue import line_of, place_of
from scheduler.applications.submitting import submit
from scheduler.applications.telling import number
from scheduler.applications.workflow import IN_HAND
from scheduler.calls.actions import is_late_link
from scheduler.calls.rules import refusal
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications import hinting, words
from scheduler.web.account.applications.door import application, at, door, page
from scheduler.web.account.applications.steps import STEPS
from scheduler.web.arrivals import arrived_at
from scheduler.web.languages import say
from scheduler.web.links.late_entry import remembered
from scheduler.web.receipts import RANKS, as_text, keyring, read
from scheduler.web.visitors import present


@door.get("/<code>/look-over/")
@guarded(WRITE, application)
def look_over(one: Application) -> ResponseReturnValue:
    """All of it as the public will see it, what is missing, and the button."""
    return _look_over(one)


@door.post("/<code>/submit/")
@guarded(WRITE, application)
def submit_it(one: Application) -> ResponseReturnValue:
    """Hand it in. A second click leads to the same receipt."""
    to = at(one, "receipt")
    try:
        with decision(present().actor) as this:
            submit(this, one, arrived_at(), keyring(), remembered())
    except Faulty:
        return _look_over(one, status=422)
    except Refused as refused:
        return _look_over(one, say(refused.sentence), 409)
    return redirect(to, 303)


@door.get("/<code>/receipt/")
@guarded(SEE, application)
def receipt(one: Application) -> ResponseReturnValue:
    """To keep, print, and check."""
    if one.receipt is None:
        raise NotFound(Sentence("There is no receipt yet: this application was not submitted."))
    text, can_prove = as_text(one.call, one.receipt), proven(one.receipt) is not None
    return page("receipt", one, **standing(one), text=text, ranks=RANKS, can_prove=can_prove)


@door.get("/<code>/receipt/proof.json")
@guarded(SEE, application)
def proof(one: Application) -> Response:
    """All that is needed to show that the receipt is one of exactly this content (docs/receipts.md)."""
    facts = proven(one.receipt) if one.receipt else None
    if one.receipt is None or facts is None:
        raise NotFound(Sentence("What was submitted cannot be shown as it was: nothing can be proved by it."))
    told = {
        "receipt": read(as_text(one.call, one.receipt)),
        "fingerprint": one.receipt.fingerprint,
        "salt": one.receipt.salt,
        "facts": facts,
    }
    data = BytesIO(json.dumps(told, ensure_ascii=False, indent=2).encode())
    name = f"proof-{number(one)}.json"
    return send_file(data, mimetype="application/json", as_attachment=True, download_name=name)


def standing(one: Application) -> dict[str, Any]:
    """Its receipt, and its place in the queue."""
    return {
        "line": line_of(one.receipt) if one.receipt else None,
        "place": place_of(one),
        "others": [number(each.application) for each in receipts(one) if each is not one.receipt],
    }


def _look_over(one: Application, fault: str | None = None, status: int = 200) -> ResponseReturnValue:
    """Who is turned away has seen the hints before; in a rush they would cost more than all else."""
    facts = current(one)
    fields = [field for step in STEPS for field in step.fields]
    has_link = is_late_link(one.call, remembered())
    return page(
        "look_over",
        one,
        status,
        fault=fault,
        event=facts_of(one),
        speakers=facts.speakers,
        all_words=words.told(one, facts, tuple(fields)),
        leads=[each.organisation for each in one.organisers],
        published=[sponsor.organisation for sponsor in one.cosponsors if is_published(sponsor)],
        hints=[] if fault else [said for found in hinting.hints(one, facts).values() for said in found],
        alike=hinting.alike(one, facts) if one.state in IN_HAND and not fault else [],
        shut=None if one.receipt else refusal(one.call.terms, clock.now(), has_late_link=has_link),
        can_submit=one.state in IN_HAND,
    )
