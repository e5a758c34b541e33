"""The field's own terms as types. Their values are those of the programme file (`scheduler-programme/1`)."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What kind of sitting a meeting is."""

    REGULAR_SESSION = "regular_session"
    RECONVENED_SESSION = "reconvened_session"
    INTERSESSIONAL_MEETING = "intersessional_meeting"
    EXPERT_MEETING = "expert_meeting"


class EntryKind(StrEnum):
    """What an entry of the programme is: side events of four kinds, thematic sessions, formal meetings
    of six."""

    SIDE_EVENT = "side_event"
    SPECIAL_EVENT = "special_event"
    EXHIBITION = "exhibition"
    OTHER_EVENT = "other_event"
    THEMATIC_SESSION = "thematic_session"
    PLENARY = "plenary"
    COMMITTEE_OF_THE_WHOLE = "committee_of_the_whole"
    DIALOGUE = "dialogue"
    HEARING = "hearing"
    FORUM = "forum"
    OTHER_MEETING = "other_meeting"


class SideEventKind(StrEnum):
    """The kind of a side event in a programme file."""

    SIDE_EVENT = "side_event"
    SPECIAL_EVENT = "special_event"
    EXHIBITION = "exhibition"
    OTHER = "other"


class FormalKind(StrEnum):
    """The kind of a formal meeting in a programme file."""

    PLENARY = "plenary"
    COMMITTEE_OF_THE_WHOLE = "committee_of_the_whole"
    DIALOGUE = "dialogue"
    HEARING = "hearing"
    FORUM = "forum"
    OTHER = "other"


class Format(StrEnum):
    """How one takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class OrganisationKind(StrEnum):
    """What an organisation is; None where the record does not say."""

    MEMBER_STATE = "member_state"
    UN_ENTITY = "un_entity"
    IGO = "igo"
    NGO = "ngo"
    OTHER = "other"


class EcosocStatus(StrEnum):
    """Consultative status of an NGO with the Economic and Social Council."""

    GENERAL = "general"
    SPECIAL = "special"
    ROSTER = "roster"


class Equipment(StrEnum):
    """What a room has."""

    HYBRID = "hybrid"
    INTERPRETATION = "interpretation"
    RECORDING = "recording"
    STEP_FREE = "step_free"


class Constituency(StrEnum):
    """Whom a panellist or a floor speaker speaks for."""

    MEMBER_STATE = "member_state"
    UN_ENTITY = "un_entity"
    IGO = "igo"
    PARTNER = "partner"
    CIVIL_SOCIETY = "civil_society"


class SegmentKind(StrEnum):
    """A part of a thematic session's agenda."""

    OPENING_REMARKS = "opening_remarks"
    INTRODUCTORY_PRESENTATION = "introductory_presentation"
    KEYNOTE = "keynote"
    PANEL = "panel"
    INTERACTIVE_DEBATE = "interactive_debate"
    WAY_FORWARD = "way_forward"
    OTHER = "other"


class SegmentMode(StrEnum):
    """How someone speaks in a segment."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    VIDEO = "video"


class RegionalGroup(StrEnum):
    """A group of Member States at the United Nations."""

    AFRICAN = "African States"
    ASIA_PACIFIC = "Asia-Pacific States"
    EASTERN_EUROPEAN = "Eastern European States"
    LATIN_AMERICAN_AND_CARIBBEAN = "Latin American and Caribbean States"
    WESTERN_EUROPEAN_AND_OTHERS = "Western European and other States"


class NamedAs(StrEnum):
    """How a person is named to the public; each hides more than the one before."""

    IN_FULL = "in_full"
    FIRST_NAME = "first_name"
    ORGANISATION = "organisation"


class Role(StrEnum):
    """What an account is trusted with, beyond what anybody may do for the organisations they speak for."""

    APPLICANT = "applicant"
    CHANNEL_COORDINATOR = "channel_coordinator"
    CHANNEL_REVIEWER = "channel_reviewer"
    CIVIL_SOCIETY_UNIT = "civil_society_unit"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    ADMIN = "admin"


class Source(StrEnum):
    """How a wish reached the desk that enters it on somebody's behalf."""

    EMAIL = "email"
    NOTE_VERBALE = "note_verbale"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    WEB_FORM = "web_form"


class Standing(StrEnum):
    """How far it is settled that a person speaks for an organisation."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    ENDED = "ended"


class LetterState(StrEnum):
    """Where a letter is on its way."""

    HELD = "held"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """How one attempt to hand a letter on ended, or what was heard of it later."""

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNSURE = "unsure"
    BOUNCED = "bounced"
