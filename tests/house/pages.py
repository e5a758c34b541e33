"""Pages of the documentation that are made from the code: written when asked for, else compared."""

import os
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), DOCS.parent / "README.md"]
ASKED_FOR = "SCHEDULER_TEST_WRITE_DOCS"


def require_same(page: str, made: str) -> None:
    """Fails unless docs/PAGE reads as it is made now; with SCHEDULER_TEST_WRITE_DOCS=1, written first."""
    if os.environ.get(ASKED_FOR):
        (DOCS / page).write_text(made)
    written = (DOCS / page).read_text()
    assert written == made, f"run: {ASKED_FOR}=1 python3 dev.py test tests/house -k docs"
