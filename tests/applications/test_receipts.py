"""Receipts: a chain that shows every change, and signatures that only the house can make."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hypothesis import given
from hypothesis import strategies as st

from scheduler.applications.keys import Keyring
from scheduler.applications.receipts import START, Receipt, broken_links, fingerprint, is_genuine, sign
from scheduler.applications.rules import Rank
from scheduler.kernel import clock

AT = datetime(2027, 1, 15, 12, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def chain(length: int) -> list[Receipt]:
    """A whole one."""
    made: list[Receipt] = []
    for number in range(1, length + 1):
        before = made[-1].seal if made else START
        at = AT + timedelta(seconds=number)
        made.append(Receipt("CND70-S", number, at, Rank.OTHER, fingerprint("salt", {"n": number}), before))
    return made


def told(receipts: list[Receipt]) -> list[str]:
    return [str(sentence) for sentence in broken_links(receipts)]


@given(st.integers(0, 20))
def test_a_whole_chain_has_no_faults(length: int) -> None:
    assert told(chain(length)) == []


CHANGES: dict[str, Any] = {
    "call": "CND71-S",
    "at": AT,
    "rank": Rank.STATE,
    "fingerprint": "0" * 64,
    "before": "f" * 64,
}


@given(st.integers(2, 12), st.data())
def test_any_change_of_any_receipt_shows(length: int, data: st.DataObject) -> None:
    whole = chain(length)
    place = data.draw(st.integers(0, length - 1))
    field = data.draw(st.sampled_from(sorted(CHANGES)))
    changed = [*whole]
    changed[place] = replace(whole[place], **{field: CHANGES[field]})
    signature = sign(whole[place], KEY)
    assert changed[place].seal != whole[place].seal
    assert not is_genuine(changed[place], signature, KEY.public_key())
    if place < length - 1 or field == "before":  # the last one's seal is held by the end of the chain
        assert told(changed) != []


@given(st.integers(2, 12), st.data())
def test_a_receipt_that_is_taken_out_is_missed(length: int, data: st.DataObject) -> None:
    whole = chain(length)
    place = data.draw(st.integers(0, length - 2))
    without = whole[:place] + whole[place + 1 :]
    assert told(without) == [f"Receipt {place + 1} is missing."]


def test_two_that_change_places_are_seen() -> None:
    one, two, three = chain(3)
    assert told([two, one, three]) == ["Receipt 1 is missing."]


def test_a_signature_is_good_for_one_receipt_and_one_key() -> None:
    one, two = chain(2)
    signature = sign(one, KEY)
    other = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
    assert is_genuine(one, signature, KEY.public_key())
    assert not is_genuine(two, signature, KEY.public_key())
    assert not is_genuine(one, signature, other.public_key())


@pytest.mark.parametrize("signature", ["", "A", "not base64 at all", "é", "A" * 86, "=" * 88])
def test_what_is_no_signature_is_no_error(signature: str) -> None:
    assert not is_genuine(chain(1)[0], signature, KEY.public_key())


def test_a_fingerprint_needs_the_salt_and_does_not_depend_on_the_order_of_fields() -> None:
    assert fingerprint("a", {"x": 1, "y": "é"}) == fingerprint("a", {"y": "é", "x": 1})
    assert fingerprint("a", {"x": 1}) != fingerprint("b", {"x": 1})
    assert len(fingerprint("a", {})) == 64


def test_a_key_is_made_on_first_use_for_nobody_else_to_read(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys" / "receipts")
    assert ring.ids() == []
    with clock.set_to(AT):
        key, signature = ring.sign(chain(1)[0])
    file = ring.folder / f"{key}.pem"
    assert [path.name for path in ring.folder.iterdir()] == [f"{key}.pem"]
    assert (key[:9], file.stat().st_mode & 0o777, ring.folder.stat().st_mode & 0o777) == (
        "20270115-",
        0o600,
        0o700,
    )
    assert ring.is_genuine(chain(1)[0], signature, key)


def test_a_new_key_signs_and_the_old_one_still_proves(tmp_path: Path) -> None:
    ring, receipt = Keyring(tmp_path / "keys"), chain(1)[0]
    with clock.set_to(AT):
        old, first = ring.sign(receipt)
    with clock.set_to(AT + timedelta(days=365)):
        assert ring.change() != old
        new, second = ring.sign(receipt)
    assert (new, ring.ids()) == (ring.ids()[-1], [old, new])
    assert ring.is_genuine(receipt, first, old)
    assert ring.is_genuine(receipt, second, new)
    assert not ring.is_genuine(receipt, first, new)


def test_a_key_that_is_not_here_proves_nothing(tmp_path: Path) -> None:
    ring, receipt = Keyring(tmp_path), chain(1)[0]
    key, signature = ring.sign(receipt)
    (tmp_path / f"{key}.pem").unlink()
    assert not ring.is_genuine(receipt, signature, key)
    assert not ring.is_genuine(receipt, signature, "../../etc/passwd")


def test_a_stranger_can_check_with_the_public_key_alone(tmp_path: Path) -> None:
    ring, receipt = Keyring(tmp_path), chain(1)[0]
    key, signature = ring.sign(receipt)
    public = load_pem_public_key(ring.public(key).encode())
    assert isinstance(public, Ed25519PublicKey)
    assert is_genuine(receipt, signature, public)
