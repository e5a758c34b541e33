"""A wheel carries pages, static files and migrations, and works without the checkout beside it."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# -I keeps the current folder and PYTHONPATH out; the checkout's own entry comes behind the unpacked wheel.
COMMAND = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from scheduler.cli import main
main()
"""
VISIT = """
import json, sys
unpacked, *addresses = sys.argv[1:]
sys.path.insert(0, unpacked)
import scheduler
visitor = scheduler.create_app().test_client()
answers = {"from": scheduler.__file__}
for address in addresses:
    with visitor.get(address, follow_redirects=True) as answer:
        answers[address] = answer.status_code
print(json.dumps(answers))
"""


def run(code: str, *arguments: str | Path, cwd: Path) -> str:
    """What a fresh interpreter with this environment's packages prints; an instance would lie in `cwd`."""
    command = [sys.executable, "-I", "-W", "error", "-c", code, *map(str, arguments)]
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("SCHEDULER_")}
    environment = foreign | {"SCHEDULER_INSTANCE_PATH": str(cwd / "instance")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def build(kind: str, source: Path, target: Path) -> Path:
    """A "wheel" or "sdist" of the source folder, made offline by the backend itself."""
    name = run(f"import sys, hatchling.build as b; print(b.build_{kind}(sys.argv[1]))", target, cwd=source)
    return target / name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def unpack(sdist: Path, target: Path) -> Path:
    """The folder in an sdist. Not by extractall: Python 3.12 asks for a filter, 3.11.2 knows none."""
    with tarfile.open(sdist) as archive:
        for member in archive:
            if file := archive.extractfile(member):
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read())
    return target / sdist.name.removesuffix(".tar.gz")


def test_the_wheel_holds_every_file_of_the_application(wheel: Path) -> None:
    folders = {"scheduler": "", "templates": "scheduler/_web/", "static": "scheduler/_web/"}
    wanted = {
        inside + path.relative_to(ROOT).as_posix()
        for folder, inside in folders.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in contents(wheel) if ".dist-info/" not in name} == wanted


def test_a_wheel_from_the_sdist_is_the_same(wheel: Path, tmp_path: Path) -> None:
    checkout = unpack(build("sdist", ROOT, tmp_path), tmp_path)
    assert contents(build("wheel", checkout, tmp_path)) == contents(wheel)


def test_an_unpacked_wheel_serves_pages_and_static_files(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    run(COMMAND, unpacked, "db", "upgrade", cwd=tmp_path)
    sheets = [f"/{path.relative_to(ROOT)}" for path in (ROOT / "static").rglob("*.css")]
    assert sheets
    addresses = ["/", "/healthz", *sheets]
    answers = json.loads(run(VISIT, unpacked, *addresses, cwd=tmp_path))
    assert answers == {"from": str(unpacked / "scheduler" / "__init__.py")} | dict.fromkeys(addresses, 200)
