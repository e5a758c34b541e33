"""Long lists, a page at a time."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from scheduler.web.paging import Paged, address, paged, present
from tests.web.conftest import Page, links, texts

MACRO = "{% import 'parts/pages.html' as parts with context %}{{ parts.pages(found) }}"


def page(total: int, asked: str | None, size: int = 10) -> Paged[int]:
    return paged(total, lambda offset, limit: range(total)[offset : offset + limit], asked, size)


@pytest.mark.parametrize(
    ("total", "asked", "items", "numbers"),
    [
        (0, None, [], [1]),
        (3, None, [0, 1, 2], [1]),
        (10, "2", list(range(10)), [1]),
        (11, "2", [10], [1, 2]),
        (25, "3", [20, 21, 22, 23, 24], [1, 2, 3]),
        (95, "5", list(range(40, 50)), [1, None, 3, 4, 5, 6, 7, None, 10]),
        (45, "4", list(range(30, 40)), [1, 2, 3, 4, 5]),
        (25, "0", list(range(10)), [1, 2, 3]),
        (25, "-1", list(range(10)), [1, 2, 3]),
        (25, "x", list(range(10)), [1, 2, 3]),
        (25, "²", list(range(10)), [1, 2, 3]),
        (25, "9" * 9, [20, 21, 22, 23, 24], [1, 2, 3]),
        (25, "9" * 5000, list(range(10)), [1, 2, 3]),
    ],
)
def test_the_page_asked_for_or_the_nearest(
    total: int, asked: str | None, items: list[int], numbers: list[int | None]
) -> None:
    found = page(total, asked)
    assert list(found.items) == items
    assert found.numbers == numbers
    assert (found.first, found.last) == ((items[0] + 1, items[-1] + 1) if items else (1, 0))


def test_an_empty_list_is_not_asked_for() -> None:
    def fetch(_offset: int, _limit: int) -> list[int]:
        raise AssertionError

    assert list(paged(0, fetch).items) == []


def shown(make_app: Callable[..., Flask], address: str, total: int) -> Page:
    with make_app().test_request_context(address):
        found = present(total, lambda offset, limit: range(total)[offset : offset + limit], 10)
        return Page(render_template_string(MACRO, found=found))


def test_the_way_to_other_pages_keeps_the_question(make_app: Callable[..., Flask]) -> None:
    html = shown(make_app, "/desk/search?q=a+b&q=c&page=2", 35)
    assert texts(html, ".count") == ["11 to 20 of 35"]
    assert texts(html, "[aria-current]") == ["2"]
    assert links(html, "a")[0] == "/desk/search?q=a+b&q=c&page=1"
    assert texts(html, "a") == ["Earlier", "1", "2", "3", "4", "Next"]


def test_one_page_needs_no_way(make_app: Callable[..., Flask]) -> None:
    assert shown(make_app, "/desk/search", 10).css("nav") == []


def test_a_page_of_a_thing_keeps_its_address(make_app: Callable[..., Flask]) -> None:
    with make_app().test_request_context("/desk/on-behalf/7/?page=3"):
        assert address(4) == "/desk/on-behalf/7/?page=4"
