"""The account's own pages."""

from flask import render_template

from scheduler.kernel.permissions import Act
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.private import private_door

door = private_door("account", __name__, "/account")

SEE_ACCOUNT = Act(
    "see the account", Sentence("Sign in to see your account."), holds=lambda who, _: who.account is not None
)


@door.get("/")
@guarded(SEE_ACCOUNT)
def home() -> str:
    return render_template("account/home.html")


@door.get("/security/")
@guarded(SEE_ACCOUNT)
def security() -> str:
    return render_template("account/security.html")
