"""The project is at home on every machine: no file names a developer's folder or a package registry."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The brackets keep this file from finding itself.
FOLDER = re.compile(
    r"(?<![\w.}])/(?:hom[e]/\w|User[s]/\w|roo[t]/|wor[k]/|far[m]/)|/tm[p]/(?:room|studio)|/op[t]/(?:wheels|pypi)"
)
HOST = re.compile(r"(?:pypi|pythonhosted|npmj[s]|debia[n])\.(?:org|com|io|net)\b", re.IGNORECASE)
SCHEME = re.compile(r"fil[e]:///")
MADE_HERE = {"instance", "build", "dist", "__pycache__"}


def project_files() -> Iterator[Path]:
    """Every file of the project. Not asked of git, which a machine that runs the tests may lack."""
    for top in ROOT.iterdir():
        if top.is_file():
            yield top
        elif top.name == ".ci" or not (top.name.startswith(".") or top.name in MADE_HERE):
            yield from (path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def words_of_a_machine(text: str) -> list[str]:
    return [
        line.strip()
        for line in text.splitlines()
        if FOLDER.search(line) or HOST.search(line) or SCHEME.search(line)
    ]


def test_no_file_tells_where_it_was_made() -> None:
    paths = sorted(project_files())
    assert ROOT / "dev.py" in paths
    assert Path(__file__) in paths
    found = {
        str(path.relative_to(ROOT)): lines
        for path in paths
        if (lines := words_of_a_machine(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "DATA = '/hom" + "e/ann/programme.json'",
        "cd /wor" + "k/main",
        "see /roo" + "t/notes",
        "/tm" + "p/room/x.log",
        "--find-links /op" + "t/wheels",
        "fil" + "e:///srv/simple",
        "https://py" + "pi.o" + "rg/simple",
        "https://files.python" + "hosted.o" + "rg/x.whl",
        "registry.npmj" + "s.org",
        "deb http://deb.debia" + "n.org/debian bookworm main",
    ],
)
def test_a_telling_line_would_be_seen(line: str) -> None:
    assert words_of_a_machine(line) == [line]


@pytest.mark.parametrize(
    "line", ["/srv/scheduler", "href='/CND66/'", "Debian", "https://www.unodc.org/", "pip install"]
)
def test_an_honest_line_may_stay(line: str) -> None:
    assert words_of_a_machine(line) == []
