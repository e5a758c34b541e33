"""The types of the fields of a programme file: our readers stand before pydantic's own checks."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BeforeValidator, PlainSerializer

from scheduler.formats import programme_values as values
from scheduler.formats.programme_values import Reader, Wrong, needed, unless_null
from scheduler.kernel import terms
from scheduler.kernel.text import clean, clean_line
from scheduler.kernel.words import Sentence

FORMAT: Final = "scheduler-programme/1"


class Status(StrEnum):
    """What has become of an entry, where it is not simply planned."""

    CANCELLED = "cancelled"


def _needed(read: Reader) -> BeforeValidator:
    return BeforeValidator(needed(read))


def _maybe(read: Reader) -> BeforeValidator:
    return BeforeValidator(unless_null(read))


def _line(most: int) -> Reader:
    return values.text(clean_line, most)


def _side_event_kind(value: object) -> object:
    return unless_null(values.term(terms.SideEventKind))(value) or terms.SideEventKind.SIDE_EVENT


def _this_format(value: object) -> object:
    if value == FORMAT:
        return value
    told = {"found": values.shown(value), "format": FORMAT}
    raise Wrong(Sentence('%(found)s is not a format known here. Write "%(format)s".', **told))


_AS_HH_MM = PlainSerializer(lambda time: f"{time:%H:%M}", return_type=str, when_used="json-unless-none")

ThisFormat = Annotated[Literal["scheduler-programme/1"], BeforeValidator(_this_format)]

Title = Annotated[str, _needed(_line(500))]
MaybeTitle = Annotated[str | None, _maybe(_line(500))]
Name = Annotated[str, _needed(_line(300))]
MaybeName = Annotated[str | None, _maybe(_line(300))]
Language = Annotated[str, _needed(_line(100))]
Source = Annotated[str, _needed(_line(2_000))]
Description = Annotated[str | None, _maybe(values.text(clean, 20_000))]
Note = Annotated[str | None, _maybe(values.text(clean, 5_000))]

Date = Annotated[dt.date, _needed(values.date)]
MaybeDate = Annotated[dt.date | None, _maybe(values.date)]
Time = Annotated[dt.time, _needed(values.time), _AS_HH_MM]
MaybeTime = Annotated[dt.time | None, _maybe(values.time), _AS_HH_MM]
Count = Annotated[int, _needed(values.whole(0, 100_000))]
MaybeCount = Annotated[int | None, _maybe(values.whole(0, 100_000))]
MaybeMinutes = Annotated[int | None, _maybe(values.whole(1, 1_440))]

MeetingCode = Annotated[str, _needed(values.meeting_code)]
MaybeCode = Annotated[str | None, _maybe(values.code)]
MaybeUid = Annotated[str | None, _maybe(values.uid)]
MaybeNumber = Annotated[str | None, _maybe(values.item_number)]
Url = Annotated[str, _needed(values.url)]
MaybeUrl = Annotated[str | None, _maybe(values.url)]

MeetingKind = Annotated[terms.MeetingKind, _needed(values.term(terms.MeetingKind))]
SideEventKind = Annotated[terms.SideEventKind, BeforeValidator(_side_event_kind)]
SegmentKind = Annotated[terms.SegmentKind, _needed(values.term(terms.SegmentKind))]
MaybeSegmentMode = Annotated[terms.SegmentMode | None, _maybe(values.term(terms.SegmentMode))]
FormalKind = Annotated[terms.FormalKind, _needed(values.term(terms.FormalKind))]
MaybeFormat = Annotated[terms.Format | None, _maybe(values.term(terms.Format))]
MaybeStatus = Annotated[Status | None, _maybe(values.term(Status))]
Constituency = Annotated[terms.Constituency, _needed(values.term(terms.Constituency))]
Equipment = Annotated[terms.Equipment, _needed(values.term(terms.Equipment))]
MaybeOrganisationKind = Annotated[terms.OrganisationKind | None, _maybe(values.term(terms.OrganisationKind))]
MaybeEcosocStatus = Annotated[terms.EcosocStatus | None, _maybe(values.term(terms.EcosocStatus))]

Item = TypeVar("Item")
Items = Annotated[tuple[Item, ...], BeforeValidator(values.listed)]
