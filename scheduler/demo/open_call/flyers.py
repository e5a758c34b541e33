"""Small files that are real flyers: pictures and sheets of paper, drawn here."""

import struct
import zlib
from random import Random

WIDTH, HEIGHT = 210, 297
"""Of a picture, in pixels: the shape of a sheet A4."""
INKS = ((20, 80, 140), (0, 110, 90), (130, 60, 120), (150, 80, 0), (70, 70, 80))
PAPER = (255, 255, 255)
BAND = 60
"""Pixels."""


def picture(rng: Random) -> bytes:
    """A PNG (ISO/IEC 15948): bands of colour on white."""
    ink = rng.choice(INKS)
    bands = {rng.randrange(BAND, HEIGHT) // 9 for _ in range(9)}
    rows = (_row(ink if y < BAND or (y // 9 in bands and y % 9 < 4) else PAPER) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def sheet(lines: list[str]) -> bytes:
    """A PDF (ISO 32000-2) of one page with these lines; what ASCII does not know is left out."""
    shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    page = f"BT /F 16 Tf 24 TL 60 760 Td {shown}ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(page), page),
    )
    body, places = b"%PDF-1.4\n", []
    for number, told in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, told)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(body)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, start)
    )


def _row(colour: tuple[int, int, int]) -> bytes:
    return b"\0" + bytes(colour) * WIDTH


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _escaped(line: str) -> str:
    plain = line.encode("ascii", "ignore").decode()
    return "".join(f"\\{char}" if char in "\\()" else char for char in plain)
