"""People whom somebody else names, with an address to write to."""

from scheduler.accounts.own_page import people_at
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import fold
from scheduler.mail.rules import unusable
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Person


def person_at(this: Decision, name: str, address: str) -> Person:
    """Whom somebody names. Only a record of the same name and address is taken: of others nothing is told to
    who guesses an address. Raises Refused for an address that no letter reaches."""
    if why := unusable(address):
        raise Refused(why)
    same = [person for person in people_at(address) if person.name and fold(person.name) == fold(name)]
    return same[0] if same else add_person(this, name, address)
