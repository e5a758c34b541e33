"""The flyer of an application: looked at, returned, cleared."""

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from scheduler.applications import material
from scheduler.applications.models import Application
from scheduler.applications.permissions import ADVISE, REVIEW_MATERIAL
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.desk.applications.acts import do, lacks_reason, typed
from scheduler.web.desk.applications.door import application_of, door, uploads
from scheduler.web.languages import gettext

SANDBOX = "sandbox; default-src 'none'"


@door.get("/<int:number>/flyer")
@guarded(ADVISE, application_of)
def flyer(one: Application) -> Response:
    """The file itself, to be saved: what others uploaded is never opened as a page of ours."""
    if one.material is None:
        raise NotFound(Sentence("There is no flyer."))
    path = material.path(uploads(), one.material)
    if not path.is_file():
        current_app.logger.error("The flyer of %s is missing in uploads/.", one.thing)
        raise NotFound(Sentence("The file of this flyer is missing. Ask for it once more."))
    response = Response(path.read_bytes(), mimetype=one.material.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=one.material.name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@door.post("/<int:number>/flyer/clear")
@guarded(REVIEW_MATERIAL, application_of)
def clear_flyer(one: Application) -> ResponseReturnValue:
    said = gettext("The flyer is cleared, and the organisers are told.")
    return do(one, "flyer", lambda this: material.clear(this, one), said)


@door.post("/<int:number>/flyer/return")
@guarded(REVIEW_MATERIAL, application_of)
def return_flyer(one: Application) -> ResponseReturnValue:
    """With usual reasons that were ticked, and with others that were typed."""
    why = "\n".join(filter(None, (*request.form.getlist("usual"), typed("why"))))
    if not why:
        return lacks_reason(one, "flyer")
    said = gettext("The flyer is returned, and the organisers are told why.")
    return do(one, "flyer", lambda this: material.return_(this, one, why), said, why)
