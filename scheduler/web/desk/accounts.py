"""Accounts at the desk: who may sign in, and what they are trusted with."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from scheduler.accounts import permissions, trusting
from scheduler.accounts.models import Account
from scheduler.accounts.permissions import SEE_ACCOUNTS, TRUST
from scheduler.accounts.trusting import ROLES, Wanted
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.kernel.terms import Role
from scheduler.kernel.text import clean_line
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("desk_accounts", __name__, "/desk/accounts")


class GrantForm(Form):
    """A role to be given."""

    role = SelectField(later("Role"))
    channel = line(
        later("Channel"),
        most=40,
        required=False,
        hint=later("For coordinators and reviewers only, such as “vngoc”."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.role.choices = [SelectChoice(role.value, say(name)) for role, name in ROLES.items()]


class ShutForm(Form):
    """Why an account is shut, or a second factor taken away."""

    why = line(later("Reason"), hint=later("It stands in the history."))


@door.get("/")
@guarded(SEE_ACCOUNTS)
def accounts() -> str:
    wanted = Wanted(clean_line(request.args.get("q", ""))[:200], _role(request.args.get("role", "")))
    found = paging.present(
        trusting.how_many(wanted), lambda offset, limit: trusting.accounts(wanted, offset, limit)
    )
    seen = trusting.last_seen([one.id for one in found.items])
    return render_template("desk/accounts/all.html", found=found, wanted=wanted, seen=seen, roles=ROLES)


@door.get("/<int:number>/")
@guarded(SEE_ACCOUNTS, trusting.account)
def account(one: Account) -> str:
    return _page(one, GrantForm(), ShutForm())


@door.post("/<int:number>/roles")
@guarded(TRUST, trusting.account)
def trust(one: Account) -> ResponseReturnValue:
    form = GrantForm()
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                trusting.trust(this, one, Role(form.role.data), form.channel.data or None)
        except Told as error:
            form.form_errors.append(say(error.sentence))
        else:
            return _done(one, gettext("The role was given. A letter tells of it."))
    return _page(one, form, ShutForm()), 422


@door.post("/<int:number>/roles/<int:grant>/take")
@guarded(TRUST, lambda number, grant: (trusting.account(number), grant))
def take(asked: tuple[Account, int]) -> ResponseReturnValue:
    one, grant = asked
    with decision(present().actor) as this:
        trusting.trust_no_more(this, one, grant, present())
    return _done(one, gettext("The role was taken away, and the account signed out everywhere."))


@door.post("/<int:number>/shut")
@guarded(TRUST, trusting.account)
def shut(one: Account) -> ResponseReturnValue:
    form = ShutForm()
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                trusting.shut(this, one, form.why.data, present())
        except Told as error:
            form.form_errors.append(say(error.sentence))
        else:
            return _done(one, gettext("The account is shut, and signed out everywhere."))
    return _page(one, GrantForm(), form), 422


@door.post("/<int:number>/second-factor")
@guarded(TRUST, trusting.account)
def free(one: Account) -> ResponseReturnValue:
    form = ShutForm(prefix="lost-")
    if form.is_sent:
        with decision(present().actor) as this:
            trusting.free_of_second_factor(this, one, form.why.data)
        return _done(one, gettext("The second factor is gone, and the account signed out everywhere."))
    return _page(one, GrantForm(), ShutForm(), form), 422


@door.post("/<int:number>/open")
@guarded(TRUST, trusting.account)
def open_again(one: Account) -> ResponseReturnValue:
    with decision(present().actor) as this:
        trusting.open_again(this, one)
    return _done(one, gettext("The account is open again."))


def _done(one: Account, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("desk_accounts.account", number=one.id), 303)


def _page(one: Account, grant: GrantForm, shut: ShutForm, lost: ShutForm | None = None) -> str:
    return render_template(
        "desk/accounts/one.html",
        account=one,
        has_factor=trusting.has_second_factor(one),
        seen=trusting.last_seen([one.id]).get(one.id),
        grant=grant,
        shut=shut,
        lost=lost or ShutForm(prefix="lost-"),
        roles=ROLES,
        acts=permissions,
    )


def _role(asked: str) -> Role | None:
    return Role(asked) if asked in set(Role) else None
