"""Letters as files in a folder: each exactly once, whatever happens to the process."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Self

from scheduler.kernel.terms import Outcome
from scheduler.mail.parcels import Answer, Parcel


class Files:
    """Writes `000012-<message id>.eml`. Writing the same letter again changes nothing but its file's date, so
    that an attempt that broke off leaves no doubt."""

    patience = timedelta(seconds=5)
    leaves_doubt = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def hand_on(self, parcel: Parcel) -> Answer:
        try:
            self._write(parcel)
        except OSError as error:
            return Answer(Outcome.DEFERRED, f"{error.strerror}: {self._folder}", is_shut=True)
        return Answer(Outcome.SENT, f"{parcel.name}.eml")

    def check(self) -> str:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        if not os.access(self._folder, os.W_OK):
            raise PermissionError(13, "Cannot be written", str(self._folder))
        return f"Letters are files in {self._folder}"

    def _write(self, parcel: Parcel) -> None:
        """Under another name first, safely on the disk, then renamed: nobody sees half a letter, and none is
        lost at a power cut."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        part = self._folder / f".{parcel.name}.{parcel.attempt}"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(parcel.message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / f"{parcel.name}.eml")
        self._sync_folder()
        for attempt in range(1, parcel.attempt):
            (self._folder / f".{parcel.name}.{attempt}").unlink(missing_ok=True)

    def _sync_folder(self) -> None:
        if os.name != "posix":  # elsewhere a folder cannot be opened
            return
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
