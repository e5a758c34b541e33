"""Runs the project from a checkout. It needs Python 3.11 or newer and pip (or uv), and makes .venv by itself.

  python3 dev.py demo [--port N] [--host H] [--no-serve] [--events N]
      fills a new instance with the demonstration data and serves it on http://127.0.0.1:5000; OR-Tools, which
      proposes places and seats, is installed where this platform has a wheel of it
  python3 dev.py test
      the whole suite: ruff, mypy, the import rules and every test
  python3 dev.py test --quick
      rules and formats only: no database, no browser, some seconds
  python3 dev.py test ARGUMENTS...
      hands the arguments to pytest and leaves the other checks out: test tests/feeds -k etag
  python3 dev.py lint [--fix]
      ruff, mypy and the import rules; --fix mends what ruff can mend
  python3 dev.py lock [--upgrade]
      writes the three locks (requirements*.lock) from pyproject.toml; --upgrade takes newer versions
  python3 dev.py bench [NAME [ARGUMENTS...]]
      runs bench/NAME.py; without a name it lists them
  python3 dev.py screenshots
      takes the pictures in docs/screenshots from the demonstration, with Chromium

Some tests need Chromium or a PostgreSQL server. Where one is not found they are skipped, and say so. Then
  python3 dev.py test --install-system
as root on Debian or Ubuntu installs what is missing (chromium-headless-shell, or else chromium; postgresql,
fonts-dejavu-core); without this option nothing outside .venv is touched. SCHEDULER_TEST_NO_SKIPS=1
turns those skips into failures.
Paths of tests are read from the checkout's folder, whatever the current one is.
"""

# The standard library only, and no syntax that an old Python cannot read: it has to get to main's sentence.
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
RUNTIME = "requirements.lock"
TEST = "requirements-test.lock"
ALLOCATION = "requirements-allocation.lock"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed"
# Inside another virtual environment sys.executable may lack pip.
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
# A .venv works only at its own place and with its own Python.
PLACE = f"{ROOT} {BASE_PYTHON} {sys.version_info[:2]}"

# What `test --quick` runs: nothing here opens a database or a browser.
QUICK = (
    "tests/kernel",
    "tests/formats",
    "tests/*/test_rules.py",
    "tests/feeds/test_selection.py",
    "tests/house/test_clean_code.py",
    "tests/house/test_locks.py",
    "tests/house/test_words_of_this_machine.py",
)
# OR-Tools and what comes with it: as wheels only. Who tries the demonstration has no compilers for them.
NO_BUILD = ("ortools", "numpy", "pandas", "protobuf")
# Debian's Chromium without windows: in tests it takes a third less of the processor than the ordinary one.
SHELL = "chromium-headless-shell"
NOT_INSTALLED = "The packages could not be installed. Is the network there?"
PARALLEL = ("-n", "auto", "--maxprocesses", "8", "--dist", "worksteal")
SLOWEST = ("--durations=15", "--durations-min=5")


def say(sentence: str) -> None:
    print(f"dev: {sentence}", flush=True)


def tool(name: str) -> str:
    """The path of a program in .venv."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def call(command: list[str]) -> int:
    """Run a command in the checkout and return its exit code.

    Ctrl-C reaches the child too. It gets the time to stop what it has started, such as the tests' PostgreSQL.
    """
    child = subprocess.Popen(command, cwd=ROOT)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.wait()
        raise


def run_quietly(command: list[str], complaint: str) -> None:
    """Run a command in the checkout; if it fails, exit with the complaint and the command's last lines."""
    said = failure(command)
    if said is not None:
        sys.exit(f"dev: {complaint} It said:\n  {said}")


