"""`scheduler release`: what was decided since the last release, made public."""

import click
from flask import current_app

from scheduler.cli.command import command, require_newest_schema
from scheduler.kernel.decision import decision
from scheduler.meetings.queries import existing_meeting
from scheduler.releases.change import kind_name
from scheduler.releases.coming import coming
from scheduler.telling.releasing import NOTHING, Words, release_as_seen

ACTOR = "command line"


@command("release")
@click.argument("code")
@click.option("--dry-run", is_flag=True, help="Say what would change, and release nothing.")
@click.option("--force", metavar="REASON", help="Release in spite of clashes; the history keeps the reason.")
@click.option("--summary", metavar="TEXT", help="What the page of changes says of it, instead of the counts.")
@click.option("--note", metavar="TEXT", help="A public note, which stands in the letters too.")
@click.option("--tell-nobody", metavar="REASON", help="Write no letters; the history keeps the reason.")
def release_meeting(
    code: str,
    dry_run: bool,
    force: str | None,
    summary: str | None,
    note: str | None,
    tell_nobody: str | None,
) -> None:
    """Make public what changed in the meeting CODE.

    Events accepted since the last release, and whatever changed or was cancelled since. Whom it concerns
    gets a letter, as they chose. Where nothing
    differs, or clashes stand in the way, nothing is released, and the exit code is 1.
    """
    require_newest_schema()
    meeting = existing_meeting(code)
    found = coming(meeting)
    for one in found.entries if found else ():
        click.echo(f"  {kind_name(one.kind)}: {one.entry.title}")
    for clash in found.clashes if found else ():
        click.echo(f"  Clash: {clash.sentence}", err=True)
    if dry_run:
        click.echo(f"Release {found.number} would say this. Nothing is released." if found else str(NOTHING))
        return
    with decision(ACTOR) as this:
        mark = found.mark if found else None
        words, base_url = Words(summary, note), current_app.config["BASE_URL"]
        made = release_as_seen(this, meeting, base_url, mark, words, reason=force, untold=tell_nobody)
        number = made.number
    click.echo(f"{code}: release {number}.")
