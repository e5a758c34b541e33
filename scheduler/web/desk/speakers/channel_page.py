"""The page of one channel, which several addresses show."""

from flask import render_template

from scheduler.kernel.terms import OrganisationKind
from scheduler.nominations.call_models import Channel
from scheduler.nominations.calling import is_used
from scheduler.nominations.channels import DOINGS, LAPSES, PARTIES, called
from scheduler.nominations.posts import posts
from scheduler.nominations.stepping import mark
from scheduler.web.bodies.words import FIELDS
from scheduler.web.desk.applications.words import KINDS
from scheduler.web.desk.speakers.role_forms import RoleForm


def channel_page(one: Channel, fault: str | None = None, role: RoleForm | None = None) -> str:
    """Its steps, and who holds the roles that act in them. `fault`: what was refused; `role`: the form that
    was sent, and could not be stored."""
    return render_template(
        "desk/speakers/channel.html",
        meeting=one.meeting,
        channel=one,
        called=called,
        doings=DOINGS,
        lapses=LAPSES,
        parties=PARTIES,
        fields=FIELDS,
        kinds=[KINDS[OrganisationKind(kind)] for kind in one.kinds],
        posts=posts(one),
        mark=mark(one),
        is_used=is_used(one),
        fault=fault,
        role=role or RoleForm(one),
    )
