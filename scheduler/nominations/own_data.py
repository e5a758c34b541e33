"""All that is kept of somebody in nominations and in the rooms below, as plain values.

Of a nomination of theirs: all that it says, private fields included, and what the person was told. Of one
that they wrote for somebody else: that they did. What reviewers thought stays with their body.
"""

from sqlalchemy import or_, select

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.applications import own_data as below
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.nominations.body_models import Holder
from scheduler.nominations.models import Nomination, PrivateFact, Review, Sent

FIELDS = {
    **below.FIELDS,
    "availability": Sentence("When you can come"),
    "biography": Sentence("Biography"),
    "body": Sentence("Body"),
    "came by a web form": Sentence("When a web form received it"),
    "channel roles": Sentence("Bodies for which you act by a link"),
    "erased after": Sentence("Erased after"),
    "field": Sentence("Field"),
    "joining link": Sentence("By which you join online"),
    "mode": Sentence("How you speak"),
    "named": Sentence("How you are named"),
    "nominations": Sentence("Where you are put forward as a speaker"),
    "part": Sentence("On the panel or from the floor"),
    "private": Sentence("What you told that few may see"),
    "put forward by you": Sentence("Whom you put forward"),
    "recorded": Sentence("May be recorded"),
    "region": Sentence("Region"),
    "reviews": Sentence("What you reviewed"),
    "shown": Sentence("May be shown"),
    "value": Sentence("What you said"),
    "stepped aside because": Sentence("Stepped aside because"),
    "file": Sentence("File"),
    "given": Sentence("What you gave beforehand"),
    "where": Sentence("Where it is"),
    "first time": Sentence("First time"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    return {
        **below.held(traces, base_url),
        "nominations": [_own(one) for one in _nominations(traces)],
        "put forward by you": [_event(one) for one in _written(traces)],
        "reviews": [_review(review, one) for review, one in _reviews(traces)],
        "channel roles": [_holder(one) for one in _holders(traces)],
    }


def _nominations(traces: Traces) -> list[Nomination]:
    found = select(Nomination).where(Nomination.person_id.in_(traces.numbers))
    return list(session.scalars(found.order_by(Nomination.id)))


def _written(traces: Traces) -> list[Nomination]:
    found = select(Nomination).where(
        Nomination.by_id.in_(traces.numbers), Nomination.person_id.not_in(traces.numbers)
    )
    return list(session.scalars(found.order_by(Nomination.id)))


def _reviews(traces: Traces) -> list[tuple[Review, Nomination]]:
    found = (
        select(Review, Nomination)
        .join(Nomination, Nomination.id == Review.nomination_id)
        .where(or_(Review.reviewer.in_(traces.own)))
    )
    return [(review, one) for review, one in session.execute(found.order_by(Review.id))]


def _holders(traces: Traces) -> list[Holder]:
    found = select(Holder).where(Holder.person_id.in_(traces.numbers))
    return list(session.scalars(found.order_by(Holder.id)))


def _own(one: Nomination) -> Values:
    private = select(PrivateFact).where(PrivateFact.nomination_id == one.id).order_by(PrivateFact.field)
    return {
        **_event(one),
        "represents": one.organisation.name,
        "abstract": one.abstract,
        "biography": one.biography,
        "affiliation": one.affiliation,
        "language": one.language,
        "mode": one.mode,
        "availability": one.availability,
        "region": one.region,
        "first time": one.first_time,
        "named": one.named_as.value,
        "shown": one.may_be_shown,
        "recorded": one.may_be_recorded,
        "joining link": one.joining_link,
        "why": one.reason,
        "private": [_private(fact) for fact in session.scalars(private)],
        "came by a web form": stamp(one.came_at),
        "made": stamp(one.made_at),
        "changed": stamp(one.changed_at),
        "given": [_sent(each) for each in one.sent],
    }


def _sent(one: Sent) -> Values:
    return {
        "kind": one.kind.value,
        "text": one.text,
        "file": one.name,
        "where": one.reference,
        "time": stamp(one.changed_at),
    }


def _private(fact: PrivateFact) -> Values:
    return {"field": fact.field, "value": fact.value, "erased after": fact.erase_after.isoformat()}


def _event(one: Nomination) -> Values:
    return {
        "meeting": one.call.meeting.code,
        "title": one.call.title,
        "part": one.part.value,
        "state": one.state.value,
    }


def _review(review: Review, one: Nomination) -> Values:
    return {
        "meeting": one.call.meeting.code,
        "body": review.body,
        "said": review.said,
        "stepped aside because": review.recused,
        "time": stamp(review.at),
    }


def _holder(one: Holder) -> Values:
    return {
        "body": one.body,
        "role": one.role.value,
        "made": stamp(one.since),
        "until": stamp(one.ended_at),
    }
