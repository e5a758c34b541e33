"""Flyers: known by their content, reviewed by themselves, public only once cleared."""

import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.applications import deciding, material
from scheduler.applications.accepted import public_material
from scheduler.applications.models import Application, Material
from scheduler.applications.terms import Flyer
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import Refused
from scheduler.kernel.uploads import JPEG, LARGEST, PDF, PNG, media_type
from tests.applications import stage
from tests.applications.desk import day, do, letter, told

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
SAID = "A picture of a lake. The event begins at 13:10 in room M2."


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 2, height: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2)) + chunk(b"IEND")


def jpeg(width: int = 2, height: int = 2) -> bytes:
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\x34"
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + frame + scan + b"\xff\xd9"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where flyers lie; nobody has made it yet."""
    return tmp_path / "uploads"


def uploaded(folder: Path, data: bytes = A_PDF, name: str = "flyer.pdf") -> Application:
    one = stage.received(stage.call(material_until=day(20)))
    do(material.upload, one, folder, name, data, SAID)
    return one


def of(application: Application) -> Material:
    assert application.material is not None
    return application.material


@pytest.mark.parametrize(("data", "kind"), [(A_PDF, PDF), (png(), PNG), (jpeg(), JPEG)])
def test_what_a_flyer_can_be(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"MZ" + A_PDF,
        A_PDF[:9],
        A_PDF.replace(b"startxref", b""),
        png()[:-4],
        png() + b"<script>",
        png(0, 2),
        png(20_001, 2),
        png().replace(b"IDAT", b"IDAX"),
        jpeg()[:-2],
        jpeg(0, 2),
        jpeg(30_000, 2),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff" + b"\xff\xff" * 40,
        b"GIF89a" + bytes(20),
        b"PK\x03\x04" + bytes(30),
    ],
)
def test_what_it_cannot_be(data: bytes) -> None:
    assert media_type(data) is None


def test_it_is_kept_under_its_digest_and_waits_for_its_review(app: Flask, folder: Path) -> None:
    one = uploaded(folder, png(), name="C:\\Users\\x\\..\\My flyer?.pdf")
    found = of(one)
    assert (found.state, found.media_type, found.size) == (Flyer.WAITING, PNG, len(png()))
    assert (found.name, found.alternative) == ("My flyer.png", SAID)
    assert [file.name for file in folder.iterdir()] == [found.digest]
    assert material.path(folder, found).read_bytes() == png()


@pytest.mark.parametrize(
    ("data", "alternative", "why"),
    [
        (b"%PDF-" + bytes(LARGEST), SAID, "too large: 5 MB at most"),
        (b"hello", SAID, "no PDF, PNG or JPEG"),
        (A_PDF, " \n\u200b", "Write what the flyer says"),
        (A_PDF, "x" * 5001, "Write what the flyer says"),
    ],
)
def test_what_is_refused_leaves_nothing(
    app: Flask, folder: Path, data: bytes, alternative: str, why: str
) -> None:
    one = stage.received(stage.call())
    with pytest.raises(Refused, match=why):
        do(material.upload, one, folder, "flyer.pdf", data, alternative)
    assert one.material is None
    assert not folder.exists()


def test_returned_replaced_and_cleared(app: Flask, folder: Path) -> None:
    one = uploaded(folder)
    do(material.return_, one, str(material.BANNER))
    assert (of(one).state, of(one).said) == (Flyer.RETURNED, str(material.BANNER))
    assert "the Commission's banner" in letter("material-returned").text
    do(material.upload, one, folder, "new.png", png(), "Another text.")
    assert (of(one).state, of(one).said, of(one).alternative) == (Flyer.WAITING, None, "Another text.")
    do(material.clear, one)
    assert of(one).state is Flyer.CLEARED
    assert len(told("material-cleared")) == 1
    with pytest.raises(Refused):
        do(material.clear, one)
    with pytest.raises(Refused, match="Say why"):
        do(material.return_, one, "")


def test_it_is_public_once_cleared_and_accepted(app: Flask, folder: Path) -> None:
    one = uploaded(folder)
    do(deciding.accept, one)
    assert one.entry_id is not None
    assert public_material(one.entry_id) is None
    do(material.clear, one)
    found = public_material(one.entry_id)
    assert found is not None
    assert found.alternative == SAID
    do(deciding.cancel, one, "No room.")
    assert public_material(one.entry_id) is None


def test_it_changes_until_the_deadline(app: Flask, folder: Path) -> None:
    one = uploaded(folder)
    with clock.set_to(day(20)):
        for act, more in ((material.upload, (folder, "a.pdf", A_PDF, SAID)), (material.remove, ())):
            with pytest.raises(Refused, match="deadline for flyers is over"):
                do(act, one, *more)
        do(material.clear, one)
    do(material.remove, one)
    assert one.material is None
    with pytest.raises(Refused, match="no flyer"):
        do(material.remove, one)


def test_files_to_which_nobody_refers_are_swept(app: Flask, folder: Path) -> None:
    assert material.sweep(folder, clock.now()) == 0
    one = uploaded(folder)
    before = of(one).digest
    do(material.upload, one, folder, "new.png", png(), SAID)
    written = max(file.stat().st_mtime for file in folder.iterdir())
    later = datetime.fromtimestamp(written, UTC)
    assert material.sweep(folder, later - timedelta(hours=1)) == 0
    assert material.sweep(folder, later + timedelta(hours=1)) == 1
    assert [file.name for file in folder.iterdir()] == [of(one).digest] != [before]


def test_two_applications_share_one_file(app: Flask, folder: Path) -> None:
    call = stage.call()
    first, second = stage.received(call), stage.received(call)
    for one in (first, second):
        do(material.upload, one, folder, "flyer.pdf", A_PDF, SAID)
    do(material.remove, first)
    session.expire_all()
    assert [file.name for file in folder.iterdir()] == [of(second).digest]
