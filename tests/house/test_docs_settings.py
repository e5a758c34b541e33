"""docs/settings.md describes every setting, and no page names one that does not exist.

To write the page anew: SCHEDULER_TEST_WRITE_DOCS=1 python3 dev.py test tests/house -k docs
"""

import re
from pathlib import Path

import pytest

from scheduler.settings import SETTINGS, Setting
from tests.house.pages import DOCS, PAGES, require_same

MARK = "<!-- from here on made from scheduler/settings.py: see tests/house/test_docs_settings.py -->\n"
VARIABLE = re.compile(r"\bSCHEDULER_([A-Z_]+)\b")
OTHERS = {
    "MAX_CONTENT_LENGTH",  # Flask's, as an example
    "TEST_NO_SKIPS",  # of the tests
    "TEST_WRITE_DOCS",
}


def section(setting: Setting) -> str:
    default = "none" if setting.default is None else f"`{setting.default}`"
    return f"\n## `SCHEDULER_{setting.name}`\n\n{setting.sentence}\n\nDefault: {default}\n"


def unknown(text: str) -> set[str]:
    known = {setting.name for setting in SETTINGS} | OTHERS
    return {name for name in VARIABLE.findall(text) if name not in known}


def test_every_setting_is_described() -> None:
    by_hand = (DOCS / "settings.md").read_text().partition(MARK)[0]
    require_same("settings.md", by_hand + MARK + "".join(map(section, SETTINGS)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_setting_is_invented(page: Path) -> None:
    assert unknown(page.read_text()) == set()


def test_an_invented_one_would_be_seen() -> None:
    assert unknown("export SCHEDULER_COLOUR=blue; SCHEDULER_BASE_URL is one.") == {"COLOUR"}
