"""Whether a receipt is genuine: told to everybody, and nothing else."""

import base64
import hashlib
import json
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.applications.models import Receipt
from scheduler.kernel import clock
from scheduler.web.receipts import as_text
from tests.applications import stage
from tests.web.conftest import read, texts
from tests.web.people import Browser, browser

HERE = "/verify/"


@pytest.fixture
def receipt(app: Flask) -> Receipt:
    received = stage.received(stage.call(), stage.state("Republic of Secrets")).receipt
    assert received is not None
    return received


@pytest.fixture
def stranger(app: Flask) -> Browser:
    return browser(app)


def asked(stranger: Browser, **typed: str) -> str:
    answer = stranger.post(HERE, data=typed)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("proof", ["fingerprint", "seal", "signature"])
def test_number_and_proof(stranger: Browser, receipt: Receipt, proof: str) -> None:
    said = asked(stranger, number="cnd70-s-0001", proof=f" {getattr(receipt, proof)} ")
    assert "This receipt is genuine." in said
    assert "13:00:00.000" in said
    assert "Republic of Secrets" not in said


def test_a_pasted_receipt(stranger: Browser, receipt: Receipt) -> None:
    text = as_text(receipt.application.call, receipt)
    assert "This receipt is genuine." in asked(stranger, text=text)
    earlier = text.replace("12:00:00", "08:00:00")
    said = asked(stranger, text=earlier)
    assert "this text of it was altered" in said
    assert "Pasted: 2027-01-15T08:00:00+00:00. Given: 2027-01-15T12:00:00+00:00" in said
    assert "We gave no such receipt." in asked(stranger, text=text.replace("0001", "0002"))


def test_what_does_not_fit_looks_all_the_same(stranger: Browser, receipt: Receipt) -> None:
    wrong = [
        ("CND70-S-0001", "0" * 64),
        ("CND70-S-0002", receipt.fingerprint),
        ("CND71-S-0001", receipt.fingerprint),
        ("CND70-E-0001", receipt.fingerprint),
        ("CND70-S-999999999", receipt.fingerprint),
        ("nonsense", "nonsense"),
    ]
    for number, proof in wrong:
        assert "We gave no such receipt." in asked(stranger, number=number, proof=proof)


def test_a_stranger_can_check_the_signature_alone(stranger: Browser, receipt: Receipt) -> None:
    """As docs/receipts.md says, with what the page shows; also when there is a newer key since."""
    keyring = stage.keyring()
    with clock.set_to(stage.DURING + timedelta(days=365)):
        newer = keyring.change()
    said = LexborHTMLParser(asked(stranger, number="CND70-S-0001", proof=receipt.seal))
    shown, *public = (node.text() for node in said.css("details pre"))
    signed, signature, key, pem = shown.split("\n", 3)
    told = json.loads(signed)
    assert told == ["0" * 64, "CND70-S", 1, receipt.at.isoformat(), "state", receipt.fingerprint]
    assert hashlib.sha256(signed.encode()).hexdigest() == receipt.seal
    assert texts(said, "details h2") == [key, newer]
    assert public[0].strip() == pem.strip()
    known = load_pem_public_key(pem.encode())
    assert isinstance(known, Ed25519PublicKey)
    known.verify(base64.urlsafe_b64decode(signature + "=="), signed.encode())
    with pytest.raises(InvalidSignature):
        known.verify(base64.urlsafe_b64decode(signature + "=="), signed.replace("state", "other").encode())


def test_nothing_to_check(stranger: Browser) -> None:
    answer = stranger.post(HERE, data={"number": "CND70-S-0001"})
    assert (answer.status_code, "paste the whole receipt" in answer.text) == (422, True)


def test_the_form_is_filled_for_who_comes_from_a_receipt(stranger: Browser) -> None:
    page = read(stranger, f"{HERE}?number=CND70-S-0001&proof=abc")
    labels = ["Number", "Fingerprint, seal or signature", "Or the receipt as text"]
    assert texts(page, "label[for]")[-3:] == labels
    values = [node.attributes["value"] for node in page.css(".form input:not([type=hidden])")]
    assert (values, texts(page, "h1")) == (["CND70-S-0001", "abc"], ["Check a receipt"])


def test_guessing_is_made_slow(stranger: Browser, receipt: Receipt) -> None:
    for _ in range(60):
        assert stranger.post(HERE, data={"number": "CND70-S-0001", "proof": "x"}).status_code == 200
    slowed = stranger.post(HERE, data={"number": "CND70-S-0001", "proof": receipt.seal})
    assert slowed.status_code == 429
