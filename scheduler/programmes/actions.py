"""Taking in programme files."""

from collections.abc import Iterator, Sequence

from scheduler.audit.actions import record
from scheduler.formats import programme_file
from scheduler.formats import programme_model as told
from scheduler.kernel.decision import Decision, decision
from scheduler.organisations.queries import all_names
from scheduler.programmes import rules
from scheduler.programmes.importing import Import
from scheduler.programmes.reports import FileFault, Report
from scheduler.releases.actions import release

Read = list[tuple[str, told.ProgrammeFile]]


def import_files(
    files: Sequence[tuple[str, bytes]], *, actor: str, base_url: str, rehearse: bool = False
) -> Report:
    """Take in programme files, each a name and its bytes: all of them, or none if any has a fault.

    Each changed meeting gets a release, or a draft plan where people work on plans of their own. `rehearse`: say what
    would happen and keep nothing.
    """
    report = Report()
    programmes = list(_read(files, report))
    if report.faults:
        return report
    with decision(actor) as this:
        for name, programme in programmes:
            _warn(name, programme, report)
            _take(this, name, programme, base_url, report)
        if rehearse or report.faults:
            this.abandon()
    return report


def _read(files: Sequence[tuple[str, bytes]], report: Report) -> Iterator[tuple[str, told.ProgrammeFile]]:
    for name, data in files:
        reading = programme_file.read(data, name)
        faults = [*reading.faults, *(rules.faults(reading.mended) if reading.mended else ())]
        report.faults += [FileFault.of(name, fault) for fault in faults]
        report.warnings += [FileFault.of(name, fault) for fault in reading.warnings]
        if reading.programme:
            yield name, reading.programme


def _warn(name: str, programme: told.ProgrammeFile, report: Report) -> None:
    known = rules.Known(organisations=all_names(), rooms=())
    report.warnings += [FileFault.of(name, fault) for fault in rules.warnings(programme, known)]


def _take(this: Decision, name: str, programme: told.ProgrammeFile, base_url: str, report: Report) -> None:
    work = Import(this, programme)
    work.carry_out()
    report.faults += [FileFault.of(name, fault) for fault in work.faults]
    report.meetings.append(work.report)
    if work.faults:
        return
    done = work.report
    record(
        this,
        "import",
        f"meeting {done.code}",
        new=done.new,
        changed=done.changed,
        cancelled=done.cancelled,
        revived=done.revived,
        kept=[str(sentence) for sentence in done.kept],
        draft=done.draft,
    )
    if done.draft is None and (made := release(this, work.meeting, base_url)):
        done.release = made.number
