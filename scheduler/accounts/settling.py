"""How somebody is called, and in which language they read letters."""

from scheduler.accounts.actions import thing
from scheduler.accounts.models import Account
from scheduler.audit.actions import record
from scheduler.kernel.decision import Decision
from scheduler.organisations.actions import change_person


def settle(this: Decision, account: Account, name: str, language: str) -> None:
    """Another name or language. Asked for what stands already, it leaves no record."""
    change_person(this, account.person, name, account.person.email)
    if language != account.language:
        before, account.language = account.language, language
        record(this, "change language", thing(account), language={"before": before, "after": language})


def stands(account: Account, name: str, language: str) -> bool:
    """Whether nothing would change."""
    return (account.person.name, account.language) == (name, language)
