"""Sentences can be translated: templates hold no bare words, only message ids."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ENGLISH = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
MARKUP = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>?|[^<>]*>|&[a-z#0-9]+;", re.DOTALL)
NAMES = {"iCalendar", "CSV", "XLSX", "webcal", "Google", "Outlook", "QR", "JSON", "Atom"}
"""Proper names, the same in every language."""


def bare_words(source: str) -> list[str]:
    """Words that stand in a template outside of a translation."""
    tree = ENGLISH.parse(source)
    pieces = (
        node.data
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
        if isinstance(node, nodes.TemplateData)
    )
    text = MARKUP.sub(" ", "\0".join(pieces)).replace("\0", " ")
    return [word for word in re.findall(r"[A-Za-z]{3,}", text) if word not in NAMES]


def test_bare_words_are_found() -> None:
    assert bare_words('<p class="a">Hello {{ name }}</p>') == ["Hello"]
    assert (
        bare_words('<p class="{{ name }}" lang="en">{{ _("Hello") }}{% trans %}World{% endtrans %}</p>') == []
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_message_ids_only(path: Path) -> None:
    assert bare_words(path.read_text()) == []
