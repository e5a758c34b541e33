"""`scheduler account`: accounts that do not come by registration."""

import sys

import click
from flask import current_app
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token

from scheduler.accounts import actions, rules
from scheduler.accounts.models import Account
from scheduler.accounts.queries import by_address
from scheduler.accounts.representing import vouch
from scheduler.cli.command import HELP, command, require_newest_schema
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.terms import Role
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import Secret, write
from scheduler.mail.letters import ACCOUNT_RESET
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name
from scheduler.web.account.glue import as_stored

ACTOR = "command line"


@click.group("account", context_settings=HELP)
def group() -> None:
    """Accounts: who may sign in."""


@command("create")
@click.argument("email")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="What it is trusted with."
)
@click.option("--organisation", metavar="NAME", help="The organisation that its person speaks for.")
@click.option("--channel", metavar="CODE", help="The channel of a coordinator or reviewer, such as VNGOC.")
@click.option("--name", help="The person's name; without it, what stands before the @ of the address.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(
    email: str,
    role: str,
    organisation: str | None,
    channel: str | None,
    name: str | None,
    password_stdin: bool,
) -> None:
    """Create an account for the address EMAIL.

    The password comes from standard input, or is asked for. Without one, a letter goes to the address, with
    a link to choose it.
    """
    require_newest_schema()
    address = _address(email)
    called = clean_line(name or address.partition("@")[0])
    speaks_for = _organisation(organisation) if organisation else None
    if wrong := rules.wrong_channel(Role(role), channel):
        raise Refused(wrong)
    hashed = _hashed(_password(password_stdin), address, called)
    with decision(ACTOR) as this:
        account = actions.open_account(this, called, address, hashed)
        actions.give_role(this, account, Role(role), channel)
        if speaks_for:
            vouch(this, account.person, speaks_for)
        _settle(this, account)
    click.echo(_outcome(address, Role(role), has_password=hashed is not None))


group.add_command(create)


def _address(email: str) -> str:
    address = as_stored(email)
    if address is None:
        raise Refused(
            Sentence(
                "“%(email)s” is no e-mail address. Write it like name@organisation.example.", email=email
            )
        )
    if by_address(address):
        raise Clash(Sentence("There is an account with the address %(address)s already.", address=address))
    return address


def _organisation(name: str) -> Organisation:
    found = by_name([name]).get(fold(name))
    if found is None:
        raise NotFound(
            Sentence("No organisation goes by the name “%(name)s”. Enter it at the desk first.", name=name)
        )
    return found


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        return ""
    asked: str = click.prompt(
        "Password (empty: a letter to choose one)",
        default="",
        hide_input=True,
        show_default=False,
        confirmation_prompt=True,
    )
    return asked


def _hashed(password: str, address: str, name: str) -> str | None:
    if not password:
        return None
    util = current_app.extensions["security"].password_util
    wrong, plain = util.validate(password, True, email=address, name=name)
    if wrong:
        raise Refused(Sentence(wrong[0]))
    return str(hash_password(plain))


def _settle(this: Decision, account: Account) -> None:
    """Who chose a password for the account knows whose address it is; else the letter will show."""
    if account.password:
        actions.confirm_address(this, account)
        return
    token = generate_reset_password_token(account)  # type: ignore[no-untyped-call]
    path = current_app.url_map.bind("").build("security.reset_password", {"token": token})
    write(this, ACCOUNT_RESET, actions.addressed(account), actions.thing(account), secret=Secret(path))


def _outcome(address: str, role: Role, *, has_password: bool) -> str:
    said = f"The account {address} has the role {role.value}."
    if not has_password:
        said += " A letter with a link to choose a password waits for it."
    if role in rules.NEED_A_SECOND_FACTOR and current_app.config["SECOND_FACTOR"]:
        said += " At the first sign-in, a passkey or an authenticator app has to be set up."
    return said
