"""The flyer of an application: uploaded apart from it, with what it says for those who cannot see it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, current_app, redirect, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import FileField
from wtforms.validators import ValidationError

from scheduler.applications import material
from scheduler.applications.models import Application
from scheduler.applications.permissions import SEE, WRITE
from scheduler.applications.support import is_closed
from scheduler.applications.workflow import ALIVE, FLYER_NAMES
from scheduler.kernel import clock
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import clean
from scheduler.kernel.uploads import LARGEST
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications.door import application, at, do, door, page
from scheduler.web.account.applications.steps import FLYER, after
from scheduler.web.forms import Form, lines
from scheduler.web.languages import gettext


class FlyerForm(Form):
    """A file, and its text alternative."""

    file = FileField(
        later("File"),
        description=later("PDF, PNG or JPEG, 5 MB at most."),
        render_kw={"accept": ".pdf,.png,.jpg,.jpeg", "required": True},
    )
    alternative = lines(
        later("What it says"),
        most=material.LONGEST_ALTERNATIVE,
        hint=later("All words of the flyer, for those who cannot see it. Published with it."),
        rows=6,
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.file.flags.input_required = True  # nothing is uploaded without one

    def validate_file(self, _field: FileField) -> None:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise ValidationError(gettext("Choose a file."))

    def says_nothing_new(self, known: str) -> bool:
        """Whether no file was chosen, and nothing else typed than is `known`."""
        sent = request.files.get("file")
        return not (sent and sent.filename) and clean(self.alternative.data or "") in ("", clean(known))


@door.route("/<code>/flyer/", methods=("GET", "POST"))
@guarded(WRITE, application)
def flyer(one: Application) -> ResponseReturnValue:
    """The flyer as it is, its review, and the form for another one."""
    known = one.material.alternative if one.material else ""
    form, onward = FlyerForm(alternative=known), request.form.get("do") == "next"
    next_step = at(one, after(FLYER).name)
    if onward and form.says_nothing_new(known):
        return redirect(next_step, 303)
    if not form.is_sent:
        return _page(one, form, 422 if form.errors else 200)
    sent = request.files["file"]
    data = sent.stream.read(LARGEST + 1)
    return do(
        one,
        lambda this: material.upload(this, one, folder(), sent.filename or "", data, form.alternative.data),
        gettext("The flyer is uploaded. It waits for its review."),
        next_step if onward else at(one, "flyer"),
        lambda said: _refused(one, form, said),
    )


@door.post("/<code>/flyer/remove/")
@guarded(WRITE, application)
def remove_flyer(one: Application) -> ResponseReturnValue:
    return do(
        one,
        lambda this: material.remove(this, one),
        gettext("The flyer is removed."),
        at(one, "flyer"),
        lambda said: _refused(one, FlyerForm(), said),
    )


@door.get("/<code>/flyer/file")
@guarded(SEE, application)
def flyer_file(one: Application) -> Response:
    """The file itself, to be saved: it is never shown within our pages."""
    found = one.material
    if found is None or not material.path(folder(), found).is_file():
        raise NotFound(Sentence("There is no flyer. It may have been removed meanwhile."))
    data = BytesIO(material.path(folder(), found).read_bytes())
    return send_file(data, mimetype=found.media_type, as_attachment=True, download_name=found.name)


def folder() -> Path:
    """Where uploads lie."""
    return Path(current_app.instance_path) / "uploads"


def _refused(one: Application, form: FlyerForm, said: str) -> str:
    form.form_errors.append(said)
    return _page(one, form, 409)[0]


def _page(one: Application, form: FlyerForm, status: int) -> tuple[str, int]:
    until = one.call.material_until
    return page(
        "flyer",
        one,
        status,
        step=FLYER,
        form=form,
        largest=LARGEST,
        material=one.material,
        names=FLYER_NAMES,
        is_open=one.state in ALIVE and not is_closed(until, clock.now()),
    )
