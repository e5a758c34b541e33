"""What the desk can enter for somebody: one table of wishes, each with its form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as later
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from scheduler.accounts import behalf, representing
from scheduler.kernel.decision import Decision
from scheduler.kernel.words import Sentence
from scheduler.organisations import queries
from scheduler.organisations.models import Person, Representative
from scheduler.organisations.standing import State
from scheduler.web.desk.on_behalf import WishForm
from scheduler.web.forms import EMPTY, line

Choices = list[SelectChoice]


class AskForm(WishForm):
    organisation = line(
        later("The organisation"),
        hint=later(
            "Any name it goes by. If we know none of that name, it is enrolled, and has to be verified."
        ),
    )
    position = line(later("What they are there"), required=False)


class WhichForm(WishForm):
    """About one of several; which ones, is said when the form is made."""

    which = RadioField(later("Which one"), [InputRequired(EMPTY)], coerce=int)


class AddressForm(WishForm):
    address = line(later("The new e-mail address"), most=254, inputmode="email", autocomplete="off")


@dataclass(frozen=True)
class Wish:
    """Something that can be entered. `choices`: about which of theirs; without any it cannot be entered now.
    `enter` does it, and says what was entered."""

    name: str
    what: str
    form: type[WishForm]
    enter: Callable[[Decision, Person, Any], Sentence]
    choices: Callable[[Person], Choices] | None = None
    tells: bool = True
    """A letter confirms it; where not, what is done writes one itself."""


def _ask(this: Decision, person: Person, form: AskForm) -> Sentence:
    one = representing.ask_by_name(this, person, form.organisation.data, form.position.data or None)
    return Sentence("You ask to speak for %(organisation)s.", organisation=one.organisation.name)


def _become_contact(this: Decision, _person: Person, form: WhichForm) -> Sentence:
    one = queries.representative(form.which.data)
    if representing.state(one) is State.ASKED:
        representing.agree(this, one)
    representing.make_contact(this, one)
    return Sentence("You are the contact of %(organisation)s.", organisation=one.organisation.name)


def _hand_over(this: Decision, person: Person, form: WhichForm) -> Sentence:
    one = queries.representative(form.which.data)
    representing.offer(this, one, person)
    return Sentence(
        "You want to hand over as contact of %(organisation)s. Who shall take over has to answer first.",
        organisation=one.organisation.name,
    )


def _end(this: Decision, _person: Person, form: WhichForm) -> Sentence:
    one = queries.representative(form.which.data)
    representing.end(this, one)
    return Sentence("You no longer speak for %(organisation)s.", organisation=one.organisation.name)


def _change_address(this: Decision, person: Person, form: AddressForm) -> Sentence:
    behalf.change_address(this, person, form.address.data)
    return Sentence("Letters to you go to another address from now on.")


def _those(*states: State) -> Callable[[Person], Choices]:
    def find(person: Person) -> Choices:
        speaking = queries.speaks_for(person.id)
        return [
            SelectChoice(one.id, one.organisation.name)
            for one in speaking
            if representing.state(one) in states
        ]

    return find


def _successors(person: Person) -> Choices:
    """Who could take over, at the organisations whose contact the person is."""
    theirs = [one.organisation_id for one in queries.speaks_for(person.id) if one.is_contact]
    beside = (one for number in theirs for one in queries.representatives(number))
    return [SelectChoice(one.id, _at(one)) for one in beside if representing.state(one) is State.AGREED]


def _at(one: Representative) -> str:
    return f"{one.person.name or '?'} · {one.organisation.name}"


WISHES = {
    "ask": Wish(
        later("Asks to speak for an organisation"),
        later("Its contacts are told and can agree; so can you."),
        AskForm,
        _ask,
    ),
    "contact": Wish(
        later("Becomes the contact of an organisation"),
        later("The organisation wrote that this person is its contact. A request of theirs is agreed to."),
        WhichForm,
        _become_contact,
        _those(State.ASKED, State.AGREED, State.OFFERED),
    ),
    "hand-over": Wish(
        later("Hands over as contact"),
        later("Somebody else who speaks for the organisation is asked by letter to take over."),
        WhichForm,
        _hand_over,
        _successors,
    ),
    "end": Wish(
        later("No longer speaks for an organisation"),
        later("Or takes back that they asked."),
        WhichForm,
        _end,
        _those(State.ASKED, State.AGREED, State.OFFERED, State.CONTACT),
    ),
    "address": Wish(
        later("Changes their e-mail address"),
        later("For people without an account. The old address is told too."),
        AddressForm,
        _change_address,
        tells=False,
    ),
}


def can_be_entered(person: Person) -> Sequence[tuple[str, Wish]]:
    """What can be entered for a person now, with its part of the address."""
    return [(slug, wish) for slug, wish in WISHES.items() if wish.choices is None or wish.choices(person)]
