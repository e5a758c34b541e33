"""Every kind of page is seen once; our links lead somewhere."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from tests.browser import DARK, NO_SCRIPT, Reader
from tests.journeys.crawl import is_file, links, pages
from tests.journeys.serving import Server

SMALL_AND_DARK = replace(DARK, name="in the dark on a small screen", width=375)


@pytest.mark.parametrize("way", [SMALL_AND_DARK, NO_SCRIPT], ids=str)
def test_no_page_has_a_fault(reader: Reader, site: Server) -> None:
    """The reader looks at each for what axe knows, for complaints of the browser, and for its width."""
    found = pages(site)
    assert len(found) >= 20
    for address in found:
        reader.go(address)


def test_no_link_to_a_file_is_broken(site: Server) -> None:
    linked = {link for address, page in pages(site).items() for link in links(site.base_url + address, page)}
    files = {link for link in linked if link.startswith(site.base_url) and is_file(link)}
    assert {urlsplit(link).path.rpartition(".")[2] for link in files} >= {"ics", "atom"}
    for link in files:
        assert site.fetch(link)
