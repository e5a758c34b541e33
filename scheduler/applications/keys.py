"""The keys that sign receipts: files in one folder, the newest in use, older ones kept to check by."""

import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from scheduler.applications.receipts import Receipt, is_genuine, sign
from scheduler.kernel import clock


class Keyring:
    """The keys in a folder, such as instance/keys/receipts. A key's id begins with the day it was made, so
    that the last one in their order is the newest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> list[str]:
        """Of all keys, the oldest first."""
        return sorted(path.stem for path in self.folder.glob("*.pem"))

    def sign(self, receipt: Receipt) -> tuple[str, str]:
        """The id of the key in use, which is made where there is none, and the signature."""
        known = self.ids()
        key = known[-1] if known else self.change()
        return key, sign(receipt, self._private(key))

    def is_genuine(self, receipt: Receipt, signature: str, key: str) -> bool:
        """Whether the key of this id signed exactly this receipt. False, too, for a key that is not here."""
        return key in self.ids() and is_genuine(receipt, signature, self._private(key).public_key())

    def public(self, key: str) -> str:
        """A public key as PEM, for whoever wants to check signatures without asking us."""
        given = self._private(key).public_key()
        return given.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")

    def change(self) -> str:
        """Make a new key, which signs from now on; returns its id."""
        made = Ed25519PrivateKey.generate()
        key = f"{clock.now():%Y%m%d}-{_mark(made.public_key())}"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(
            self.folder / f"{key}.pem",
            made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        )
        return key

    def _private(self, key: str) -> Ed25519PrivateKey:
        found = load_pem_private_key((self.folder / f"{key}.pem").read_bytes(), password=None)
        assert isinstance(found, Ed25519PrivateKey), f"{key}.pem is no Ed25519 key"
        return found


def _mark(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:12]


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, to the disk, and for nobody else to read: a receipt must never be signed with a
    key that a power cut takes away."""
    draft = path.with_suffix(f".{os.getpid()}.new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
