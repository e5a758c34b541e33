"""Pictures of the applications of a call, and the numbers in them."""

from datetime import timedelta

from flask import Flask

from scheduler.applications.figures import slots
from scheduler.kernel import clock
from scheduler.kernel.terms import Role
from tests.applications import stage
from tests.applications.stage import DURING
from tests.web.conftest import texts
from tests.web.desk.applications.list_of import LIST, at_desk, page

FIGURES = f"{LIST}figures"


def test_nothing_to_draw_yet(app: Flask) -> None:
    desk = at_desk(app)
    assert texts(page(desk, FIGURES), "main p")[-1].startswith("Nothing was submitted here yet.")
    stage.call()
    assert page(desk, FIGURES).css("main svg") == []


def test_each_picture_has_its_numbers_in_a_table(app: Flask) -> None:
    call = stage.call()
    first, second = slots(call.meeting)
    for days, lead, theme, wishes, whole_days in (
        (0, stage.organisation("A"), "Treatment", {first.id: 1, second.id: 2}, [second.day]),
        (0, stage.organisation("B"), "Treatment", {first.id: 1}, [second.day]),
        (2, stage.state("Chad"), None, {first.id: 0, second.id: 1}, []),
    ):
        at = DURING + timedelta(days=days)
        with clock.set_to(at):
            stage.hand_in(stage.draft(call, lead, theme=theme, wishes=wishes, days=whole_days), at)
    desk = at_desk(app)
    found = page(desk, f"{FIGURES}?call=CND70-S")
    tables = [
        list(zip(texts(table, "tbody th"), texts(table, "tbody td"), strict=False))
        for table in found.css("figure table")
    ]
    assert [row for row in tables[0] if row[1] != "0"] == [("Fri 15 Jan", "2"), ("Sun 17 Jan", "1")]
    assert tables[1] == [("Member State", "1"), ("NGO", "2")]
    assert tables[2] == [("Treatment", "2"), ("No theme", "1")]
    assert texts(found.css("figure table")[3], "td") == ["1", "2", "2", "1", "1", "3"]
    assert len(found.css("figure svg[role=img] title")) == 4
    unit = at_desk(app, Role.CIVIL_SOCIETY_UNIT)
    shown = page(unit, FIGURES)
    assert texts(shown.css("figure table")[1], "tbody th, tbody td") == ["NGO", "2"]
    assert len(shown.css("figure")) == 3
