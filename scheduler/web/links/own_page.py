"""The page of somebody without an account: what concerns them, and the way to what they can change."""

from typing import Any

from flask import request

from scheduler.accounts import own_page
from scheduler.links.models import Link
from scheduler.links.queries import waiting_for
from scheduler.nominations.queries import of as nominations
from scheduler.nominations.workflow import NAMES
from scheduler.web.links.purposes import Purpose


def _facts(link: Link) -> dict[str, Any]:
    """What concerns the person to whom the link was sent. `waiting`: links in letters that want an answer,
    by number."""
    person = link.person_id or 0
    return {
        "speaking": own_page.speaking(person),
        "token": (request.view_args or {})["token"],
        "nominations": [one for one in nominations(person, ()) if one.person_id == person],
        "states": NAMES,
        "letters": own_page.letters_to(person),
        "waiting": {other.id: other for other in waiting_for(person, but=own_page.PURPOSE)},
    }


OWN_PAGE = Purpose(own_page.PURPOSE, "links/own-page.html", _facts, {}, own_page.LASTS)
