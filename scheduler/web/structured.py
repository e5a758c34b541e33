"""What pages say to search engines."""

from flask import current_app
from markupsafe import Markup

from scheduler.formats import schema_org
from scheduler.formats.entry import CalendarEntry, MeetingFace
from scheduler.releases import addresses


def event_data(meeting: MeetingFace, entry: CalendarEntry) -> Markup:
    """An entry as schema.org data: a block that browsers do not run, so that the page's policy need not allow
    it."""
    base_url = current_app.config["BASE_URL"]
    page = base_url + addresses.of_entry(meeting.code, entry)
    event = schema_org.event(entry, meeting, page, f"{base_url}/{meeting.code}/")
    return Markup(f'<script type="application/ld+json">{schema_org.as_script(event)}</script>')
