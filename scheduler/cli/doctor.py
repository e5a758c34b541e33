"""`scheduler doctor`: is everything as it should be?"""

from collections.abc import Iterable

import click
from flask.cli import ScriptInfo

from scheduler.cli import checkup
from scheduler.cli.checkup import Check, Finding, note, wrong
from scheduler.cli.command import HELP, Command, sentence


@click.command("doctor", cls=Command, context_settings=HELP)
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look whether everything is as it should be.

    A line each: "ok", "note" (worth knowing, and no fault) or "wrong". The exit code is 1 if anything is
    wrong.
    """
    try:
        app = context.ensure_object(ScriptInfo).load_app()
    except Exception as error:
        found = [("settings", wrong(sentence(error)))]
    else:
        with app.app_context():
            found = list(_all_findings())
    for name, finding in found:
        click.echo(f"{finding.verdict:<7}{name:<11}{finding.sentence}")
    if any(finding.verdict == "wrong" for _, finding in found):
        context.exit(1)


def _all_findings() -> Iterable[tuple[str, Finding]]:
    """Checks that read tables are left out when there are none to read."""
    readable = True
    for check in checkup.CHECKS:
        if check.reads_tables and not readable:
            yield check.name, note("Not looked at, since the database cannot be read.")
            continue
        findings = _findings(check)
        if check.opens_database and any(finding.verdict == "wrong" for finding in findings):
            readable = False
        yield from ((check.name, finding) for finding in findings)


def _findings(check: Check) -> list[Finding]:
    try:
        return list(check.look())
    except Exception as error:
        return [wrong(sentence(error))]
