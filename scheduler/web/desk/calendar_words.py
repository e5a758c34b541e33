"""What calendars answered, in words of the desk's pages."""

from flask_babel import lazy_gettext as later

from scheduler.invitations.terms import Answer

ANSWERS = {
    Answer.ACCEPTED: later("accepted"),
    Answer.DECLINED: later("declined"),
    Answer.TENTATIVE: later("perhaps"),
}
