"""Writing formal meetings."""

from scheduler.formal_meetings.models import AgendaItem, FormalMeeting
from scheduler.formal_meetings.queries import KINDS
from scheduler.formats import programme_model as told


def tell(meeting: FormalMeeting, item: told.FormalMeeting) -> None:
    """Give the formal meeting the facts of a programme file."""
    meeting.kind = KINDS[item.kind]
    meeting.agenda_items = [
        AgendaItem(position=n, number=i.number, title=i.title, symbols=list(i.symbols))
        for n, i in enumerate(item.agenda_items)
    ]
