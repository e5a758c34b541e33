"""The people of the demonstration, all invented: one for each role, and some who wait for an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.accounts import representing
from scheduler.accounts.actions import confirm_address, give_role, open_account
from scheduler.accounts.models import Account
from scheduler.accounts.queries import by_address
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.terms import Role
from scheduler.organisations.actions import verify
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name, speaks_for
from scheduler.organisations.states import enrol_states

PASSWORD = "demonstration only"
"""Of every account. It stands here for everybody to read: the demonstration has nothing to hide."""
ACTOR = "demonstration"


@dataclass(frozen=True)
class Actor:
    """Somebody with an account. `part` says in words what they can try."""

    name: str
    address: str
    role: Role
    part: str
    channel: str | None = None
    organisation: str | None = None


NGO = "Harbour Foundation for Community Health"
STATE = "Pellamar"
AGENCY = "Demonstration Agency for Essential Medicines"
SPEAKER = "Tova Silvendal"
ASIA_PACIFIC = "ASIA-PACIFIC"
ACTORS = (
    Actor("Ines Valdor", "secretariat@desk.example", Role.SECRETARIAT, "the secretariat's desk"),
    Actor("Tomas Brandel", "admin@desk.example", Role.ADMIN, "the desk, and who has which role"),
    Actor("Amara Solun", "chair@bureau.example", Role.CHAIR, "the Chair"),
    Actor("Rhea Castin", "unit@civil.example", Role.CIVIL_SOCIETY_UNIT, "the Civil Society Unit"),
    Actor(
        "Juno Merik", "coordinator@committee.example", Role.CHANNEL_COORDINATOR, "coordinates VNGOC", "VNGOC"
    ),
    Actor("Paul Estero", "reviewer@committee.example", Role.CHANNEL_REVIEWER, "reviews for VNGOC", "VNGOC"),
    Actor(
        "Dora Quillan", "second@committee.example", Role.CHANNEL_REVIEWER, "reviews for VNGOC too", "VNGOC"
    ),
    Actor(
        "Bram Oskela",
        "group@asia-pacific.example",
        Role.CHANNEL_COORDINATOR,
        "coordinates the Group of Asia-Pacific States",
        ASIA_PACIFIC,
    ),
    Actor(
        "Lena Okaro",
        "contact@harbour.example",
        Role.APPLICANT,
        "the contact of an NGO",
        organisation=NGO,
    ),
    Actor(
        "Milo Tarn", "colleague@harbour.example", Role.APPLICANT, "speaks for the same NGO", organisation=NGO
    ),
    Actor(
        "Sana Ilvi",
        "mission@pellamar.example",
        Role.APPLICANT,
        "the contact of a State's mission",
        organisation=STATE,
    ),
    Actor(
        "Ravi Semmel",
        "contact@agency.example",
        Role.APPLICANT,
        "the contact of a UN entity that is to name a speaker",
        organisation=AGENCY,
    ),
    Actor(
        SPEAKER,
        "speaker@harbour.example",
        Role.APPLICANT,
        "is put forward as a speaker, and invited",
    ),
)

Task = tuple[str, str, str]
"""As whom, what, and where."""
FIRST: tuple[Task, ...] = (
    (
        "contact@harbour.example",
        "mend the application that was returned and submit it again, finish a draft, answer as a co-sponsor",
        "/account/applications/",
    ),
    (
        "mission@pellamar.example",
        "submit the State's draft, and see it pass the NGOs in the queue",
        "/account/applications/",
    ),
    ("secretariat@desk.example", "read, return and accept what waits", "/desk/applications/"),
)
SPEAKERS_FIRST: tuple[Task, ...] = (
    (
        "coordinator@committee.example",
        "put VNGOC's list in order, and forward it",
        "/desk/bodies/",
    ),
    (
        "secretariat@desk.example",
        "give places on the panels, offer one to a reserve, give the floor in DEMO4",
        "/desk/board/DEMO3/",
    ),
    (
        ACTORS[-1].address,
        "answer the invitation, confirm that you want the floor, say how you are named",
        "/account/nominations/",
    ),
)
"""And with speakers."""
"""What newcomers may try with applications."""


@dataclass(frozen=True)
class Asking:
    """Somebody who waits to speak for an organisation."""

    name: str
    address: str
    organisation: str
    position: str


LOOKALIKE = Asking("Otto Fennick", "otto@harb0ur.example", NGO, "Director")
"""His address only looks like a colleague's."""
ASKING = (
    Asking("Nadia Corvel", "nadia@harbour.example", NGO, "Project officer"),
    LOOKALIKE,
    Asking("Ilse Dorran", "ilse@orchard.example", "The Orchard Network for Essential Medicine", "Secretary"),
)
"""One colleague, the one who may be none, and one whose organisation is known by a
slightly different name: two records to be merged."""


def enrol(hashed: Callable[[str], str]) -> None:
    """Open the accounts that are not there yet. `hashed` makes of a password what is stored; that takes
    a while, and all have the same one."""
    missing = [actor for actor in ACTORS if not by_address(actor.address)]
    if not missing:
        return
    password = hashed(PASSWORD)
    with decision(ACTOR) as this:
        if missing == list(ACTORS):
            _begin(this, password)
        for actor in missing:
            _open(this, actor, password)


def _begin(this: Decision, password: str) -> None:
    """What there is before anybody has an account: all States, and who is to ask later."""
    enrol_states(this)
    for name in (NGO, STATE):
        _verify(this, by_name([name]).popitem()[1])
    for asking in ASKING:
        _account(this, asking.name, asking.address, password)


def ask() -> None:
    """Let those who want to speak for an organisation ask, once."""
    waiting = [(one, account) for one in ASKING if (account := by_address(one.address))]
    if any(speaks_for(account.person_id) for _, account in waiting):
        return
    with decision(ACTOR) as this:
        for one, account in waiting:
            representing.ask_by_name(this, account.person, one.organisation, one.position)


def _verify(this: Decision, organisation: Organisation) -> None:
    verify(this, organisation, "the demonstration's own list")


def _account(this: Decision, name: str, address: str, password: str) -> Account:
    account = open_account(this, name, address, password)
    confirm_address(this, account)
    return account


def _open(this: Decision, actor: Actor, password: str) -> None:
    account = _account(this, actor.name, actor.address, password)
    give_role(this, account, actor.role, actor.channel)
    if actor.organisation:
        organisation = by_name([actor.organisation]).popitem()[1]
        representing.vouch(this, account.person, organisation)
