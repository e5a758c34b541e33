"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import Flask, request, url_for

Item = TypeVar("Item")
SIZE = 50
SHOWN_BESIDE = 2
"""So many pages before and after the present one have a link of their own."""


@dataclass(frozen=True)
class Paged(Generic[Item]):
    """One page of a list. `total` counts the whole list; pages are numbered from 1."""

    items: Sequence[Item]
    page: int
    pages: int
    total: int
    first: int
    """Which item of the whole list this page begins with, from 1."""

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1

    @property
    def numbers(self) -> list[int | None]:
        """Pages to link to: the first, the last, and those near; None where some are left out."""
        near = range(self.page - SHOWN_BESIDE, self.page + SHOWN_BESIDE + 1)
        shown = sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})
        found: list[int | None] = []
        for number in shown:
            if found and found[-1] != number - 1:
                found.append(None)
            found.append(number)
        return found


def paged(
    total: int, fetch: Callable[[int, int], Sequence[Item]], asked: str | None = None, size: int = SIZE
) -> Paged[Item]:
    """The page that `asked` names; the nearest one there is. `fetch` is given an offset and a limit."""
    pages = max(1, -(-total // size))
    page = max(1, min(_number(asked), pages))
    offset = (page - 1) * size
    return Paged(fetch(offset, size) if total else [], page, pages, total, offset + 1)


def present(total: int, fetch: Callable[[int, int], Sequence[Item]], size: int = SIZE) -> Paged[Item]:
    """The page of a list that this request asks for by `page`."""
    return paged(total, fetch, request.args.get("page"), size)


def address(page: int) -> str:
    """This page's own address, at another page of its list."""
    query: dict[str, list[str]] = {name: request.args.getlist(name) for name in request.args}
    query["page"] = [str(page)]
    return url_for(request.endpoint or "", **{**query, **(request.view_args or {})})


def furnish(app: Flask) -> None:
    app.jinja_env.globals["page_address"] = address


def _number(asked: str | None) -> int:
    return int(asked) if asked and asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