def failure(command: list[str]) -> str | None:
    """Run a command in the checkout; if it fails, its last lines, else None."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return "\n  ".join(done.stdout.strip().splitlines()[-8:]) if done.returncode else None


def become(command: list[str]) -> int:
    """Replace this process by the command, so that signals reach it directly."""
    sys.stdout.flush()
    if os.name == "nt":  # there, exec gives the prompt back while the command still runs
        return subprocess.call(command)
    os.execv(command[0], command)


def run_parts(parts: dict[str, list[str]]) -> int:
    """Run all parts, also after one has failed; print what became of each."""
    failed = []
    for name, command in parts.items():
        say(name)
        if call(command):
            failed.append(name)
    if len(parts) > 1:
        say("; ".join(f"{name}: {'FAILED' if name in failed else 'ok'}" for name in parts))
    return 1 if failed else 0


# --- .venv ---


def fingerprint(lock: str) -> str:
    content = b"".join((ROOT / name).read_bytes() for name in (lock, "pyproject.toml"))
    return hashlib.sha256(content).hexdigest()


def prepare(lock: str) -> None:
    """Bring .venv to what the lock asks for. The test lock holds the run-time lock, so it serves both."""
    make_venv()
    if STAMP.read_text().splitlines()[1:2] in ([fingerprint(lock)], [fingerprint(TEST)]):
        return
    STAMP.write_text(PLACE + "\n")
    install = installer()
    say(f"installing the packages of {lock} into .venv; the first time this can take a minute")
    run_quietly([*install, "--require-hashes", "--requirement", lock], NOT_INSTALLED)
    # The backend that builds the checkout came with the lock, so that no download escapes the hashes.
    run_quietly([*install, "--no-deps", "--no-build-isolation", "--editable", "."], NOT_INSTALLED)
    STAMP.write_text(f"{PLACE}\n{fingerprint(lock)}\n")


def add_allocator() -> None:
    """OR-Tools into .venv, after the run-time lock. Where there is no wheel of it for this platform, the rest
    works without it."""
    installed = STAMP.read_text().splitlines()[1:]
    if installed in ([fingerprint(TEST)], [fingerprint(RUNTIME), fingerprint(ALLOCATION)]):
        return
    say("installing OR-Tools into .venv, which proposes places and seats; this can take a minute")
    wheels = [word for name in NO_BUILD for word in ("--only-binary", name)]
    said = failure([*installer(), *wheels, "--require-hashes", "--requirement", ALLOCATION])
    if said is None:
        STAMP.write_text(f"{PLACE}\n{fingerprint(RUNTIME)}\n{fingerprint(ALLOCATION)}\n")
        return
    last = said.splitlines()[-1].strip()
    say(f"it could not be installed, so places are given in the order of receipt only. The reason: {last}")


def make_venv() -> None:
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text().splitlines()[:1] == [PLACE]:
        return
    say("making .venv")
    import venv  # some slim systems lack it; `dev.py --help` should work there

    # Not with_pip: it needs ensurepip, which Debian ships apart. The pip outside serves the .venv as well.
    venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=False)
    STAMP.write_text(PLACE + "\n")


def installer() -> list[str]:
    """The command that installs into .venv, without its requirements."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    pip = [BASE_PYTHON, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode:
        sys.exit(
            "dev: pip is missing. On Debian or Ubuntu: apt-get install python3-pip. "
            f"Elsewhere: {BASE_PYTHON} -m ensurepip. Then run this again."
        )
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    return [*pip, "--python", str(PYTHON), "install", *quiet]


# --- Debian packages ---


def install_system() -> None:
    """Install the Debian packages that tests need and this machine lacks."""
    missing, quicker = missing_packages(), [] if shutil.which(SHELL) else [SHELL]
    apt = shutil.which("apt-get")
    may = apt and os.geteuid() == 0
    if not missing and not (quicker and may):
        say("Chromium, a PostgreSQL server and fonts are there already")
        return
    if not may:
        sys.exit(
            f"dev: missing: {', '.join(missing)}. --install-system needs apt-get and root; run it as root, "
            "or install them in your system's own way. Without the option, tests that need them are skipped."
        )
    say(f"installing {', '.join(quicker + missing)} with apt-get; this can take some minutes")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = [str(apt), "install", "--yes", "--no-install-recommends"]
    not_updated = failure([str(apt), "update"])
    if quicker and failure([*install, SHELL]) is not None:
        say(f"{SHELL} could not be installed; with the ordinary Chromium the tests take longer")
    missing = missing_packages()
    if missing and not_updated is not None:
        sys.exit(f"dev: apt-get update failed. Is the network there? It said:\n  {not_updated}")
    if missing:
        run_quietly([*install, *missing], "apt-get could not install what the tests need.")


def missing_packages() -> list[str]:
    browser = any(shutil.which(name) for name in (SHELL, "chromium", "chromium-browser", "google-chrome"))
    server = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    fonts = any(Path("/usr/share/fonts").rglob("*.ttf"))
    found = {"chromium": browser, "postgresql": server, "fonts-dejavu-core": fonts}
    return [package for package, there in found.items() if not there]


