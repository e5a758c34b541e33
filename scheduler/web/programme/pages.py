"""The pages of meetings, their programmes and entries."""

from datetime import date

from flask import Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from scheduler.calls.queries import all_calls, of_meeting
from scheduler.feeds.selection import chosen
from scheduler.kernel import clock
from scheduler.kernel.localtime import to_local
from scheduler.nominations.queries import all_calls as speaker_calls
from scheduler.releases import addresses
from scheduler.releases.programme import Programme, Published
from scheduler.web.kept import keep
from scheduler.web.languages import door_of_pages, here
from scheduler.web.programme import facets, zones
from scheduler.web.programme.asked import EVERY_DAY, REMEMBERED, VIEWS, Asked, read, settled
from scheduler.web.programme.day import is_on, is_placed, next_hour, sheets
from scheduler.web.programme.grid import grid
from scheduler.web.programme.listed import listed, not_over, speakers_not_over
from scheduler.web.programme.panel import benches
from scheduler.web.programme.session import clocks, is_over, texts_of
from scheduler.web.programme.subscribing import subscription
from scheduler.web.programme.week import week
from scheduler.web.shelf import programmes

A_YEAR = 365 * 24 * 3600

door = door_of_pages("programme", __name__)
keep(door)


@door.get("/")
def meetings() -> str:
    """Every meeting: those sitting now, those to come, those past."""
    known = listed(programmes().all(), all_calls(), speaker_calls())
    past = [meeting for meeting in known if meeting.ends < today(meeting.time_zone)]
    coming = [meeting for meeting in known if meeting.starts > today(meeting.time_zone)]
    sitting = [meeting for meeting in known if meeting not in past and meeting not in coming]
    return render_template("programme/all.html", sitting=sitting, coming=coming, past=past[::-1])


@door.get("/<meeting:code>/")
def programme(code: str) -> Response:
    """A meeting's programme, or what a reader chose of it."""
    found = programme_of(code)
    known = facets.all_counts(found)
    wanted = read(request.args.items(multi=True), known)
    asked = settled(wanted, found, known, today(found.meeting.time_zone))
    remembered = request.cookies.get("view")
    view = wanted.view or (remembered if remembered in REMEMBERED else VIEWS[0])
    response = make_response(
        render_template(
            "programme/programme.html",
            view=view,
            **_calls(code),
            **_choice(found, asked.on(EVERY_DAY) if view == "week" else asked, known),
            **_subscribing(found, wanted),
        )
    )
    response.vary.add("Cookie")
    if view != remembered and wanted.view in REMEMBERED:
        response.set_cookie(
            "view", view, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def _calls(code: str) -> dict[str, object]:
    """What the meeting asks for; and whether it asked for anything, so that there is a list of receipts."""
    every = of_meeting(code)
    return {"calls": list(not_over(every)), "had_calls": bool(every), **_speakers(code)}


def _speakers(code: str) -> dict[str, object]:
    every = [call for call in speaker_calls() if call.meeting.code == code]
    return {"speaker_calls": list(speakers_not_over(every)), "had_speaker_calls": bool(every)}


def _choice(programme: Programme, asked: Asked, known: facets.Counts) -> dict[str, object]:
    """What the page of a programme shows. `known`: all values of filters, for what is not chosen too."""
    labels = facets.labels(programme)
    found = facets.counts(asked.selection, programme)
    entries = chosen(asked.selection, programme)
    on_any_day = chosen(asked.on(EVERY_DAY).selection, programme)
    days = [date.fromisoformat(day) for day in asked.values("day") if day in known["day"]]
    shown = sheets(entries, days or None, programme.meeting.time_zone)
    now = clock.now()
    return {
        "programme": programme,
        "meeting": programme.meeting,
        "asked": asked,
        "entries": entries,
        "tabs": sorted(known["day"]),
        "day_counts": found["day"],
        "on_any_day": len(on_any_day),
        "facets": facets.facets(asked, found, labels),
        "chips": list(facets.chips(asked, labels)),
        "followable": list(facets.followable(asked, labels, programme.meeting.code)),
        "sheets": shown,
        "grid": grid,
        "week": week,
        "unplaced": [one for one in on_any_day if not is_placed(one)],
        "is_on": lambda one: is_on(one, now),
        "next_hour": next_hour(shown, now),
    }


def _subscribing(programme: Programme, wanted: Asked) -> dict[str, object]:
    code = programme.meeting.code
    query = wanted.selection.query
    return {"whole": subscription(code), "selection": subscription(code, query) if query else None}


@door.get("/<meeting:code>/<any('side-events','sessions','meetings'):section>/<entry:entry>/")
def entry(code: str, section: str, entry: str) -> AnyResponse:
    """One entry. Under a kind that is not its own it sends on to its right address."""
    found = programme_of(code)
    one = entry_of(found, entry)
    if addresses.section(one.entry.kind) != section:
        return redirect(here(addresses.of_entry(code, one.entry)), 301)
    wished = zones.wish()
    page = render_template(
        f"programme/{section}.html",
        programme=found,
        meeting=found.meeting,
        one=one,
        entry=one.entry,
        benches=benches(one.entry),
        is_on=is_on(one, clock.now()),
        clocks=clocks(one.entry),
        is_over=is_over(one.entry, clock.now(), today(found.meeting.time_zone).isoformat()),
        texts_of=texts_of,
        whole=subscription(code),
        download=request.script_root + addresses.of_entry(code, one.entry).rstrip("/") + ".ics",
        wished=wished,
        beside=zones.beside,
    )
    response = make_response(page)
    response.vary.add("Cookie")
    zones.remember(response, wished)
    return response


def programme_of(code: str) -> Programme:
    return programmes().get(code) or abort(404)


def entry_of(programme: Programme, code: str) -> Published:
    return next((one for one in programme.entries if one.entry.code == code), None) or abort(404)


def today(zone: str) -> date:
    """The day at a venue in this zone."""
    return to_local(clock.now(), zone).date()
