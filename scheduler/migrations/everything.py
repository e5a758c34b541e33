"""All models, so that the metadata is complete."""

import scheduler.accounts.models
import scheduler.applications.models
import scheduler.audit.models
import scheduler.calls.models
import scheduler.formal_meetings.models
import scheduler.links.models
import scheduler.mail.models
import scheduler.meetings.models
import scheduler.nominations.body_models
import scheduler.nominations.call_models
import scheduler.nominations.models
import scheduler.organisations.models
import scheduler.programmes.models
import scheduler.releases.models
import scheduler.side_events.models
import scheduler.telling.models
import scheduler.thematic_sessions.floor_models
import scheduler.thematic_sessions.models
import scheduler.timetable.clash_models
import scheduler.timetable.models
import scheduler.timetable.proposals.models  # noqa: F401
from scheduler.kernel.db import Base

METADATA = Base.metadata
