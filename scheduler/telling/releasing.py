"""Making a release and telling whom it concerns: one decision, both or neither. All releases that bring news
are made here."""

from scheduler.invitations.following import follow
from scheduler.kernel import errors
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Meeting
from scheduler.releases import actions
from scheduler.releases.actions import Words
from scheduler.releases.clashing import require_reason
from scheduler.releases.coming import coming
from scheduler.releases.models import Release
from scheduler.telling.actions import tell

__all__ = ["Words", "release", "release_as_seen"]
NOTHING = Sentence("Nothing differs from what is public, so there is nothing to release.")
ANOTHER = Sentence(
    "The programme changed since this page was opened. Nothing is released; look at the changes once more."
)


def release(
    this: Decision,
    meeting: Meeting,
    base_url: str,
    words: Words | None = None,
    *,
    untold: str | None = None,
) -> Release | None:
    """Publish what differs from the last release, and tell those whom it concerns; None where nothing
    differs. `untold`: why nobody gets a letter this time; calendars follow all the same."""
    made = actions.release(this, meeting, base_url, words)
    if made:
        tell(this, meeting, made, base_url, untold)
        follow(this, meeting, base_url)
    return made


def release_as_seen(
    this: Decision,
    meeting: Meeting,
    base_url: str,
    mark: str | None = None,
    words: Words | None = None,
    *,
    reason: str | None = None,
    untold: str | None = None,
) -> Release:
    """Make the release that somebody looked at: `mark` is what they saw; None for whoever takes it as it is.
    `reason`: why it is made in spite of clashes. Raises Refused where nothing differs, and where clashes
    stand in the way and no reason is given; errors.Clash where something else differs by now."""
    hold(meeting.id)
    found = coming(meeting)
    if found is None:
        raise Refused(NOTHING)
    if mark not in (None, found.mark):
        raise errors.Clash(ANOTHER)
    require_reason(this, meeting, found.clashes, reason)
    made = release(this, meeting, base_url, words, untold=untold)
    assert made, "something differs"
    return made
