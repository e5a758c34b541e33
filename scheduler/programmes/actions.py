"""Taking in programme files."""

from collections.abc import Iterator, Sequence

from scheduler.audit.actions import record
from scheduler.formats import programme_file
from scheduler.formats import programme_model as told
from scheduler.formats.programme_file import Fault
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Clash
from scheduler.meetings.models import Room
from scheduler.meetings.queries import rooms as rooms_of
from scheduler.meetings.queries import venue as find_venue
from scheduler.organisations.likeness import Named
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import all_names
from scheduler.programmes import rules
from scheduler.programmes.importing import Import
from scheduler.programmes.reports import FileFault, Report
from scheduler.releases.clashing import in_the_way
from scheduler.telling.releasing import release


def import_files(
    files: Sequence[tuple[str, bytes]], *, actor: str, base_url: str, rehearse: bool = False
) -> Report:
    """Take in programme files, each a name and its bytes: all of them, or none if any has a fault.

    Each changed meeting gets a release, or a draft plan where people work on plans of their own.
    `rehearse`: say what would happen and keep nothing.
    """
    report = Report()
    programmes = list(_read(files, report))
    if report.faults:
        return report
    with decision(actor) as this:
        for name, programme in programmes:
            _take(this, name, programme, base_url, report)
        if rehearse or report.faults:
            this.abandon()
    return report


def _read(files: Sequence[tuple[str, bytes]], report: Report) -> Iterator[tuple[str, told.ProgrammeFile]]:
    """The files that can be read, each with its name."""
    for name, data in files:
        reading = programme_file.read(data, name)
        known = _known(reading.mended)
        report.faults += [FileFault.of(name, fault) for fault in rules.all_faults(reading, known)]
        report.warnings += [FileFault.of(name, fault) for fault in reading.warnings]
        if reading.programme:
            report.warnings += [
                FileFault.of(name, fault) for fault in rules.warnings(reading.programme, known)
            ]
            yield name, reading.programme


def _known(programme: told.ProgrammeFile | None) -> rules.Known:
    """The rooms and organisations that are stored already, by their names."""
    venue = find_venue(programme.meeting.venue) if programme and programme.meeting.venue else None
    rooms = {room.id: room for room in rooms_of(venue).values()} if venue else {}
    organisations = {one.id: one for one in all_names().values()}
    return rules.Known(
        rooms=tuple(Named(room.name, _others(room)) for room in rooms.values()),
        organisations=tuple(Named(one.name, _others(one), one.short_name) for one in organisations.values()),
    )


def _others(named: Room | Organisation) -> tuple[str, ...]:
    return tuple(item.text for item in named.names if item.text != named.name)


def _take(this: Decision, name: str, programme: told.ProgrammeFile, base_url: str, report: Report) -> None:
    work = Import(this, programme)
    try:
        work.carry_out()
    except Clash as clash:
        work.faults.append(Fault(name, clash.sentence))
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
        done.clashes = [clash.sentence for clash in in_the_way(work.meeting)]
