"""What came of an import."""

from dataclasses import dataclass, field

from scheduler.formats.programme_file import Fault
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class FileFault:
    """A fault or a warning, with the file it stands in."""

    file: str
    place: str
    sentence: Sentence

    @classmethod
    def of(cls, file: str, fault: Fault) -> "FileFault":
        return cls(file, fault.place, fault.sentence)


@dataclass
class MeetingReport:
    """What an import did to a meeting; the lists hold titles of entries."""

    code: str
    created: bool = False
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    revived: list[str] = field(default_factory=list)
    kept: list[Sentence] = field(default_factory=list)
    """Edits by people that stand against the file."""
    clashes: list[Sentence] = field(default_factory=list)
    """Of the public timetable, as far as they would stand in the way of a release by hand. What a file says
    is published as it is: it may be the record of what was."""
    release: int | None = None
    """The number of the release that the import made; None if nothing public changed."""
    draft: str | None = None
    """The plan that the import became, where people work on plans of their own."""


@dataclass
class Report:
    """With faults, nothing was stored."""

    faults: list[FileFault] = field(default_factory=list)
    warnings: list[FileFault] = field(default_factory=list)
    meetings: list[MeetingReport] = field(default_factory=list)
