"""What the desk enters for somebody, and the letter that tells them so."""

from scheduler.accounts.queries import addressee, by_person
from scheduler.kernel.decision import Decision, OnBehalf
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Source
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import Addressee, write
from scheduler.mail.letters import ON_BEHALF
from scheduler.organisations.actions import change_person
from scheduler.organisations.models import Person

SOURCES = {
    Source.EMAIL: Sentence("by e-mail"),
    Source.NOTE_VERBALE: Sentence("by note verbale"),
    Source.TELEPHONE: Sentence("by telephone"),
    Source.IN_PERSON: Sentence("in person"),
    Source.WEB_FORM: Sentence("by web form"),
}
"""How a wish came, as letters and pages say it."""


def tell(this: Decision, person: Person, what: Sentence, to: Addressee | None = None) -> bool:
    """Write to the person that this was entered for them, and whom to tell if it is wrong. False where no
    letter reaches them."""
    reader = to or addressee(person)
    wish = this.on_behalf
    assert wish, "only what is entered on somebody's behalf is confirmed so"
    if reader is None:
        return False
    places = {"what": str(what), **how_it_came(wish)}
    write(this, ON_BEHALF, reader, f"person {person.id}", places=places)
    return True


def how_it_came(wish: OnBehalf) -> dict[str, str]:
    """What fills a letter about it."""
    return {"source": str(SOURCES[wish.source]), "came": f"{wish.came_on.day} {wish.came_on:%B %Y}"}


def change_address(this: Decision, person: Person, address: str) -> None:
    """Letters go to another address from now on; the old one is told. Raises Refused for who has an account:
    they sign in with theirs, and change it themselves."""
    if by_person(person.id):
        raise Refused(
            Sentence(
                "%(name)s has an account and signs in with its address. Only they can change it, on their "
                "account's page.",
                name=person.name or Sentence("This person"),
            )
        )
    before = addressee(person)
    change_person(this, person, person.name or "", address)
    told = Sentence("Letters to you go to another address from now on.")
    if before:
        tell(this, person, told, before)
    tell(this, person, told)
