"""The pages of organisations, over all meetings."""

from flask import abort, render_template

from scheduler.organisations.queries import by_slug
from scheduler.web.kept import keep
from scheduler.web.languages import door_of_pages
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
def organisation(slug: str) -> str:
    """One organisation, as far as programmes name it: what is only in drafts is not shown."""
    found = records(slug, programmes().all())
    known = by_slug(slug) if found else None
    if known is None:
        abort(404)
    return render_template("organisations/one.html", organisation=known, records=found)
