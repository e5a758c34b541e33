"""Organisations, the names they go by, and people."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from scheduler.kernel.db import Base
from scheduler.kernel.terms import EcosocStatus, OrganisationKind, Standing


class Organisation(Base):
    """A Member State, UN entity, intergovernmental organization, NGO or another body. What is None is
    unknown."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        CheckConstraint("second_group IS NULL OR second_group <> regional_group", name="two_groups"),
        CheckConstraint("(verified_at IS NULL) = (verified_by IS NULL)", name="verified_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str | None]
    kind: Mapped[OrganisationKind | None]
    country: Mapped[str | None]
    ecosoc_status: Mapped[EcosocStatus | None]
    regional_group: Mapped[str | None]
    second_group: Mapped[str | None]
    """A State may take part in two groups; it votes with the first."""
    verified_at: Mapped[datetime | None]
    """When somebody looked up that kind and status are true; None while nobody has."""
    verified_by: Mapped[str | None]
    """Who did, such as "account 7"."""
    verified_from: Mapped[str | None]
    """Where they looked it up."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The one that this turned out to be a duplicate of."""

    names: Mapped[list["OrganisationName"]] = relationship(back_populates="organisation", lazy="selectin")

    @validates("kind", "ecosoc_status")
    def _look_up_again(self, field: str, value: object) -> object:
        """Whoever changes what was looked up, a file that is taken in included: it is unverified again."""
        if self.verified_at is not None and value != getattr(self, field):
            self.verified_at = self.verified_by = self.verified_from = None
        return value


class OrganisationName(Base):
    """A name or alias, folded for comparing. No two organisations can go by the same one."""

    __tablename__ = "organisation_name"

    folded: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)

    organisation: Mapped[Organisation] = relationship(back_populates="names")


class Person(Base):
    """Somebody named in a programme or heard of in another way; one record for all that they do. The name
    can be erased; releases hold only the id. Two people may have one name."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("merged_into_id <> id", name="not_into_itself"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    folded: Mapped[str | None] = mapped_column(index=True)
    """The name as it is compared, to warn of a namesake."""
    email: Mapped[str | None]
    """Where letters reach them if they have no account."""
    erased_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Representative(Base):
    """That a person speaks for an organisation, or asked to. A contact is one whom the organisation or the
    secretariat knows: letters go there, and they may agree to others."""

    __tablename__ = "representative"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id"),
        CheckConstraint("NOT is_contact OR standing = 'agreed'", name="contacts_are_agreed"),
        {"sqlite_autoincrement": True},  # links and the history name them by number: none is given twice
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    standing: Mapped[Standing]
    is_contact: Mapped[bool] = mapped_column(default=False)
    position: Mapped[str | None]
    """What they are there, in their own words."""
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    """The contact who wants to hand over to this one."""

    person: Mapped[Person] = relationship(lazy="joined", foreign_keys=person_id)
    offered_by: Mapped[Person | None] = relationship(foreign_keys=offered_by_id)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class Merger(Base):
    """That two records were the same organisation or person, and what moved from one to the other, so that
    it can be undone."""

    __tablename__ = "merger"

    id: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str]
    """`organisation` or `person`."""
    kept_id: Mapped[int]
    merged_id: Mapped[int] = mapped_column(index=True)
    moved: Mapped[list[dict[str, Any]]]
    at: Mapped[datetime]
    actor: Mapped[str]
    undone_at: Mapped[datetime | None]
