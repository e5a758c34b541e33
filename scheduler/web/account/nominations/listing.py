"""All nominations that concern somebody, what their organisations were asked, and the calls that are open."""

from flask import render_template

from scheduler.nominations import answers, permissions, queries
from scheduler.nominations.permissions import APPLY
from scheduler.nominations.terms import Field
from scheduler.nominations.workflow import NAMES
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.account.nominations.door import door
from scheduler.web.putting_forward.next import next_step
from scheduler.web.putting_forward.words import MARKS
from scheduler.web.visitors import present


@door.get("/")
@guarded(APPLY)
def nominations() -> str:
    """Where each stands and what comes next; then how to put somebody forward."""
    me = present()
    whose = me.person or 0, me.organisations
    found = paging.present(
        queries.how_many_of(*whose), lambda offset, limit: queries.of(*whose, offset, limit)
    )
    return render_template(
        "account/nominations/all.html",
        found=found,
        named={one.id for one in found.items if Field.PERSON in permissions.visible(me, one)},
        names=NAMES,
        marks=MARKS,
        next_of=lambda one: next_step(me, one),
        asked=[(one, answers.answer(one)) for one in queries.asked(me.organisations)],
        calls=queries.open_calls(),
    )
