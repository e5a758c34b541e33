"""Files that people give us: what their bytes really are, whatever their name says, and where they lie."""

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from scheduler.kernel.codes import new_code
from scheduler.kernel.text import clean_line, shorten

LARGEST = 5 * 1024 * 1024
"""Bytes."""
LARGEST_SIDE = 20_000
"""Pixels."""
PDF, PNG, JPEG, TEXT = "application/pdf", "image/png", "image/jpeg", "text/plain"
LONGEST_NAME = 100
"""Characters, without the ending."""
SUFFIXES = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", TEXT: ".txt"}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a picture's size (ITU-T T.81, table B.1)."""


def media_type(data: bytes) -> str | None:
    """PDF, PNG or JPEG, by what is inside; None for anything else, and for what is broken."""
    for name, fits in ((PDF, _is_pdf), (PNG, _is_png), (JPEG, _is_jpeg)):
        if fits(data):
            return name
    return None


def named(name: str, kind: str, otherwise: str) -> str:
    """A name to download it by, with the ending that its content has."""
    stem = clean_line(name).replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    kept = "".join(char for char in stem if char.isalnum() or char in " -_.").strip(" .")
    return shorten(kept or otherwise, LONGEST_NAME) + SUFFIXES[kind]


def store(folder: Path, digest: str, data: bytes) -> None:
    """Whole or not at all; the same content twice is one file, which is young again for `sweep`."""
    folder.mkdir(parents=True, exist_ok=True)
    passing = folder / f"{digest}.{new_code(())}"
    with passing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(folder / digest)


def sweep(folder: Path, kept: Collection[str], until: datetime) -> int:
    """Remove files that were written before this moment (UTC), but those of these digests: a younger one may
    belong to a decision that is still being taken. Returns how many."""
    if not folder.is_dir():
        return 0
    old = [file for file in folder.iterdir() if file.is_file() and file.stat().st_mtime < until.timestamp()]
    lost = [file for file in old if file.name not in kept]
    for file in lost:
        file.unlink(missing_ok=True)
    return len(lost)


def _is_pdf(data: bytes) -> bool:
    """A header, a cross-reference, and an end (ISO 32000-2, 7.5)."""
    end = data[-1024:]
    return data.startswith((b"%PDF-1.", b"%PDF-2.")) and b"startxref" in end and b"%%EOF" in end


def _is_png(data: bytes) -> bool:
    """Chunks without gaps from IHDR to IEND (ISO/IEC 15948, 5)."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    place, kinds = 8, []
    while place + 12 <= len(data):
        kinds.append(data[place + 4 : place + 8])
        place += 12 + int.from_bytes(data[place : place + 4])
    whole = place == len(data) and kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"] and b"IDAT" in kinds
    return whole and _is_sane(data[16:20], data[20:24])


def _is_jpeg(data: bytes) -> bool:
    """Segments without gaps to a frame with its size and to the picture itself (ITU-T T.81, B.1)."""
    place, size = 2, False
    while data.startswith(b"\xff\xd8\xff") and place + 4 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if marker in _FRAMES:
            size = _is_sane(data[place + 5 : place + 7], data[place + 7 : place + 9])
        if marker == 0xDA:
            return size and data.rstrip(b"\0").endswith(b"\xff\xd9")
        place += 2 + length
    return False


def _is_sane(*sides: bytes) -> bool:
    return all(0 < int.from_bytes(side) <= LARGEST_SIDE for side in sides)
