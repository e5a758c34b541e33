"""What applicants do: they write, submit, change, withdraw, join, and upload flyers."""

from collections.abc import Collection

from scheduler.accounts.actions import thing
from scheduler.accounts.models import Account
from scheduler.accounts.queries import by_address
from scheduler.applications import deciding, joining, material
from scheduler.applications.drafting import discard, save, start
from scheduler.applications.facts import Facts
from scheduler.applications.queries import current
from scheduler.applications.submitting import submit
from scheduler.applications.workflow import ALIVE
from scheduler.demo.open_call import flyers, reasons
from scheduler.demo.open_call.applicants import open_for
from scheduler.demo.open_call.cast import OWN
from scheduler.demo.open_call.fates import Fate
from scheduler.demo.open_call.play import Story
from scheduler.demo.open_call.proposals import links
from scheduler.demo.open_call.stage import Scene
from scheduler.demo.open_call.supporting import name_all
from scheduler.demo.people import LOOKALIKE
from scheduler.kernel.decision import decision
from scheduler.kernel.permissions import NOBODY

FIELDS = ("title", "theme", "languages", "abstract", "speakers")
"""What a draft that is not finished can have, from the first on."""


def hand_in(scene: Scene) -> Story:
    """From the first words to the receipt."""
    yield scene.begins()
    begin(scene, scene.applicant.account)
    yield scene.submits()
    send(scene)


def draft(scene: Scene) -> Story:
    """Some fields are filled; all of them where newcomers are to submit it."""
    yield scene.begins()
    filled = None if scene.part.lead in OWN else FIELDS[: scene.rng.randint(1, len(FIELDS))]
    begin(scene, scene.applicant.account, filled)
    if scene.part.fate is Fate.DISCARDED:
        yield scene.later(0.5)
        with decision(scene.applicant.actor) as this:
            discard(this, scene.application)


def hand_in_again(scene: Scene) -> Story:
    """What was returned comes back, with more in its abstract."""
    yield scene.later(0.6)
    with decision(scene.applicant.actor) as this:
        one = scene.application
        save(this, one, one.revision, Facts(abstract=f"{one.abstract}\n\n{reasons.ADDED}"))
        submit(this, one, this.at, scene.stage.keyring)


def change(scene: Scene) -> Story:
    """After the receipt links come in, or one of the speakers takes part online."""
    yield scene.later(0.8)
    with decision(scene.applicant.actor) as this:
        one = scene.application
        *others, last = current(one).speakers
        moved = last.model_copy(update={"online": not last.online})
        in_turn = (Facts(links=links(scene.rng, scene.part.lead)), Facts(speakers=(*others, moved)))
        save(this, one, one.revision, in_turn[scene.part.number % 2])


def withdraw(scene: Scene) -> Story:
    yield scene.later(0.6)
    with decision(scene.applicant.actor) as this:
        deciding.withdraw(this, scene.application)


def call_off(scene: Scene) -> Story:
    yield scene.later(0.8)
    with decision(scene.applicant.actor) as this:
        deciding.call_off(this, scene.application, scene.rng.choice(reasons.CALLED_OFF))


def second(scene: Scene) -> Story:
    """Somebody else applies for an organisation that leads an application already."""
    yield scene.begins()
    account = _stranger(scene)
    begin(scene, account)
    yield scene.submits()
    with decision(thing(account)) as this:
        submit(this, scene.application, this.at, scene.stage.keyring)


def join(scene: Scene, other: Scene) -> Story:
    """The organiser offers another one to make one event of two; the fate says how that one answers."""
    yield scene.later(0.3, max(scene.submits(), other.submits()))
    with decision(scene.applicant.actor) as this:
        offer = joining.offer(this, scene.application, other.application)
    if scene.part.fate is Fate.OFFERED:
        return
    yield scene.later(0.6)
    answer = joining.agree if scene.part.fate is Fate.JOINED else joining.refuse
    with decision(other.applicant.actor) as this:
        answer(this, offer)


def flyer(scene: Scene) -> Story:
    """A file comes some time after the receipt."""
    yield scene.later(0.3, scene.submits())
    if scene.application.state not in ALIVE:
        return
    title, lead = scene.part.proposal.title, scene.part.lead.name
    is_sheet = scene.part.number % 3 == 0
    data = flyers.sheet([lead, title[:60]]) if is_sheet else flyers.picture(scene.rng)
    with decision(scene.applicant.actor) as this:
        said = f"{title}. An event of {lead}. Everybody is welcome."
        material.upload(this, scene.application, scene.stage.uploads, "flyer.pdf", data, said)


def begin(scene: Scene, account: Account, fields: Collection[str] | None = None) -> None:
    """The draft, with its co-sponsors named and asked."""
    given = scene.part.proposal.facts(scene.stage.slots).given
    facts = given if fields is None else {field: given[field] for field in fields}
    with decision(thing(account)) as this:
        one = start(this, scene.call, account.person, scene.applicant.organisation)
        save(this, one, one.revision, Facts(**facts))
        name_all(this, scene, one)
    scene.application = one


def send(scene: Scene) -> None:
    with decision(scene.applicant.actor) as this:
        submit(this, scene.application, this.at, scene.stage.keyring)


def _stranger(scene: Scene) -> Account:
    """Who waits to speak for the demonstration's own NGO; for others, somebody new."""
    if scene.part.lead.name == LOOKALIKE.organisation and (account := by_address(LOOKALIKE.address)):
        return account
    with decision(NOBODY.actor) as this:
        return open_for(this, scene.part.lead, scene.part.lead.people[1])
