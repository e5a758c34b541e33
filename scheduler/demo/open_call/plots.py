"""Which stories make up each fate."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from scheduler.demo.open_call import deciding, supporting, writing
from scheduler.demo.open_call.cast import Part
from scheduler.demo.open_call.fates import UNSENT, Fate
from scheduler.demo.open_call.play import Story
from scheduler.demo.open_call.stage import Scene, Stage
from scheduler.jobs.tasks import tend_cosponsors
from scheduler.kernel.terms import OrganisationKind

AFTERWARDS: dict[Fate, tuple[Callable[[Scene], Story], ...]] = {
    Fate.RECEIVED: (),
    Fate.LATE: (),
    Fate.READ: (deciding.look,),
    Fate.CHANGED: (writing.change,),
    Fate.RETURNED: (deciding.return_,),
    Fate.RESUBMITTED: (deciding.return_, writing.hand_in_again),
    Fate.WAITING: (deciding.put_on_waiting_list,),
    Fate.ACCEPTED: (deciding.accept,),
    Fate.DECLINED: (deciding.decline,),
    Fate.INELIGIBLE: (deciding.find_ineligible,),
    Fate.REOPENED: (deciding.decline, deciding.reopen),
    Fate.WITHDRAWN: (writing.withdraw,),
    Fate.CALLED_OFF: (deciding.accept, writing.call_off),
    Fate.CANCELLED: (deciding.accept, deciding.cancel),
}
"""What follows the receipt."""
ADVISED = 4
"""Of so many NGOs' applications the Civil Society Unit says something about one."""


def stories(stage: Stage, parts: Sequence[Part]) -> list[Story]:
    """All that happens in the calls until now."""
    scenes = {part.number: Scene(stage, part) for part in parts}
    found = [deciding.publish_receipts(stage), _remind(stage)]
    for part in parts:
        scene = scenes[part.number]
        found.append(_main(scene, scenes))
        found += _beside(scene)
    return found


def _main(scene: Scene, scenes: dict[int, Scene]) -> Story:
    fate = scene.part.fate
    if fate in UNSENT:
        yield from writing.draft(scene)
    elif fate is Fate.ON_BEHALF:
        yield from deciding.enter_for_them(scene)
    elif fate is Fate.DOUBLED:
        yield from writing.second(scene)
    else:
        yield from writing.hand_in(scene)
        if scene.part.other:
            yield from writing.join(scene, scenes[scene.part.other.number])
        for story in AFTERWARDS.get(fate, ()):
            yield from story(scene)


def _beside(scene: Scene) -> Iterator[Story]:
    """What goes on at the same time: co-sponsors answer, a flyer comes, advice is given."""
    part = scene.part
    if part.fate is not Fate.ON_BEHALF:
        yield from supporting.answers(scene)
    if part.has_flyer:
        yield _flyer(scene)
    if part.lead.kind is OrganisationKind.NGO and part.fate not in UNSENT and part.number % ADVISED == 0:
        yield deciding.advise(scene)


def _flyer(scene: Scene) -> Story:
    yield from writing.flyer(scene)
    yield from deciding.review_flyer(scene)


def _remind(stage: Stage) -> Story:
    """What the worker does every morning."""
    moment = min(call.opens_at for call in stage.calls.values()) + timedelta(minutes=5)
    while moment < stage.now:
        yield moment
        tend_cosponsors()
        moment += timedelta(days=1)
