"""A passkey's device in Python, and the browser's part beside it (WebAuthn level 2, sections 5 and 6)."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.conftest import BASE_URL

HOST = BASE_URL.removeprefix("https://")
PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40
SIGN_COUNT = bytes(4)
"""Passkeys that are copied between devices do not count."""


class Authenticator:
    """Holds one passkey. `knows_holder`: finger or PIN is asked for, and right."""

    def __init__(self, *, knows_holder: bool = True, origin: str = BASE_URL) -> None:
        self.knows_holder, self.origin = knows_holder, origin
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(16)
        self._holder = ""

    def create(self, options: dict[str, Any]) -> str:
        """The answer to a request for a new passkey."""
        self._holder = options["user"]["id"]
        about = len(self._id).to_bytes(2, "big") + self._id + cbor2.dumps(self._public_key())
        data = self._data(NEW) + bytes(16) + about
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": coded(said), "attestationObject": coded(attestation)})

    def get(self, options: dict[str, Any]) -> str:
        """The answer to a request to sign in."""
        data, said = self._data(), self._said("webauthn.get", options["challenge"])
        signature = self._key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        return self._answer(
            {**{name: coded(part) for name, part in parts.items()}, "userHandle": self._holder}
        )

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.knows_holder else 0)
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + SIGN_COUNT

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        known = coded(self._id)
        return json.dumps({"id": known, "rawId": known, "type": "public-key", "response": response})

    def _public_key(self) -> dict[int, Any]:
        """As COSE_Key: an elliptic curve's, ES256, P-256, x, y."""
        point = self._key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


def coded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
