"""The kinds of letters about releases; their texts lie in scheduler/mail/texts."""

from scheduler.mail.letters import KINDS, LetterKind

NEWS = {"changes": "What changed, entry by entry, and why each concerns the reader"}
RELEASED = LetterKind(
    "release-changes",
    "A release changed something that concerns the reader",
    {**NEWS, "number": "The release's number", "note": "What the desk says about the release"},
    can_stop=True,
)
DIGEST = LetterKind(
    "release-digest", "What changed in a day, for who gets one letter a day", NEWS, can_stop=True
)
KINDS.update({kind.name: kind for kind in (RELEASED, DIGEST)})
