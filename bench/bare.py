"""The yardstick: a WSGI application that returns given bytes from memory and knows nothing else."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_WITH: dict[str, Any] = json.loads(Path(os.environ["BARE_ANSWER"]).read_text())
BODY = Path(_WITH["body"]).read_bytes()
WHOLE = [tuple(pair) for pair in _WITH["whole"]]
UNCHANGED = [tuple(pair) for pair in _WITH["unchanged"]]


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The whole, or 304 to whoever sends a tag."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 NOT MODIFIED", UNCHANGED)
        return [b""]
    start_response("200 OK", WHOLE)
    return [BODY]
