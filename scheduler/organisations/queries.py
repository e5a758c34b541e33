"""Finding organisations."""

from collections.abc import Iterable

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.text import fold
from scheduler.organisations.models import Organisation, OrganisationName


def by_name(names: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by their folded names and aliases, of those asked for; what is not known is left out."""
    wanted = {fold(name) for name in names}
    found = select(OrganisationName).where(OrganisationName.folded.in_(wanted))
    return {item.folded: item.organisation for item in session.scalars(found)}


def all_names() -> dict[str, Organisation]:
    """Every organisation by every folded name and alias it goes by."""
    organisations = session.scalars(select(Organisation))
    return {item.folded: one for one in organisations for item in one.names}


def by_slug(slug: str) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()
