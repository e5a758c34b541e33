"""What of applications waits for somebody: to be changed, or to be answered."""

from collections.abc import Iterator

from flask import url_for

from scheduler.applications import waiting
from scheduler.applications.models import Application
from scheduler.applications.telling import organisation
from scheduler.kernel import clock
from scheduler.kernel.permissions import Visitor
from scheduler.timetable.draft_programmes.queries import unanswered
from scheduler.web.account.applications.door import at
from scheduler.web.account.waiting import Waits, waits
from scheduler.web.languages import gettext
from scheduler.web.times import day


@waits
def returned(who: Visitor) -> Iterator[Waits]:
    for one in waiting.returned(who):
        said = gettext("Returned for changes: %(title)s", title=_title(one))
        yield Waits(said, at(one, "overview"), gettext("Change it, and submit it again."))


@waits
def flyers(who: Visitor) -> Iterator[Waits]:
    for one in waiting.flyers_returned(who):
        said = gettext("The flyer is returned: %(title)s", title=_title(one))
        yield Waits(said, at(one, "flyer"), gettext("Upload another one."))


@waits
def questions(who: Visitor) -> Iterator[Waits]:
    for one in waiting.questions(who):
        said = gettext(
            "Does %(name)s support “%(title)s”?", name=one.organisation.name, title=_title(one.application)
        )
        address = url_for("account_organisations.events", body=one.organisation_id)
        yield Waits(said, address, organisation(one.application))


@waits
def offers(who: Visitor) -> Iterator[Waits]:
    for one in waiting.offers(who):
        said = gettext("You are asked to make one event of two: %(title)s", title=_title(one.into))
        yield Waits(said, at(one.into, "joining"), organisation(one.from_))


@waits
def places(who: Visitor) -> Iterator[Waits]:
    for place, one in unanswered(who, clock.now()):
        said = gettext("Does the place in the draft programme suit “%(title)s”?", title=_title(one))
        hint = gettext("Answer until the end of %(day)s.", day=day(place.draft.last_day))
        yield Waits(said, at(one, "draft"), hint)


def _title(one: Application) -> str:
    return one.title or gettext("Draft without a title")
