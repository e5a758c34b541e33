"""What waits for somebody who acts for a body, by step, with deadlines; and their lists."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.nominations import desks, languages
from scheduler.nominations.desks import Case
from scheduler.nominations.terms import Field
from scheduler.web import paging
from scheduler.web.bodies import words
from scheduler.web.bodies.window import Window
from scheduler.web.languages import gettext

LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as it was written."""

    call: str = ""
    step: str = ""
    session: str = ""
    late: str = ""
    show: str = ""
    q: str = ""

    def fits(self, case: Case) -> bool:
        return all(fits(case) for wanted, fits in self._questions() if wanted)

    def _questions(self) -> list[tuple[str, Callable[[Case], bool]]]:
        return [
            (self.call, lambda case: str(case.nomination.call_id) == self.call),
            (self.step, lambda case: case.step.name == self.step),
            (self.session, lambda case: self.session in map(str, case.facts[Field.SESSIONS])),
            (self.late, lambda case: case.is_late),
            (self.q, lambda case: all(word in _text(case) for word in fold(self.q).split())),
        ]

    @property
    def kept(self) -> dict[str, str]:
        """For the address of the same list."""
        return {name: value for name, value in vars(self).items() if value}


def asked() -> Asked:
    names = Asked.__dataclass_fields__
    return Asked(**{name: clean_line(request.args.get(name, ""))[:LONGEST] for name in names})


def worklist(window: Window) -> str:
    """What waits for the visitor, or with `show=all` all that lies on their desk."""
    said, who = asked(), window.admit()
    every = desks.cases(who)
    mine = every if said.show == "all" else [case for case in every if case.waits]
    found = [case for case in mine if said.fits(case)]
    calls = {case.nomination.call_id: case.nomination.call.title for case in every}
    sessions = titles(every)
    return window.page(
        "bodies/worklist.html",
        found=paging.present(len(found), lambda at, most: found[at : at + most]),
        notes=notes(found),
        said=said,
        narrowed=_narrowed(window, said, calls, sessions),
        waiting=sum(case.waits for case in every),
        every=len(every),
        steps=_steps(mine),
        late=sum(case.is_late for case in mine),
        calls=calls,
        titles=sessions,
        routes=desks.routes(who),
        Field=Field,
        words=words,
    )


def notes(cases: Sequence[Case]) -> dict[int, Sentence]:
    """Who is not understood where they want to speak, of those whose language is seen."""
    return languages.notes([case.nomination for case in cases if Field.LANGUAGE in case.facts])


def _narrowed(
    window: Window, said: Asked, calls: Mapping[int, str], sessions: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """The filters in use: the name of each, what it asks for, and the address of the list without it."""
    called = {
        "step": (gettext("Step"), said.step),
        "call": (gettext("Call"), _named(calls, said.call)),
        "session": (gettext("Session"), _named(sessions, said.session)),
        "late": (gettext("Due"), gettext("late only")),
    }
    return [
        (name, value, window.to("worklist", **{one: kept for one, kept in said.kept.items() if one != field}))
        for field, (name, value) in called.items()
        if field in said.kept
    ]


def _named(known: Mapping[int, str], number: str) -> str:
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    return known.get(int(number), number) if is_number else number


def titles(cases: Sequence[Case]) -> dict[int, str]:
    """Of all sessions in which somebody wants to speak."""
    return desks.titles(number for case in cases for number in case.facts[Field.SESSIONS])


def _steps(cases: Sequence[Case]) -> Counter[str]:
    return Counter(case.step.name for case in cases)


def _text(case: Case) -> str:
    return fold(f"{case.facts.get(Field.PERSON) or ''} {case.facts[Field.ORGANISATION]}")
