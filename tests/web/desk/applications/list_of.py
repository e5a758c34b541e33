"""What tests of the desk's pages of applications share."""

from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.applications.models import Application
from scheduler.kernel.terms import Role
from tests.web.conftest import texts
from tests.web.people import Browser, member, signed_in

LIST = "/desk/applications/"


def at_desk(app: Flask, role: Role = Role.SECRETARIAT, name: str | None = None) -> Browser:
    return signed_in(app, member(app, role, name=name))


def page(browser: Browser, address: str, status: int = 200) -> LexborHTMLParser:
    response = browser.get(address)
    assert response.status_code == status, response.text
    return LexborHTMLParser(response.text)


def titles(browser: Browser, query: str = "") -> list[str]:
    """Of the list, in its order."""
    return texts(page(browser, LIST + query), "tbody th")


def piles(browser: Browser, query: str = "") -> dict[str, int]:
    """Those on which something lies."""
    found = texts(page(browser, LIST + query), "nav[aria-label='Where applications lie'] a")[1:]
    numbers = {name: int(number) for name, _, number in (text.rpartition(" ") for text in found)}
    return {name: number for name, number in numbers.items() if number}


def told(browser: Browser, address: str) -> list[str]:
    return texts(page(browser, address), ".told p")


def address_of(application: Application) -> str:
    return f"{LIST}{application.id}/"
