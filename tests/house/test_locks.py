"""The locks pin everything by hash, agree with each other and with pyproject.toml, and tell nothing of where
they were made."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-allocation.lock")
PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>.+?))?(?: --hash=sha256:[0-9a-f]{64})+"
)
TELLTALE = re.compile(r"://|find-links|index-url|(?:^|[\s=])(?:\.{0,2}/|[A-Za-z]:\\)|@ ")


def requirements(text: str) -> list[str]:
    """The lock's requirements, one line each, with their hashes and without comments."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [
        " ".join(line.split()) for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()
    ]


def pins(name: str) -> dict[str, tuple[str, str | None]]:
    """Package -> version and marker."""
    found = (PINNED.fullmatch(line) for line in requirements((ROOT / name).read_text()))
    return {match["name"]: (match["version"], match["marker"]) for match in found if match}


def direct(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for by itself, and in these dependency groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    words = list(project["project"]["dependencies"])
    for group in groups:
        words += [word for word in project["dependency-groups"][group] if isinstance(word, str)]
    return [Requirement(word) for word in words]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    lines = requirements((ROOT / lock).read_text())
    assert len(lines) > 20
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "flask",
        "flask==3.1.3",
        "flask>=3.1.3 --hash=sha256:" + "a" * 64,
        "flask==3.1.3 --hash=md5:" + "a" * 32,
    ],
)
def test_a_loose_requirement_would_be_seen(line: str) -> None:
    assert PINNED.fullmatch(line) is None


@pytest.mark.parametrize("lock", LOCKS)
def test_no_host_and_no_path(lock: str) -> None:
    assert [line for line in (ROOT / lock).read_text().splitlines() if TELLTALE.search(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "--find-links wheels",
        "--extra-index-url=mirror",
        "-e ./scheduler",
        "flask @ https://mirror.example/flask.whl",
        "# -c /srv/constraints.txt",
        "-r ../other.lock",
    ],
)
def test_a_host_or_path_would_be_seen(line: str) -> None:
    assert TELLTALE.search(line)


def test_the_other_locks_hold_the_run_time_lock() -> None:
    run_time, *others = (pins(lock) for lock in LOCKS)
    for lock in others:
        assert {name: lock.get(name) for name in run_time} == run_time


def test_the_lock_with_the_allocator_agrees_with_the_one_that_is_tested() -> None:
    tested, added = pins(LOCKS[1]), pins(LOCKS[2])
    assert {name: tested.get(name) for name in added} == added
    assert "ortools" in added


@pytest.mark.parametrize(("lock", "groups"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "test"))])
def test_the_locks_answer_pyproject(lock: str, groups: tuple[str, ...]) -> None:
    locked = {name: version for name, (version, _) in pins(lock).items()}
    unanswered = [
        str(asked)
        for asked in direct(*groups)
        if not asked.specifier.contains(locked.get(canonicalize_name(asked.name), "0"), prereleases=True)
    ]
    assert unanswered == [], "run python3 dev.py lock"
