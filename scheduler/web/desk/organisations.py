"""Organisations at the desk: the list, those that nobody looked up yet, and one with all that is known."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.accounts.called import called
from scheduler.accounts.representing import addresses, state, warnings
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, Told
from scheduler.kernel.permissions import may
from scheduler.kernel.terms import EcosocStatus, OrganisationKind
from scheduler.kernel.text import clean_line
from scheduler.organisations import actions, permissions, queries, rules
from scheduler.organisations.likeness import Named, likely_duplicates
from scheduler.organisations.merging import undoable
from scheduler.organisations.models import Organisation
from scheduler.organisations.permissions import (
    DESCRIBE_ORGANISATION,
    SEE_ORGANISATIONS_AT_THE_DESK,
    VERIFY_ORGANISATION,
)
from scheduler.organisations.queries import Kind, Wanted
from scheduler.organisations.states import enrol_states
from scheduler.programmes.appearances import entries_with
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.organisation_forms import (
    KINDS,
    STATUSES,
    UNKNOWN,
    FactsForm,
    NameForm,
    NewForm,
    RepresentativeForm,
    VerifyForm,
)
from scheduler.web.desk.waiting import ngos_only
from scheduler.web.forms import Form
from scheduler.web.languages import gettext, ngettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("desk_organisations", __name__, "/desk/organisations")


def organisation_of(number: int) -> Organisation:
    return queries.organisation(number)


@door.get("/")
@guarded(SEE_ORGANISATIONS_AT_THE_DESK)
def organisations() -> str:
    """All organisations, or those of a kind, those that nobody looked up, those that go by some words."""
    wanted = _wanted()
    found = paging.present(queries.how_many(wanted), lambda at, most: queries.listed(wanted, at, most))
    return render_template(
        "desk/organisations/all.html",
        found=found,
        wanted=wanted,
        counts=_of_unit(queries.counts(wanted.words)),
        kinds={**KINDS, Kind.UNKNOWN: UNKNOWN},
        statuses=STATUSES,
        acts=permissions,
    )


@door.get("/unverified")
@guarded(VERIFY_ORGANISATION)
def unverified() -> str:
    """Those that somebody has to look up before a call opens: each with a form of its own."""
    wanted = Wanted(kind=OrganisationKind.NGO if ngos_only() else None, looked_up=False)
    found = paging.present(queries.how_many(wanted), lambda at, most: queries.listed(wanted, at, most))
    source = clean_line(request.args.get("source", ""))[:300]
    return render_template(
        "desk/organisations/unverified.html",
        found=found,
        source=source,
        kinds={OrganisationKind.NGO: KINDS[OrganisationKind.NGO]} if ngos_only() else KINDS,
        statuses=STATUSES,
    )


@door.route("/new", methods=("GET", "POST"))
@guarded(DESCRIBE_ORGANISATION)
def new() -> ResponseReturnValue:
    form = NewForm()
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                made = actions.add_organisation(this, form.name.data, form.facts())
                number = made.id
        except Told as error:
            form.form_errors.append(say(error.sentence))
        else:
            flash(gettext("The organisation is enrolled."))
            return redirect(url_for("desk_organisations.organisation", number=number), 303)
    return render_template("desk/organisations/new.html", form=form), 422 if form.errors else 200


@door.post("/states")
@guarded(DESCRIBE_ORGANISATION)
def states() -> ResponseReturnValue:
    """Enrol all States, with the names that the United Nations write."""
    with decision(present().actor) as this:
        done = enrol_states(this)
    flash(ngettext("One State is new.", "%(num)s States are new.", len(done.new)))
    flash(ngettext("One got what was missing.", "%(num)s got what was missing.", len(done.completed)))
    if done.doubtful:
        flash(gettext("Look at these by hand: %(names)s", names="; ".join(done.doubtful)))
    return redirect(url_for("desk_organisations.organisations"), 303)


@door.get("/<int:number>/")
@guarded(SEE_ORGANISATIONS_AT_THE_DESK, organisation_of)
def organisation(one: Organisation) -> str:
    return page(one)


@door.post("/<int:number>/facts")
@guarded(DESCRIBE_ORGANISATION, organisation_of)
def describe(one: Organisation) -> ResponseReturnValue:
    form = FactsForm()
    if form.is_sent:
        try:
            with decision(present().actor) as this:
                actions.describe(this, one, form.facts())
                if not this.records:
                    this.abandon()
        except Told as error:
            form.form_errors.append(say(error.sentence))
        else:
            return back(one, gettext("What is said of it is stored."))
    return page(one, form), 422


@door.post("/<int:number>/verify")
@guarded(VERIFY_ORGANISATION, organisation_of)
def verify(one: Organisation) -> ResponseReturnValue:
    """Said in one go: what it is, and where somebody looked it up."""
    form = VerifyForm(kind=one.kind or "", ecosoc_status=one.ecosoc_status or "")
    if not form.validate():
        return page(one, verifying=form), 422
    with decision(present().actor) as this:
        if may(present(), DESCRIBE_ORGANISATION, one) or ngos_only():
            actions.describe(this, one, _looked_up(one, form))
        actions.verify(this, one, form.source.data)
    if request.form.get("back") == "list":
        flash(gettext("“%(name)s” is verified.", name=one.name))
        here = {"source": form.source.data, "page": request.form.get("page", type=int)}
        return redirect(url_for("desk_organisations.unverified", **here), 303)
    return back(one, gettext("It is verified."))


@door.post("/<int:number>/name")
@guarded(DESCRIBE_ORGANISATION, organisation_of)
def rename(one: Organisation) -> ResponseReturnValue:
    return _named(one, actions.rename, gettext("It has a new name, and still goes by the old one."))


@door.post("/<int:number>/aliases")
@guarded(DESCRIBE_ORGANISATION, organisation_of)
def add_alias(one: Organisation) -> ResponseReturnValue:
    return _named(one, actions.give_alias, gettext("It goes by this name too now."))


@door.post("/<int:number>/aliases/remove")
@guarded(DESCRIBE_ORGANISATION, organisation_of)
def remove_alias(one: Organisation) -> ResponseReturnValue:
    with decision(present().actor) as this:
        actions.take_alias(this, one, request.form.get("folded", ""))
    return back(one, gettext("It no longer goes by this name."))


def page(
    one: Organisation,
    form: Form | None = None,
    verifying: Form | None = None,
    entering: Form | None = None,
) -> str:
    """One organisation, with the forms that were wrong."""
    people = queries.representatives(one.id)
    return render_template(
        "desk/organisations/one.html",
        organisation=one,
        verified_by=_name_of(one.verified_by),
        into=queries.organisation(one.merged_into_id) if one.merged_into_id else None,
        form=form or FactsForm(one),
        verifying=verifying or VerifyForm(kind=one.kind or "", ecosoc_status=one.ecosoc_status or ""),
        naming=NameForm(),
        entering=entering or RepresentativeForm(),
        people=people,
        states={person.id: state(person) for person in people},
        addresses=addresses(person.person for person in people),
        warnings=warnings(person for person in people if person.standing == "asked"),
        entries=entries_with(one),
        alike=_alike(one),
        mergers=undoable("organisation", one.id),
        kinds=KINDS,
        statuses=STATUSES,
        acts=permissions,
    )


def back(one: Organisation, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("desk_organisations.organisation", number=one.id), 303)


def _name_of(actor: str | None) -> str | None:
    """What somebody is called whom the history knows by number."""
    found = called([actor]).get(actor) if actor else None
    return found.name if found and found.name else actor


def _wanted() -> Wanted:
    """What the address asks for; what it says of no kind that there is asks for nothing."""
    words = clean_line(request.args.get("q", ""))[:200]
    asked = request.args.get("kind", "")
    kind: OrganisationKind | Kind | None = None
    if asked == Kind.UNKNOWN:
        kind = Kind.UNKNOWN
    elif asked in set(OrganisationKind):
        kind = OrganisationKind(asked)
    if ngos_only():
        kind = OrganisationKind.NGO
    return Wanted(words, kind, False if request.args.get("verified") == "no" else None)


def _of_unit(counts: dict[OrganisationKind | Kind, int]) -> dict[OrganisationKind | Kind, int]:
    return {kind: n for kind, n in counts.items() if not ngos_only() or kind is OrganisationKind.NGO}


def _looked_up(one: Organisation, form: VerifyForm) -> rules.Facts:
    """What is said of it now, with the kind and status that were looked up."""
    known = queries.facts_of(one)
    kind = known.kind if ngos_only() else OrganisationKind(form.kind.data) if form.kind.data else None
    status = EcosocStatus(form.ecosoc_status.data) if form.ecosoc_status.data else None
    return rules.Facts(
        kind, known.short_name, known.country, status, known.regional_group, known.second_group
    )


def _named(one: Organisation, act: Any, said: str) -> ResponseReturnValue:
    """Do something with a name. Where it is another organisation's, the two may be one: offer to merge."""
    form = NameForm()
    if not form.validate():
        return page(one), 422
    try:
        with decision(present().actor) as this:
            act(this, one, form.name.data)
            if not this.records:
                this.abandon()
    except Clash as clash:
        other = next(iter(queries.by_name([form.name.data]).values()))
        flash(say(clash.sentence) + " " + gettext("If the two are one organisation, merge them here."))
        return redirect(url_for("desk_organisations.merge", number=one.id, other=other.id), 303)
    return back(one, said)


def _alike(one: Organisation) -> list[Organisation]:
    """Organisations that may be the same, by their names. A question to a person."""
    if one.merged_into_id:
        return []
    others = {other.id: other for other in queries.all_names().values() if other is not one}
    named = {_as_named(other): other for other in others.values()}
    return list({named[other].id: named[other] for *_, other in _likely(one, named)}.values())


def _likely(one: Organisation, others: dict[Named, Organisation]) -> Any:
    return likely_duplicates([("here", _as_named(one))], others)


def _as_named(one: Organisation) -> Named:
    return Named(one.name, tuple(item.text for item in one.names if item.text != one.name), one.short_name)
