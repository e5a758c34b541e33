"""How somebody without an account wants to be told of changes: by the link in the letter, as often as they
like."""

from collections.abc import Callable
from typing import Any

from scheduler.kernel.decision import Decision
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.telling.choosing import choose
from scheduler.telling.posting import CHOOSE, LASTS
from scheduler.telling.queries import chosen
from scheduler.telling.terms import ByMail
from scheduler.web.links.purposes import Purpose

KEPT = {
    ByMail.AT_ONCE: Sentence("Letters about changes come at once from now on."),
    ByMail.DAILY: Sentence("Letters about changes come once a day from now on."),
    ByMail.NEVER: Sentence("No letters about changes come any more."),
}


def _facts(link: Link) -> dict[str, Any]:
    return {"chosen": chosen(link.person_id or 0)}


def _chooses(by_mail: ByMail) -> Callable[[Decision, Link], Sentence]:
    def act(this: Decision, link: Link) -> Sentence:
        choose(this, link.person_id or 0, by_mail)
        return KEPT[by_mail]

    return act


NEWS = Purpose(
    CHOOSE,
    "links/news.html",
    _facts,
    {one.value: _chooses(one) for one in ByMail},
    LASTS,
    keeps=frozenset(one.value for one in ByMail),
)
