"""docs/commands.md is what the commands' own help says, and no page names a command that does not exist.

To write the page anew: SCHEDULER_TEST_WRITE_DOCS=1 python3 dev.py test tests/house -k docs
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scheduler.cli import commands
from tests.house.pages import PAGES, require_same

HEAD = """# Commands

What `scheduler --help` and the help of each command say. The same commands hang under
`flask --app scheduler`.

A command that cannot do its work says why in one sentence on standard error. Exit codes: 0 done,
1 refused, 2 wrong options or faults in files, 130 stopped by Ctrl-C.
"""
CALL = re.compile(r"(?:^|`|bin/)(?:scheduler|programme) (db )?([a-z]+)\b", re.MULTILINE)
WIDTH = 100


def sections(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """The help of a command, then of those below it."""
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, **command.context_settings
    )
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from sections(command.commands[name], name, context)


def unknown(text: str) -> set[str]:
    database = commands.commands["db"]
    assert isinstance(database, click.Group)
    return {
        f"{group}{name}"
        for group, name in CALL.findall(text)
        if name not in (database.commands if group else commands.commands)
    }


def test_every_command_is_described() -> None:
    require_same("commands.md", HEAD + "".join(sections(commands, "scheduler")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_is_invented(page: Path) -> None:
    assert unknown(page.read_text()) == set()


@pytest.mark.parametrize("text", ["`scheduler frob`", "programme frob", "x/bin/scheduler frob 1"])
def test_an_invented_one_would_be_seen(text: str) -> None:
    assert unknown(text) == {"frob"}


def test_an_invented_part_of_a_command_would_be_seen() -> None:
    assert unknown("    `scheduler db frob` and `scheduler db backup`") == {"db frob"}
