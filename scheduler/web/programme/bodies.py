"""The pages of organisations, over all meetings."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from scheduler.organisations.queries import by_slug, kept
from scheduler.web.kept import keep
from scheduler.web.languages import door_of_pages, here
from scheduler.web.programme.organisations import directory, records
from scheduler.web.shelf import programmes

door = door_of_pages("organisations", __name__)
keep(door)


@door.get("/organisations/")
def organisations() -> str:
    """All organisations that a programme names."""
    listed = directory(programmes().all())
    return render_template("organisations/all.html", listed=listed)


@door.get("/organisations/<slug>/")
def organisation(slug: str) -> ResponseReturnValue:
    """One organisation, as far as programmes name it: what is only in drafts is not shown. The address of one
    that was merged leads to the one that was kept."""
    found, known = records(slug, programmes().all()), by_slug(slug)
    if known and known.merged_into_id:
        return redirect(here(f"/organisations/{kept(known.id).slug}/"))
    if known is None or not found:
        abort(404)
    return render_template("organisations/one.html", organisation=known, records=found)
