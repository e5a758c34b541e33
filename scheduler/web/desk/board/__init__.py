"""The composing board: who sits on which panel, who is held in reserve, who is invited."""

from scheduler.web.desk.board import acts, page, proposing
from scheduler.web.desk.board.door import door

_PAGES = (acts, page, proposing)
"""They hang their pages on the door."""

__all__ = ["door"]
