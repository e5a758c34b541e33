"""What is done about organisations and people, and who may."""

from typing import Any

from scheduler.kernel.permissions import Act, Visitor
from scheduler.kernel.terms import OrganisationKind, Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})


def _is_of_unit(who: Visitor, organisation: Any) -> bool:
    """The Civil Society Unit is concerned with NGOs; None: with its own list of them."""
    is_ngo = organisation is None or organisation.kind is OrganisationKind.NGO
    return Role.CIVIL_SOCIETY_UNIT in who.roles and is_ngo


def _is_contact(who: Visitor, representative: Any) -> bool:
    """Whether they are the contact of the organisation that somebody speaks for, or asks to."""
    return representative is not None and representative.organisation_id in who.contact_of


def _is_it(who: Visitor, representative: Any) -> bool:
    return representative is not None and who.person is not None and representative.person_id == who.person


SEE_ORGANISATIONS_AT_THE_DESK = Act(
    "see organisations at the desk",
    Sentence("Only the secretariat may see these pages; the Civil Society Unit sees those of NGOs."),
    SECRETARIAT,
    holds=_is_of_unit,
    hidden=True,
    whom="of NGOs: civil society unit",
)
SEE_PEOPLE_AT_THE_DESK = Act(
    "see people at the desk", Sentence("Only the secretariat may see whom the records name."), SECRETARIAT
)
DESCRIBE_ORGANISATION = Act(
    "describe an organisation", Sentence("Only the secretariat may change these facts."), SECRETARIAT
)
VERIFY_ORGANISATION = Act(
    "verify an organisation",
    Sentence("Only the secretariat may say that it looked this up; of NGOs, the Civil Society Unit too."),
    SECRETARIAT,
    holds=_is_of_unit,
    hidden=True,
    whom="of NGOs: civil society unit",
)
CHANGE_PERSON = Act(
    "change a person's name or address", Sentence("Only the secretariat may change this."), SECRETARIAT
)
MERGE = Act("merge two records", Sentence("Only the secretariat may merge two records."), SECRETARIAT)
MAKE_CONTACT = Act(
    "make somebody a contact", Sentence("Only the secretariat may make somebody a contact."), SECRETARIAT
)

SEE_OWN_ORGANISATIONS = Act(
    "see one's own organisations",
    Sentence("Sign in to see for whom you speak."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
ASK_TO_SPEAK = Act(
    "ask to speak for an organisation",
    Sentence("Sign in to ask."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
ANSWER_REQUEST = Act(
    "answer who asks to speak for an organisation",
    Sentence("Only a contact of the organisation or the secretariat may answer this."),
    SECRETARIAT,
    holds=_is_contact,
    hidden=True,
    whom="contacts of the organisation",
)
END_SPEAKING = Act(
    "end that somebody speaks for an organisation",
    Sentence("Only they themselves, a contact of the organisation or the secretariat may end this."),
    SECRETARIAT,
    holds=lambda who, thing: _is_it(who, thing) or _is_contact(who, thing),
    hidden=True,
    whom="they themselves; contacts of the organisation",
)
HAND_OVER = Act(
    "hand over as a contact",
    Sentence("Only a contact of the organisation may hand over."),
    holds=_is_contact,
    hidden=True,
    whom="contacts of the organisation",
)
TAKE_CONTACT = Act(
    "take over as a contact",
    Sentence("Only who was asked to take over may answer this."),
    holds=_is_it,
    hidden=True,
    whom="who was asked to take over",
)
