"""Delegations: who goes where, who is asked to cover what, and what nobody covers."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts.rules import INVITE, LINK
from scheduler.agendas import covering, delegating, delegation_queries, queries
from scheduler.agendas.day_rules import Day, Item, days, without_day
from scheduler.agendas.delegation_models import Delegation, Member
from scheduler.agendas.terms import CoverState, Level
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.text import clean_line
from scheduler.links.models import Link
from scheduler.meetings.walk_rules import Walks
from scheduler.web.account import throttle
from scheduler.web.agenda import keeping
from scheduler.web.agenda.door import door
from scheduler.web.agenda.keeping import ACTOR
from scheduler.web.languages import gettext, say
from scheduler.web.programme.pages import entry_of, programme_of
from scheduler.web.shelf import programmes
from scheduler.web.visitors import present

BACK = "agenda.delegation"


@door.post("/delegations/")
def begin() -> ResponseReturnValue:
    """A new delegation of one's own."""
    name, own_name = request.form.get("name", ""), request.form.get("own_name", "")
    number = keeping.write(lambda this, agenda: delegating.found(this, agenda, name, own_name).delegation_id)
    flash(gettext("The delegation is there. Let the others in by a link or an invitation, below."))
    return redirect(url_for(BACK, number=number), 303)


@door.get("/delegations/<int:number>/")
def delegation(number: int) -> str:
    """What its members share. For everybody else it does not exist."""
    return _page(_membership(number))


@door.post("/delegations/<int:number>/link/")
def delegation_link(number: int) -> ResponseReturnValue:
    """A new link by which one joins, shown this once; by its owner."""
    member = _membership(number)
    _only_owner(member)
    with bookkeeping(ACTOR):
        token = delegating.new_link(session.get_one(Delegation, number))
    return _page(member, link=url_for("agenda.joining", token=token))


@door.post("/delegations/<int:number>/")
def act(number: int) -> ResponseReturnValue:
    """Do one of the things that the page offers. What is refused is told there."""
    member, do = _membership(number), ACTS.get(request.form.get("do", ""))
    if do is None:
        abort(400)
    if do in OWNERS:
        _only_owner(member)
    if do is _invite:
        throttle.check(INVITE, present().actor)
        throttle.count(INVITE, present().actor)
        member = _membership(number)
    try:
        with bookkeeping(present().actor if present().account else ACTOR) as this:
            said = do(this, member)
    except NotFound:
        raise
    except Told as refused:
        return _page(_membership(number), refused=say(refused.sentence)), 409
    flash(said)
    if do is _leave or request.form.get("from") == "agenda":
        return redirect(url_for("agenda.page"), 303)
    return redirect(url_for(BACK, number=number), 303)


@door.get("/join/<token>/")
def joining(token: str) -> ResponseReturnValue:
    """What the others will see of who joins. Nothing is done yet."""
    found, _ = _invited(token)
    return render_template("agenda/join.html", token=token, delegation=found, refused="")


@door.post("/join/<token>/")
def join(token: str) -> ResponseReturnValue:
    """Join; without an agenda yet, one is started."""
    found, link = _invited(token)
    name, shares = request.form.get("name", ""), "shares" in request.form
    try:
        number = keeping.write(
            lambda this, agenda: delegating.join(this, found, agenda, name, shares, link).delegation_id
        )
    except Told as refused:
        page = render_template(
            "agenda/join.html", token=token, delegation=_invited(token)[0], refused=say(refused.sentence)
        )
        return page, 409
    flash(gettext("You belong to the delegation now."))
    return redirect(url_for(BACK, number=number), 303)


def _leave(this: Decision, member: Member) -> str:
    delegating.leave(this, member)
    return gettext("You left the delegation.")


def _remove(this: Decision, member: Member) -> str:
    other = _other(member)
    name = other.name
    delegating.leave(this, other)
    return gettext("%(name)s does not belong to the delegation any more.", name=name)


def _describe(_this: Decision, member: Member) -> str:
    delegating.describe(member, request.form.get("name", ""), "shares" in request.form)
    return gettext("Your name and what you show are kept.")


