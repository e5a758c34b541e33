"""The posts of a channel: for which body who acts in which role, with an account or by a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.accounts.models import Account, Grant
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.nominations.body_models import Holder
from scheduler.nominations.call_models import Channel
from scheduler.nominations.channels import WITH_A_BODY
from scheduler.nominations.holding import holder


@dataclass(frozen=True)
class Post:
    """A role of a body. `accounts` hold it by a grant, `holder` by a link."""

    body: str
    role: Role
    accounts: Sequence[Account]
    holder: Holder | None

    @property
    def is_free(self) -> bool:
        """Whether nobody acts in it: its steps wait until somebody does."""
        return not self.accounts and self.holder is None


def posts(channel: Channel) -> list[Post]:
    """In the order of its steps."""
    roles = [(body, WITH_A_BODY[step.party]) for step in channel.steps for body in step.bodies]
    return [
        Post(body, role, _accounts(body, role), holder(body, role)) for body, role in dict.fromkeys(roles)
    ]


def _accounts(body: str, role: Role) -> Sequence[Account]:
    found = select(Account).join(Grant).where(Grant.role == role, Grant.channel == body, Account.active)
    return session.scalars(found.order_by(Account.id)).unique().all()
