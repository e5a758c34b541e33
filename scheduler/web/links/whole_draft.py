"""The whole of a draft programme for who has no account, behind the links of its letters."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from scheduler.accounts.own_page import name_of
from scheduler.links import queries as links
from scheduler.timetable.draft_programmes.telling import ANSWER
from scheduler.web.access import open_to_all
from scheduler.web.draft_programmes.listing import listing
from scheduler.web.links.door import door, ended, find
from scheduler.web.links.draft_programmes import LEAD_HERE, place_of


@door.get("/<token>/draft/", endpoint="draft")
@open_to_all
def whole(token: str) -> ResponseReturnValue:
    """Of the link's own event the reason of its place is told too, to who answers for it."""
    link = find(token)
    if links.ended(link):
        return ended(link)
    if link.purpose not in LEAD_HERE:
        abort(404)
    place = place_of(link)
    draft = place.draft
    own = [place.entry_id] if link.purpose == ANSWER else []
    return render_template(
        "links/draft-programme.html",
        link=link,
        reader=name_of(link.person_id) if link.person_id else None,
        token=token,
        draft=draft,
        meeting=draft.meeting,
        zone=draft.meeting.time_zone,
        listing=listing(draft, own),
    )
