"""The accounts of those who apply, and how far it is settled that they speak for their organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.accounts import representing
from scheduler.accounts.actions import confirm_address, open_account, thing
from scheduler.accounts.models import Account
from scheduler.accounts.queries import by_address
from scheduler.demo.open_call.proposals import address
from scheduler.demo.parties import Party
from scheduler.demo.people import ACTORS
from scheduler.kernel.decision import Decision
from scheduler.kernel.text import fold
from scheduler.organisations.actions import verify
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name

LOOKED_UP = "the demonstration's own list"


class Standing(StrEnum):
    """How somebody stands to their organisation."""

    CONTACT = "contact"
    AGREED = "agreed"
    ASKED = "asked"
    UNKNOWN = "unknown"
    """They apply all the same: who may speak for an organisation is checked after the receipt."""


STANDINGS = (
    Standing.CONTACT, Standing.UNKNOWN, Standing.AGREED, Standing.CONTACT, Standing.UNKNOWN,
    Standing.CONTACT, Standing.ASKED, Standing.UNKNOWN, Standing.CONTACT, Standing.UNKNOWN,
)  # fmt: skip
"""In turn."""
VERIFIED = 2
"""One organisation in so many was looked up already."""


@dataclass(frozen=True)
class Applicant:
    """Somebody who applies for an organisation. `actor`: as decisions name them."""

    organisation: Organisation
    account: Account
    is_contact: bool

    @property
    def actor(self) -> str:
        return thing(self.account)


Applicants = dict[str, Applicant]
"""By the name of the party for which they speak."""


def enrol(this: Decision, parties: Sequence[Party], leading: Iterable[str]) -> Applicants:
    """Open an account for the first person of each party that leads (`leading`: their names), and let most of
    them speak for it. Those of the demonstration's own people are there already."""
    organisations = by_name(party.name for party in parties)
    own = {actor.organisation: actor.address for actor in reversed(ACTORS) if actor.organisation}
    wanted, found = set(leading), Applicants()
    for number, party in enumerate(party for party in parties if party.name in wanted):
        organisation = organisations[fold(party.name)]
        if account := by_address(own.get(party.name, "")):
            found[party.name] = Applicant(organisation, account, is_contact=True)
            continue
        if party.may_lead and number % VERIFIED == 0:
            verify(this, organisation, LOOKED_UP)
        account = open_for(this, party, party.people[0])
        standing = STANDINGS[number % len(STANDINGS)]
        _introduce(this, account, organisation, standing)
        found[party.name] = Applicant(organisation, account, standing is Standing.CONTACT)
    return found


def open_for(this: Decision, party: Party, person: str) -> Account:
    """An account without a password: nobody signs in there before they choose one."""
    account = open_account(this, person, address(person, party), None)
    confirm_address(this, account)
    return account


def _introduce(this: Decision, account: Account, organisation: Organisation, standing: Standing) -> None:
    match standing:
        case Standing.CONTACT:
            representing.vouch(this, account.person, organisation)
        case Standing.AGREED:
            representing.name(this, account.person, organisation, "Programme officer")
        case Standing.ASKED:
            representing.ask(this, account.person, organisation, "Programme officer")