# --- commands ---


def demo(arguments: list[str]) -> int:
    prepare(RUNTIME)
    add_allocator()
    return become([tool("scheduler"), "demo", *arguments])


def test(arguments: list[str]) -> int:
    pytest_arguments = [word for word in arguments if word not in ("--quick", "--install-system")]
    if "--install-system" in arguments:
        install_system()
    prepare(TEST)
    pytest = [tool("pytest"), *pytest_arguments]
    if "--quick" in arguments:
        return run_parts({"quick tests": [*pytest, *PARALLEL, *quick_paths()]})
    if pytest_arguments:
        return run_parts({"tests": pytest})
    return run_parts({**checks(fix=False), "tests": [*pytest, *PARALLEL, *SLOWEST]})


def quick_paths() -> list[str]:
    return [str(path) for pattern in QUICK for path in sorted(ROOT.glob(pattern))]


def lint(arguments: list[str]) -> int:
    if arguments not in ([], ["--fix"]):
        sys.exit("dev: lint understands --fix and nothing else.")
    prepare(TEST)
    return run_parts(checks(fix=bool(arguments)))


def checks(*, fix: bool) -> dict[str, list[str]]:
    ruff = tool("ruff")
    return {
        "ruff check": [ruff, "check", "--quiet", *(["--fix"] if fix else [])],
        "ruff format": [ruff, "format", "--quiet", *([] if fix else ["--check"])],
        "mypy": [tool("mypy")],
        "import rules": [tool("lint-imports"), "--no-logo"],
    }


def lock(arguments: list[str]) -> int:
    uv = shutil.which("uv", path=f"{os.environ.get('PATH', '')}{os.pathsep}{BIN}")
    if not uv:
        make_venv()
        say("installing uv into .venv; it is needed for this command only")
        run_quietly([*installer(), "uv>=0.13.9"], NOT_INSTALLED)
        uv = tool("uv")
    compile_lock(uv, RUNTIME, ["--group", "build", *arguments])
    compile_lock(uv, TEST, ["--group", "test", "--constraint", RUNTIME, *arguments])
    extra = ["--group", "build", "--extra", "allocation", "--constraint", TEST]
    compile_lock(uv, ALLOCATION, [*extra, *arguments])
    return 0


def compile_lock(uv: str, target: str, arguments: list[str]) -> None:
    """Write a lock for every platform. uv, called like this, writes no host and no path into it."""
    say(f"writing {target}")
    command = [uv, "pip", "compile", "pyproject.toml", "--output-file", target, *arguments]
    command += ["--quiet", "--generate-hashes", "--universal", "--python-version", "3.11"]
    # Without this the file quotes the whole command line above it.
    command += ["--custom-compile-command", "python3 dev.py lock"]
    run_quietly(command, f"{target} could not be written.")


def bench(arguments: list[str]) -> int:
    names = sorted(path.stem for path in (ROOT / "bench").glob("[!_]*.py"))
    if not arguments or arguments[0] not in names:
        sys.exit(f"dev: bench needs one of these names: {', '.join(names) or '(there is none yet)'}")
    prepare(TEST)
    return become([str(PYTHON), str(ROOT / "bench" / f"{arguments[0]}.py"), *arguments[1:]])


def screenshots(_arguments: list[str]) -> int:
    prepare(TEST)
    return become([str(PYTHON), str(ROOT / "docs" / "screenshots" / "take.py")])


COMMANDS = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "lock": lock,
    "bench": bench,
    "screenshots": screenshots,
}


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one should read why it does not go
        sys.exit(f"dev: Python 3.11 or newer is needed, and this is {sys.version.split()[0]}.")
    command, *arguments = sys.argv[1:] or ["--help"]
    if command in ("-h", "--help", "help") or arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if command not in COMMANDS:
        sys.exit(f"dev: there is no command {command!r}; there are {', '.join(COMMANDS)}. See dev.py --help.")
    try:
        return COMMANDS[command](arguments)
    except KeyboardInterrupt:
        return 130
    except (OSError, ImportError) as error:
        sys.exit(f"dev: this did not work: {error}")


if __name__ == "__main__":
    sys.exit(main())
