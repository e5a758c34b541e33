"""A file that a page carries along in its form, so that nothing is stored before somebody has looked at it.

It is no secret and needs no signature: whoever sends another one could as well have uploaded that.
"""

import base64
import zlib

from scheduler.formats.answers_table import LARGEST
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

MOST = 900_000
"""Characters of the form's field; a form may have a million."""


def pack(data: bytes) -> str:
    """Raises Refused for what a form cannot carry."""
    packed = base64.urlsafe_b64encode(zlib.compress(data, 9)).decode("ascii")
    if len(packed) > MOST:
        raise Refused(
            Sentence(
                "This file is too large for this page. Split it, or let it be taken in by a command on the "
                "server."
            )
        )
    return packed


def unpack(packed: str) -> bytes:
    """Never more than the largest file and a byte. Raises Refused for what no page of ours carried."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(base64.b64decode(packed, b"-_", validate=True), LARGEST + 1)
    except (ValueError, zlib.error) as error:
        raise Refused(_LOST) from error
    if not unpacking.eof and len(data) <= LARGEST:
        raise Refused(_LOST)
    return data


_LOST = Sentence("The file did not come along. Choose it once more.")
