"""Calls for side events, special events and exhibitions of a meeting."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.calls.rules import LETTERS, Late, Terms
from scheduler.kernel.db import Base
from scheduler.kernel.terms import OrganisationKind, SideEventKind
from scheduler.meetings.models import Meeting


class Call(Base):
    """What a meeting asks for: one kind of event, in one window. Times in UTC."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("meeting_id", "kind"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("most_per_lead >= 1", name="one_at_least"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    kind: Mapped[SideEventKind]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    late: Mapped[Late] = mapped_column(default=Late.CLOSED)
    support_until: Mapped[datetime | None]
    """Until when co-sponsors may be named and may answer."""
    links_until: Mapped[datetime | None]
    material_until: Mapped[datetime | None]
    organisers: Mapped[list[str]]
    """`kernel.terms.OrganisationKind` values of those who may lead."""
    ngos_need_status: Mapped[bool] = mapped_column(default=True)
    required: Mapped[list[str]] = mapped_column(default=list)
    """The fields that must be filled before an application is submitted."""
    most_per_lead: Mapped[int] = mapped_column(default=1)
    """How many accepted events one organisation may lead."""
    second_reader: Mapped[bool] = mapped_column(default=False)
    """Two people at the desk have to look before an application is accepted."""
    states_by_contact: Mapped[bool] = mapped_column(default=True)
    """A Member State's support is published only if its verified contact or the desk confirmed it."""
    published_at: Mapped[datetime | None]
    """When the list of receipts and its last seal became public."""

    meeting: Mapped[Meeting] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"call {self.id}"

    @property
    def code(self) -> str:
        """As receipts name it, such as "CND70-S"."""
        return f"{self.meeting.code}-{LETTERS[self.kind]}"

    @property
    def terms(self) -> Terms:
        """As the rules read it."""
        return Terms(
            kind=self.kind,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            late=self.late,
            organisers=frozenset(map(OrganisationKind, self.organisers)),
            ngos_need_status=self.ngos_need_status,
            support_until=self.support_until,
            links_until=self.links_until,
            material_until=self.material_until,
            required=tuple(self.required),
            most_per_lead=self.most_per_lead,
            second_reader=self.second_reader,
            states_by_contact=self.states_by_contact,
        )
