"""Writing files that other programs may look at while they are written."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence


@contextmanager
def written_whole(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A file to write, which gets its name when the block ends well: nobody ever sees half of it.

    A private one is for its owner only (mode 600).
    """
    if not target.parent.is_dir():
        raise Refused(Sentence("There is no folder %(folder)s.", folder=target.parent))
    if target.exists() and not target.is_file():
        raise Refused(Sentence("%(file)s is no ordinary file.", file=target))
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    binary = getattr(os, "O_BINARY", 0)  # Windows would change line ends
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
