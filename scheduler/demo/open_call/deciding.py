"""What the desk does: it reads, returns, accepts and declines, enters for others, and reviews flyers."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from scheduler.applications import deciding, material
from scheduler.applications.submitting import enter, publish
from scheduler.applications.terms import Check
from scheduler.applications.workflow import ALIVE, OPEN
from scheduler.audit.actions import note
from scheduler.demo.open_call import reasons
from scheduler.demo.open_call.play import Story
from scheduler.demo.open_call.session import ZONE
from scheduler.demo.open_call.stage import Scene, Stage
from scheduler.kernel.decision import OnBehalf, decision
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import SideEventKind, Source
from scheduler.organisations.actions import verify

SHARE = 0.6
"""Of the time that is left, the most after which the desk does the next thing."""
PUBLISHED_AFTER = timedelta(days=4)
LIST_OF_NGOS = "the list of NGOs in consultative status (fictitious)"


def look(scene: Scene) -> Story:
    """Somebody reads it, and is not done yet."""
    yield scene.later(SHARE)
    _read(scene, EVERYTHING[: scene.rng.randint(0, len(Check))])
    if scene.rng.random() < 0.5:
        _do(scene, note, scene.application.thing, scene.rng.choice(reasons.NOTES))


def return_(scene: Scene) -> Story:
    yield scene.later(SHARE)
    _read(scene, EVERYTHING, wrong={Check.CONTENT})
    _do(scene, deciding.return_, scene.application, scene.rng.choice(reasons.RETURNED))


def accept(scene: Scene) -> Story:
    """After every point was found fine; by two readers where the call asks for it, and at times elsewhere."""
    yield scene.later(SHARE)
    _read(scene, EVERYTHING)
    if scene.call.second_reader or scene.part.number % 8 == 0:
        yield scene.later(SHARE)
        _read(scene, EVERYTHING, is_second=True)
    _do(scene, deciding.accept, scene.application)


def decline(scene: Scene) -> Story:
    yield scene.later(SHARE)
    _read(scene, EVERYTHING, wrong={Check.RELEVANCE})
    _do(scene, deciding.decline, scene.application, scene.rng.choice(reasons.DECLINED))


def find_ineligible(scene: Scene) -> Story:
    """The organiser is looked up, and turns out to have no status."""
    yield scene.later(SHARE)
    lead = scene.application.lead
    assert lead, "submitted applications have a lead"
    _do(scene, verify, lead, LIST_OF_NGOS)
    _read(scene, [Check.ELIGIBILITY], wrong={Check.ELIGIBILITY})
    _do(scene, deciding.decline, scene.application, reasons.INELIGIBLE)


def reopen(scene: Scene) -> Story:
    yield scene.later(SHARE)
    _do(scene, deciding.reopen, scene.application, reasons.REOPENED)


def put_on_waiting_list(scene: Scene) -> Story:
    """At its end; one in four moves up to its head."""
    yield scene.later(SHARE)
    _read(scene, EVERYTHING)
    _do(scene, deciding.put_on_waiting_list, scene.application, scene.rng.choice(reasons.WAITING))
    if scene.part.number % 4 == 0:
        yield scene.later(SHARE)
        _do(scene, deciding.move_on_waiting_list, scene.application, 1)


def cancel(scene: Scene) -> Story:
    yield scene.later(SHARE)
    _do(scene, deciding.cancel, scene.application, reasons.CANCELLED)


def enter_for_them(scene: Scene) -> Story:
    """A note verbale comes, and the desk enters what it says on the next day."""
    came = scene.submits()
    yield scene.later(0.1, came)
    stage, applicant = scene.stage, scene.applicant
    wish = OnBehalf(
        Source.NOTE_VERBALE, to_local(came, ZONE).date(), f"NV {scene.part.number}/{came.year} (fictitious)"
    )
    facts = scene.part.proposal.facts(stage.slots, organisation=applicant.organisation.id)
    with decision(scene.readers[0], wish) as this:
        receipt = enter(this, scene.call, applicant.account.person, facts, stage.keyring)
    scene.application = receipt.application


def advise(scene: Scene) -> Story:
    """The Civil Society Unit says what it knows of an NGO."""
    yield scene.later(SHARE, scene.submits())
    if scene.application.state in OPEN:
        with decision(scene.stage.desk.unit) as this:
            note(this, scene.application.thing, scene.rng.choice(reasons.ADVICE))


def review_flyer(scene: Scene) -> Story:
    """Most are cleared, some go back, some wait still. It follows the upload."""
    verdict = scene.part.number % 3
    if verdict == 0 or scene.application.material is None:
        return
    yield scene.later(SHARE)
    if scene.application.state not in ALIVE:
        return
    if verdict == 1:
        _do(scene, material.clear, scene.application)
    else:
        _do(scene, material.return_, scene.application, scene.rng.choice(reasons.FLYER_RETURNED))


def publish_receipts(stage: Stage) -> Story:
    """Of the call that is over."""
    call = stage.calls[SideEventKind.SPECIAL_EVENT]
    yield call.closes_at + PUBLISHED_AFTER
    with decision(stage.desk.secretary) as this:
        publish(this, call)


EVERYTHING = tuple(Check)


def _read(
    scene: Scene, checks: Collection[Check], *, wrong: Collection[Check] = (), is_second: bool = False
) -> None:
    """What a reader finds about these points, all at one sitting; the first one claims it."""
    reader = scene.readers[is_second]
    with decision(reader) as this:
        if not is_second:
            deciding.claim(this, scene.application)
        for check in checks:
            is_fine = check not in wrong
            said = scene.rng.choice(reasons.READINGS[is_fine])
            deciding.read(this, scene.application, check, is_fine, said)


def _do(scene: Scene, act: Callable[..., Any], *what: Any) -> None:
    """One of the desk's acts, by whoever reads it."""
    with decision(scene.readers[0]) as this:
        act(this, *what)
