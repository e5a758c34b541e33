"""Why each name that was put forward has a seat on a panel, or has none, in words. It explains any seating,
also one that people made. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.formats.allocation_file import Nomination, Panels, Session
from scheduler.kernel.words import Sentence

Seating = dict[str, list[str]]
"""Ids of nominations by session."""
Told = dict[str, dict[str, Sentence]]
"""Sentences by session and nomination."""


def why_unfit(nomination: Nomination, session: Session) -> Sentence | None:
    """Why a nomination cannot have a seat in a session, whoever else has one."""
    if session.id not in nomination.sessions:
        return Sentence("Not put forward for this session.")
    if session.slot in nomination.unavailable_slots:
        return Sentence("Not available then.")
    if not session.seats.get(nomination.constituency):
        return Sentence(
            "This session has no seat for %(constituency)s.", constituency=nomination.constituency
        )
    return None


def together(sessions: Iterable[Session]) -> list[list[Session]]:
    """Those of one panel, which count countries together."""
    panels: dict[tuple[bool, str], list[Session]] = {}
    for one in sessions:
        panels.setdefault((one.panel is None, one.panel or one.id), []).append(one)
    return list(panels.values())


def explain(instance: Panels, seating: Seating, *, seated: bool) -> Told:
    """For each session, why those have seats who have (`seated`), or what stands in the way of each that was
    put forward for it and has none, with all others where they are."""
    return _why_seated(instance, seating) if seated else _why_not(instance, seating)


def _why_seated(instance: Panels, seating: Seating) -> Told:
    found: Told = {}
    for session in sorted(instance.sessions, key=lambda each_: each_.id):
        in_it = set(seating.get(session.id, ()))
        for one in sorted(instance.nominations, key=lambda each_: each_.id):
            if one.id in in_it:
                rivals = [
                    other.id
                    for other in sorted(instance.nominations, key=lambda each_: each_.id)
                    if other.id not in in_it
                    and other.constituency == one.constituency
                    and why_unfit(other, session) is None
                ]
                found.setdefault(session.id, {})[one.id] = _has_seat(one, session, rivals)
    return found


def _has_seat(one: Nomination, session: Session, rivals: list[str]) -> Sentence:
    if one.id in session.seated:
        return Sentence("Had this seat already.")
    told: dict[str, object] = {
        "seats": session.seats.get(one.constituency, 0),
        "constituency": one.constituency,
        "rank": one.rank,
        "rivals": ", ".join(rivals),
    }
    if not rivals:
        return Sentence(
            "Seats for %(constituency)s here: %(seats)s. Nobody without a seat here could have had this one.",
            **told,
        )
    return Sentence(
        "Seats for %(constituency)s here: %(seats)s. It is wish %(rank)s of its body. Others who could have "
        "had it: %(rivals)s; what speaks against each is said beside them.",
        **told,
    )


def _why_not(instance: Panels, seating: Seating) -> Told:
    by_id = {one.id: one for one in instance.nominations}
    of = Counter(id_ for ids in seating.values() for id_ in ids)
    at = {
        (session.slot, id_): session.id
        for session in instance.sessions
        for id_ in seating.get(session.id, ())
    }
    panel = {one.id: panel for panel in together(instance.sessions) for one in panel}
    found: Told = {}
    for session in sorted(instance.sessions, key=lambda each_: each_.id):
        beside = [by_id[id_] for one in panel[session.id] for id_ in seating.get(one.id, ())]
        seated = [by_id[id_] for id_ in seating.get(session.id, ())]
        for one in sorted(instance.nominations, key=lambda each_: each_.id):
            if session.id in one.sessions and one not in seated:
                why = why_unfit(one, session) or next(_against(one, session, seated, beside, of, at))
                found.setdefault(session.id, {})[one.id] = why
    return found


def _against(
    one: Nomination,
    session: Session,
    seated: Iterable[Nomination],
    beside: Iterable[Nomination],
    of: Counter[str],
    at: dict[tuple[str, str], str],
) -> Iterator[Sentence]:
    if (session.slot, one.id) in at:
        yield Sentence("Has a seat in %(session)s at the same time.", session=at[session.slot, one.id])
    if of[one.id] >= one.max_sessions:
        yield Sentence("Has as many seats as wanted.")
    same = [each_.id for each_ in beside if each_.country == one.country]
    if len(same) >= session.max_per_country:
        yield Sentence("%(others)s from the same country has a seat.", others=", ".join(sorted(same)))
    rivals = sorted(each_.id for each_ in seated if each_.constituency == one.constituency)
    if len(rivals) >= session.seats.get(one.constituency, 0):
        yield Sentence("The seats for %(constituency)s went to %(others)s.", constituency=one.constituency,
                       others=", ".join(rivals))  # fmt: skip
    if not (session.min_women or session.min_men):
        yield Sentence("A seat here is free for this one: the search was ended before it was given.")
    yield Sentence("With this one the balance of women and men would not hold.")
