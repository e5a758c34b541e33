"""Whether a receipt is genuine and unaltered: for everybody, and without the application's content."""

import re
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts.behalf import SOURCES
from scheduler.accounts.rules import VERIFY
from scheduler.applications.verifying import Genuine, verify
from scheduler.kernel.text import clean_line
from scheduler.web.account.throttle import throttled
from scheduler.web.forms import Form, line, lines
from scheduler.web.languages import gettext
from scheduler.web.private import private_door
from scheduler.web.receipts import (
    LONGEST,
    NUMBER,
    PROOF,
    RANKS,
    facts_of,
    keyring,
    number_of,
    read,
)

door = private_door("verify", __name__, "/verify")


class VerifyForm(Form):
    """A number with a proof; or the whole receipt as text."""

    number = line(
        later("Number"), most=40, required=False, hint=later("Such as CND70-S-0042."), autocomplete="off"
    )
    proof = line(
        later("Fingerprint, seal or signature"),
        most=100,
        required=False,
        hint=later("As it stands on the receipt."),
        autocomplete="off",
    )
    text = lines(
        later("Or the receipt as text"),
        most=LONGEST,
        required=False,
        hint=later("Copy it from the receipt, and paste it here whole."),
        rows=8,
    )

    def asked(self) -> tuple[str, str]:
        """The number and the proof, from wherever they were typed."""
        text = self.text.data or ""
        told = read(text)
        number = self.number.data or told.get("Number") or _first(NUMBER, text)
        proof = self.proof.data or told.get("Signature") or _first(PROOF, text)
        return clean_line(number).upper(), clean_line(proof)


@dataclass(frozen=True)
class Answer:
    """What is told. `altered`: lines of the pasted text that are not as we gave them, and what we gave."""

    genuine: Genuine | None
    altered: tuple[tuple[str, str, str], ...] = ()


@door.get("/")
def page() -> str:
    """The form, filled from the address for who comes from a receipt."""
    given = {name: clean_line(request.args.get(name, ""))[:100] for name in ("number", "proof")}
    return _page(VerifyForm(**given))


@door.post("/")
@throttled(VERIFY, lambda: None)
def check() -> ResponseReturnValue:
    """Genuine or not. Which part does not fit, or whether there is such a receipt, is not told."""
    form = VerifyForm()
    if not form.validate():
        return _page(form), 422
    number, proof = form.asked()
    if not number or not proof:
        form.form_errors.append(gettext("Fill in number and fingerprint, or paste the whole receipt."))
        return _page(form), 422
    return _page(form, _answer(number, proof, form.text.data or ""))


def _answer(number: str, proof: str, text: str) -> Answer:
    found = NUMBER.fullmatch(number)
    genuine = verify(keyring(), found[1], int(found[2]), proof) if found else None
    if genuine is None:
        return Answer(None)
    told = read(text)
    altered = (
        (name, told[name], given)
        for name, given in facts_of(genuine).items()
        if told.get(name, given) != given
    )
    return Answer(genuine, tuple(altered))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _page(form: VerifyForm, answer: Answer | None = None) -> str:
    genuine = answer.genuine if answer else None
    keys = keyring()
    return render_template(
        "verify.html",
        form=form,
        answer=answer,
        genuine=genuine,
        number=number_of(genuine.call, genuine.line.number) if genuine else "",
        ranks=RANKS,
        sources=SOURCES,
        keys={key: keys.public(key) for key in keys.ids()},
    )