def _end_link(_this: Decision, member: Member) -> str:
    delegating.end_link(session.get_one(Delegation, member.delegation_id))
    return gettext("Nobody can join by the link any more.")


def _invite(this: Decision, member: Member) -> str:
    """Only people with an account write letters: it is known who they are."""
    if present().account is None:
        abort(403)
    address = clean_line(request.form.get("address", ""))
    delegating.invite(this, session.get_one(Delegation, member.delegation_id), address, member.name)
    return gettext("The invitation to %(address)s is on its way.", address=address)


def _want(this: Decision, member: Member) -> str:
    covering.want(this, member.delegation_id, _entry())
    return gettext("It is on the delegation's list.")


def _unwant(_this: Decision, member: Member) -> str:
    covering.unwant(member.delegation_id, _entry())
    return gettext("It is not on the delegation's list any more.")


def _ask(this: Decision, member: Member) -> str:
    other = _other(member)
    covering.ask(this, other, _entry())
    return gettext(
        "%(name)s is asked, on the page of their agenda; who has an account gets a letter too.",
        name=other.name,
    )


def _agree(this: Decision, member: Member) -> str:
    covering.agree(this, member, _entry())
    return gettext("You cover it. It is in your agenda.")


def _decline(this: Decision, member: Member) -> str:
    covering.decline(this, member, _entry())
    return gettext("The others see that you do not cover it.")


ACTS: dict[str, Callable[[Decision, Member], str]] = {
    "leave": _leave,
    "remove": _remove,
    "describe": _describe,
    "end-link": _end_link,
    "invite": _invite,
    "want": _want,
    "unwant": _unwant,
    "ask": _ask,
    "agree": _agree,
    "decline": _decline,
}
OWNERS = (_remove, _end_link, _invite)
"""Only the owner does these."""


@dataclass(frozen=True)
class Sheet:
    """The delegation's entries: days, and what has no day now."""

    days: list[Day]
    unplaced: list[Item]


def _page(member: Member, link: str = "", refused: str = "") -> str:
    of = session.get_one(Delegation, member.delegation_id)
    shared = delegation_queries.shared(of)
    listed = _sheet(frozenset(shared.wanted))
    elsewhere = _sheet(shared.going.keys() - shared.wanted)
    uncovered = [uid for uid in shared.wanted if not shared.covered_by(uid)]
    return render_template(
        "agenda/delegation.html",
        delegation=of,
        me=member,
        shared=shared,
        listed=listed,
        elsewhere=elsewhere,
        uncovered=len(uncovered),
        states=CoverState,
        link=link,
        refused=refused,
    )


def _sheet(uids: Set[str]) -> Sheet:
    items = [
        Item(programme.meeting, one, Level.GOING)
        for programme in programmes().all()
        for one in programme.entries
        if one.stamps.uid in uids
    ]
    return Sheet(days(items, Walks()), without_day(items))


def _membership(number: int) -> Member:
    agenda = keeping.mine()
    return delegation_queries.membership(agenda.id if agenda else None, number)


def _only_owner(member: Member) -> None:
    if not member.is_owner:
        abort(403)


def _other(member: Member) -> Member:
    """The member of the same delegation that the form names."""
    number = request.form.get("member", 0, type=int)
    of = session.get_one(Delegation, member.delegation_id)
    return next((one for one in of.members if one.id == number), None) or abort(409)


def _entry() -> int:
    """The entry that the form names by its meeting and code."""
    code, _, entry = request.form.get("entry", "").partition(" ")
    return queries.entry_number(entry_of(programme_of(code), entry).stamps.uid)


def _invited(token: str) -> tuple[Delegation, Link | None]:
    """Guessing is made slow."""
    throttle.check(LINK)
    try:
        return delegation_queries.invited_by(token)
    except Told as refused:
        throttle.count(LINK)
        page = render_template("agenda/no-invitation.html", why=refused.sentence)
        abort(make_response(page, 404))
