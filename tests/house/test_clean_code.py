"""House rules that a text search can keep: one clock, one commit, no inline code, logical CSS, no tails."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
WRITTEN_BY_HAND = (
    "tests/**/*.py",
    "bench/**/*.py",
    "static/**/*.css",
    "static/**/*.js",
    "templates/**/*.html",
)

JINJA = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Rule(NamedTuple):
    """What may not stand in some files; `wrong` and `right` are examples that keep the pattern honest."""

    name: str
    files: str
    pattern: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    except_in: str = ""
    left_out: re.Pattern[str] | None = None


RULES = (
    Rule(
        "only the clock asks for the time",
        "scheduler/**/*.py",
        r"\b(?:datetime|date)\.(?:now|utcnow|today)\b|\butcnow\b",
        wrong=("datetime.now(UTC)", "dt.datetime.now()", "date.today()", "datetime.utcnow()"),
        right=("clock.now()", "now()", "datetime.fromisoformat(text)", "func.now()"),
        except_in="scheduler/kernel/clock.py",
    ),
    Rule(
        "only a decision commits",
        "scheduler/**/*.py",
        r"\.commit\(",
        wrong=("db.session.commit()", "connection.commit()"),
        right=("with decision(actor):", "committed = True"),
        except_in="scheduler/kernel/decision.py",
    ),
    Rule(
        "no inline style",
        "templates/**/*.html",
        r"<style\b|<[^<>]*\sstyle\s*=",
        wrong=('<p class="x" style="color: red">', "<p\n style='{{ x }}'>", "<style>p {}</style>"),
        right=('<link rel="stylesheet" href="x.css">', "<p>a style = a way</p>"),
        left_out=JINJA,
    ),
    Rule(
        "no inline script",
        "templates/**/*.html",
        r"<script\b[^>]*>(?!\s*</script>)|<script\b(?![^>]*\ssrc\s*=)",
        wrong=("<script>go()</script>", '<script src="a.js">go()</script>', "<script></script>"),
        right=("<script type=\"module\" src=\"{{ url_for('static', filename='a.js') }}\"></script>",),
        left_out=JINJA,
    ),
    Rule(
        "no event handlers in attributes",
        "templates/**/*.html",
        r"<[^<>]*\son[a-z]+\s*=",
        wrong=('<button onclick="go()">', "<body class=a\n onload = x>"),
        right=("<p>turned on = yes</p>", '{% set one = 1 %}<a href="?on=1">', "<button data-on='x'>"),
        left_out=JINJA,
    ),
    Rule(
        "CSS names sides by the direction of reading",
        "static/css/**/*.css",
        r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
        r"|(?<![\w-])(?:left|right)\s*:|border-(?:top|bottom)-(?:left|right)-radius"
        r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b",
        wrong=(
            "margin-left: 1rem",
            "border-right-color: red",
            "{left:0}",
            "; right : 1px",
            "text-align: right",
        ),
        right=("margin-inline-start: 1rem", "inset-inline-end: 0", "text-align: end", "/* left: no */"),
        left_out=CSS_COMMENT,
    ),
)


def offences(rule: Rule, text: str) -> list[str]:
    """The lines, with their number, where what the rule forbids ends."""
    if rule.left_out:
        text = rule.left_out.sub(lambda part: "\n" * part[0].count("\n"), text)
    lines = text.split("\n")
    numbers = (text.count("\n", 0, match.end()) for match in re.finditer(rule.pattern, text))
    return [f"{number + 1}: {lines[number].strip()}" for number in numbers]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_is_kept(rule: Rule) -> None:
    paths = [path for path in ROOT.glob(rule.files) if path != ROOT / rule.except_in]
    assert paths, f"{rule.files} finds no file"
    assert {path: lines for path in paths if (lines := offences(rule, path.read_text()))} == {}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.wrong])
def test_the_rule_sees_what_is_wrong(rule: Rule, text: str) -> None:
    assert len(offences(rule, f"first line\n{text}")) == 1


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.right])
def test_the_rule_leaves_what_is_right(rule: Rule, text: str) -> None:
    assert offences(rule, text) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.except_in], ids=lambda rule: rule.name)
def test_the_exception_is_needed(rule: Rule) -> None:
    assert offences(rule, (ROOT / rule.except_in).read_text())


def python_files() -> list[Path]:
    """The code that has to stay short. A migration is left out: it is one list of facts, kept for ever."""
    paths = [ROOT / "dev.py", *ROOT.glob("scheduler/**/*.py"), *ROOT.glob("bench/**/*.py")]
    return [path for path in paths if path.parent != ROOT / "scheduler/migrations/versions"]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def long_functions(source: str) -> list[str]:
    """Functions of more lines than allowed, signature and docstring counted, decorators not."""
    return [
        node.name
        for node in functions(ast.parse(source))
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def test_no_file_is_too_long() -> None:
    others = (path for kind in WRITTEN_BY_HAND for path in ROOT.glob(kind))
    lengths = {path: len(path.read_text().splitlines()) for path in (*python_files(), *others)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {path: names for path in python_files() if (names := long_functions(path.read_text()))}
    assert found == {}


def test_a_long_function_would_be_seen() -> None:
    fits = "def fits():\n" + "    pass\n" * (LONGEST_FUNCTION - 1)
    tail = "class House:\n    def tail(self):\n" + "        pass\n" * LONGEST_FUNCTION
    assert long_functions(fits + tail) == ["tail"]
