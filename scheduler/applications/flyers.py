"""What a flyer's bytes really are, whatever its name says. Pure."""

LARGEST = 5 * 1024 * 1024
"""Bytes."""
LARGEST_SIDE = 20_000
"""Pixels."""
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
SUFFIXES = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a picture's size (ITU-T T.81, table B.1)."""


def media_type(data: bytes) -> str | None:
    """PDF, PNG or JPEG, by what is inside; None for anything else, and for what is broken."""
    for name, fits in ((PDF, _is_pdf), (PNG, _is_png), (JPEG, _is_jpeg)):
        if fits(data):
            return name
    return None


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
