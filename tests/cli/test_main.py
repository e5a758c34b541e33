"""The command as a process: its help, its exit codes, and one sentence instead of a traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from scheduler.cli import commands, main
from scheduler.cli.backup.archive import kind_of
from scheduler.cli.command import sentence
from scheduler.migrations import steps
from tests.cli.conftest import Finished

Run = Callable[..., Finished]
Said = tuple[int | str | None, str, str]
INTERRUPTED = """
import io, sys
from scheduler.cli import main

class Hesitant(io.RawIOBase):
    def readable(self):
        return True
    def readinto(self, buffer):
        raise KeyboardInterrupt

sys.stdin = io.TextIOWrapper(io.BufferedReader(Hesitant()))
main(["import", "-"])
"""
NAMES = [
    "account",
    "allocate",
    "compose",
    "db",
    "demo",
    "doctor",
    "export",
    "import",
    "import-applications",
    "import-nominations",
    "release",
    "serve",
    "worker",
]
OLD = f"Error: The database is not at the newest revision, {steps.newest()}. Run: scheduler db upgrade\n"


@pytest.fixture
def say(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Said]:
    """Exit code, standard output and standard error of the command, called within this process."""
    monkeypatch.setenv("SCHEDULER_INSTANCE_PATH", str(tmp_path / "instance"))

    def say(*words: str | Path, **variables: str) -> Said:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return say


def every_command(group: click.Group = commands, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found.append((*way, name))
        if isinstance(command, click.Group):
            found += every_command(command, (*way, name))
    return found


def test_help_lists_the_commands_with_one_line_each(say: Callable[..., Said]) -> None:
    code, out, err = say("--help")
    lines = out.partition("Commands:\n")[2].splitlines()
    assert (code, err, [line.split()[0] for line in lines]) == (0, "", NAMES)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...], say: Callable[..., Said]) -> None:
    code, out, err = say(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: scheduler {' '.join(command)} ")
    assert "...\n" not in out.partition("Commands:")[2]


def test_no_command_shows_the_help_and_is_a_mistake(say: Callable[..., Said]) -> None:
    code, out, err = say()
    assert (code, out) == (2, "")
    assert err.startswith("Usage: scheduler ")


@pytest.mark.parametrize(
    ("words", "told", "command"),
    [
        ("frob", "No such command 'frob'", ""),
        ("import", "Missing argument 'FILE...'", "import"),
        ("import no.json", "Invalid value for 'FILE...': File 'no.json' does not exist", "import"),
        ("db restore no", "Invalid value for 'FILE': File 'no' does not exist", "db restore"),
        ("serve --port 0", "Invalid value for '--port': 0 is not in the range 1<=x<=65535", "serve"),
        ("demo --events 3001", "Invalid value for '--events': 3001 is not in the range 0<=x<=3000", "demo"),
        (
            "export T1",
            "Missing option '--format'. Choose from: json, ics, schedule-xml, schedule-json, csv, xlsx",
            "export",
        ),
    ],
)
def test_a_mistaken_call_gets_one_sentence(
    words: str, told: str, command: str, say: Callable[..., Said]
) -> None:
    way = f"scheduler {command}".strip()
    assert say(*words.split()) == (2, "", f"Error: {told}. Try: {way} --help\n")


def test_a_database_out_of_reach_is_one_sentence_without_the_password(say: Callable[..., Said]) -> None:
    url = "postgresql+psycopg://ann:mellon@127.0.0.1:1/none"
    code, out, err = say("db", "upgrade", SCHEDULER_SQLALCHEMY_DATABASE_URI=url)
    assert (code, out) == (1, "")
    assert err.startswith("Error: The database does not do what it should: ")
    assert err.endswith(". To find out more, run: scheduler doctor\n")
    assert err.count("\n") == 1
    assert "mellon" not in err


def test_a_file_that_is_no_database_is_one_sentence(say: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear delegates, " * 100)
    assert say("db", "upgrade", SCHEDULER_SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path}/letter") == (
        1,
        "",
        "Error: The database does not do what it should: file is not a database. "
        "To find out more, run: scheduler doctor\n",
    )


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("TRUSTED_PROXIES", "many", "invalid literal for int() with base 10: 'many'"),
        ("SQLALCHEMY_DATABASE_URI", "nonsense", "Could not parse SQLAlchemy URL from given URL string"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(
    variable: str, value: str, told: str, say: Callable[..., Said]
) -> None:
    assert say("db", "upgrade", **{f"SCHEDULER_{variable}": value}) == (
        1,
        "",
        f"Error: The settings cannot be used: {told}. They stand in settings.py in the instance folder and "
        "in environment variables that begin with SCHEDULER_.\n",
    )


def test_a_missing_driver_is_one_sentence(say: Callable[..., Said]) -> None:
    url = "postgresql+psycopg2://ann@127.0.0.1/none"
    assert say("db", "upgrade", SCHEDULER_SQLALCHEMY_DATABASE_URI=url) == (
        1,
        "",
        "Error: The driver for PostgreSQL is not installed. Run: pip install 'scheduler[postgres]', and "
        "begin the database's address with postgresql+psycopg://\n",
    )


def test_a_faulty_settings_file_is_one_sentence(say: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance/settings.py").write_text("BASE_URL = 'https://programme.example\n")
    code, out, err = say("db", "upgrade")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("Error: The settings cannot be used: unterminated string literal")


def test_an_instance_folder_that_cannot_be_made_is_one_sentence(
    say: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    folder = str(tmp_path / "file")
    assert say("doctor", SCHEDULER_INSTANCE_PATH=folder) == (
        1,
        f"wrong  settings   File exists: {folder}.\n",
        "",
    )
    assert say("db", "upgrade", SCHEDULER_INSTANCE_PATH=folder) == (1, "", f"Error: File exists: {folder}.\n")


def test_an_error_that_nobody_foresaw_names_its_place() -> None:
    with pytest.raises(AttributeError) as caught:
        kind_of(None)  # type: ignore[arg-type]
    assert sentence(caught.value) == (
        "This was not foreseen: AttributeError: 'NoneType' object has no attribute 'dialect' "
        f"(archive.py, line {caught.traceback[-1].lineno + 1}). Please report it."
    )


def test_a_new_instance_as_processes(run: Run, programme_file: Path, tmp_path: Path) -> None:
    """Real exit codes and streams, from an empty folder to a released programme."""
    calls: list[tuple[list[str | Path], tuple[int, str, str]]] = [
        (["import", programme_file], (1, "", OLD)),
        (["db", "upgrade"], (0, f"The database went from nothing to revision {steps.newest()}.\n", "")),
        (["db", "upgrade"], (0, f"The database is at revision {steps.newest()} already, the newest.\n", "")),
        (["import", programme_file], (0, "T1: a new meeting; 2 new. Release 1.\n", "")),
        (["export", "T2", "--format", "ics"], (1, "", 'Error: There is no meeting "T2".\n')),
    ]
    for words, expected in calls:
        done = run(*words)
        assert (done.returncode, done.stdout, done.stderr) == expected
    assert (tmp_path / "instance/scheduler.sqlite").is_file()


def test_ctrl_c_is_no_traceback(run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    assert run("db", "upgrade").returncode == 0
    interrupted = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(interrupted, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Stopped.")


def test_the_same_commands_hang_under_flask(environment: dict[str, str], tmp_path: Path) -> None:
    flask = [sys.executable, "-m", "flask", "--app", "scheduler"]
    done = subprocess.run([*flask, "--help"], env=environment, cwd=tmp_path, capture_output=True, text=True)
    listed = {line.split()[0] for line in done.stdout.partition("Commands:\n")[2].splitlines()}
    assert (done.returncode, sorted(listed - {"routes", "run", "shell"})) == (0, NAMES)
    export = [*flask, "export", "T1", "--format", "json"]
    done = subprocess.run(export, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", OLD)
