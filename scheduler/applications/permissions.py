"""Who may do what with applications and calls."""

from typing import Any

from scheduler.kernel.permissions import Act, Visitor
from scheduler.kernel.terms import OrganisationKind, Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
ONLY_THE_DESK = Sentence("Only the secretariat can do this.")
ONLY_THEIRS = Sentence("Only those who speak for its organiser can do this.")
ONLY_THE_COSPONSOR = Sentence("Only those who speak for this organisation can do this.")


def _is_theirs(who: Visitor, application: Any) -> bool:
    """Whoever began it, and all who speak for an organiser."""
    leads = {organiser.organisation_id for organiser in application.organisers}
    return who.person is not None and (who.person == application.person_id or bool(leads & who.organisations))


def _is_of_an_ngo(who: Visitor, application: Any) -> bool:
    """The Civil Society Unit sees what NGOs submitted, and no drafts."""
    kinds = {organiser.organisation.kind for organiser in application.organisers}
    unit = Role.CIVIL_SOCIETY_UNIT in who.roles
    return unit and application.receipt is not None and OrganisationKind.NGO in kinds


def _may_see(who: Visitor, application: Any) -> bool:
    return _is_theirs(who, application) or _is_of_an_ngo(who, application)


def _has_account(who: Visitor, _thing: Any) -> bool:
    return who.account is not None


def _is_asked(who: Visitor, cosponsor: Any) -> bool:
    """Whom the applicant named, and all who speak for the organisation."""
    speaks = cosponsor.organisation_id in who.organisations
    return speaks or (who.person is not None and who.person == cosponsor.person_id)


def _is_contact(who: Visitor, cosponsor: Any) -> bool:
    return cosponsor.organisation_id in who.contact_of


def _speaks_for(who: Visitor, organisation: Any) -> bool:
    return organisation.id in who.organisations


def _is_offered(who: Visitor, joining: Any) -> bool:
    return _is_theirs(who, joining.into)


def _joins(who: Visitor, joining: Any) -> bool:
    return _is_theirs(who, joining.from_) or _is_theirs(who, joining.into)


START = Act(
    "start an application", Sentence("Sign in to apply."), holds=_has_account, whom="whoever is signed in"
)
SEE = Act(
    "see an application",
    ONLY_THEIRS,
    SECRETARIAT,
    _may_see,
    hidden=True,
    whom="who began it; who speaks for an organiser; once an NGO submitted it: civil society unit",
)
WRITE = Act(
    "write an application",
    ONLY_THEIRS,
    holds=_is_theirs,
    hidden=True,
    whom="who began it; who speaks for an organiser",
)
DECIDE = Act("decide on an application", ONLY_THE_DESK, SECRETARIAT)
IMPORT = Act("import applications", ONLY_THE_DESK, SECRETARIAT)
READ_ALL = Act("read all applications", ONLY_THE_DESK, SECRETARIAT | {Role.CIVIL_SOCIETY_UNIT})
ADVISE = Act(
    "advise on an application",
    ONLY_THE_DESK,
    SECRETARIAT,
    _is_of_an_ngo,
    hidden=True,
    whom="once an NGO submitted it: civil society unit",
)
SET_CALLS = Act("set the terms of a call", ONLY_THE_DESK, SECRETARIAT)

ANSWER_SUPPORT = Act(
    "answer as a co-sponsor", ONLY_THE_COSPONSOR, holds=_is_asked, hidden=True, whom="who was asked"
)
VOUCH_FOR_SUPPORT = Act(
    "confirm or object as a co-sponsor's contact",
    Sentence("Only a contact of this organisation can do this."),
    holds=_is_contact,
    hidden=True,
    whom="its contacts",
)
ENTER_SUPPORT = Act("enter a co-sponsor's answer", ONLY_THE_DESK, SECRETARIAT)
SEE_NAMED_IN = Act(
    "see what an organisation was named in",
    ONLY_THE_COSPONSOR,
    SECRETARIAT,
    _speaks_for,
    hidden=True,
    whom="who speaks for the organisation",
)
ANSWER_JOINING = Act(
    "answer an offer to join",
    ONLY_THEIRS,
    holds=_is_offered,
    hidden=True,
    whom="who began the other application; who speaks for its organisers",
)
UNDO_JOINING = Act(
    "part again what was joined",
    ONLY_THEIRS,
    SECRETARIAT,
    _joins,
    hidden=True,
    whom="who began either application; who speaks for their organisers",
)
REVIEW_MATERIAL = Act("review promotional material", ONLY_THE_DESK, SECRETARIAT)
