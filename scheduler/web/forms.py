"""What forms share: fields that clean what is typed, with sentences that say what is wrong."""

from typing import Any

import wtforms
from flask import request
from flask_babel import lazy_gettext as later
from wtforms.validators import DataRequired, Length

from scheduler.kernel.text import clean, clean_line

EMPTY = later("Fill in this field.")


class Form(wtforms.Form):  # type: ignore[misc]  # wtforms has no types
    """A form of ours. It is filled from the request; a POST that `validate` refuses is shown again with what
    was typed."""

    def __init__(self, thing: object = None, **values: Any) -> None:
        super().__init__(request.form if request.method == "POST" else None, thing, **values)

    @property
    def is_sent(self) -> bool:
        """Whether it was sent and nothing is wrong with it."""
        return request.method == "POST" and bool(self.validate())


def line(label: str, *, most: int = 200, required: bool = True, **more: Any) -> wtforms.StringField:
    """One line of text, cleaned."""
    return wtforms.StringField(
        label, _checks(most, required), filters=[_cleaned_line], **_told(more, required)
    )


def lines(label: str, *, most: int = 5000, required: bool = True, **more: Any) -> wtforms.TextAreaField:
    """Paragraphs, cleaned."""
    return wtforms.TextAreaField(label, _checks(most, required), filters=[_cleaned], **_told(more, required))


def _checks(most: int, required: bool) -> list[Any]:
    too_long = later("This is too long: %(most)s characters at most.", most=most)
    return [
        DataRequired(EMPTY) if required else wtforms.validators.Optional(),
        Length(max=most, message=too_long),
    ]


def _told(more: dict[str, Any], required: bool) -> dict[str, Any]:
    """The hint under the label, and what browsers should know (such as autocomplete)."""
    hints = {"description": more.pop("hint", "")}
    return {**hints, "render_kw": {**more, **({"required": True} if required else {})}}


def _cleaned_line(text: str | None) -> str | None:
    return clean_line(text) if text else text


def _cleaned(text: str | None) -> str | None:
    return clean(text) if text else text


def described(notes: str, field: wtforms.Field) -> dict[str, str]:
    """What tells those who hear a page that a field has a hint, and that something is wrong with it. `notes`
    are the ids of what stands at it."""
    said = {"aria-describedby": notes.strip()} if notes.strip() else {}
    return {**said, "aria-invalid": "true"} if field.errors else said
