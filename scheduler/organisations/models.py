"""Organisations, the names they go by, and people."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import EcosocStatus, OrganisationKind


class Organisation(Base):
    """A Member State, UN entity, intergovernmental organization, NGO or another body. What is None is
    unknown."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str | None]
    kind: Mapped[OrganisationKind | None]
    country: Mapped[str | None]
    ecosoc_status: Mapped[EcosocStatus | None]
    regional_group: Mapped[str | None]

    names: Mapped[list["OrganisationName"]] = relationship(back_populates="organisation", lazy="selectin")


class OrganisationName(Base):
    """A name or alias, folded for comparing. No two organisations can go by the same one."""

    __tablename__ = "organisation_name"

    folded: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)

    organisation: Mapped[Organisation] = relationship(back_populates="names")


class Person(Base):
    """A person named in a programme. The name can be erased; releases hold only the id."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
