"""A real PostgreSQL server for the tests: their own, over a socket, thrown away at the end."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {"listen_addresses": "", "max_connections": "200"}
UNSYNCED = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
HOW = "install it (Debian: postgresql), set TEST_POSTGRES_URL, or run: python3 dev.py test --install-system"


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next((Path(path) for path in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)), None)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server(*, synced: bool = False) -> Iterator[str]:
    """Start a server and yield the address of its database `postgres`. Unless it is asked for, nothing is
    synced, and nobody tidies up in databases that live for a second."""
    folder, user, tools = Path(tempfile.mkdtemp(prefix="scheduler-pg-")), _user(), binaries()
    assert tools
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(tool: str, *arguments: str) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        subprocess.run(
            [tools / tool, *arguments],
            check=True,
            user=user,
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
    settings = {**SETTINGS, **({} if synced else UNSYNCED), "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql+psycopg://tests@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
