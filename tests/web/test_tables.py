"""Tables to take away."""

import csv
from io import StringIO

from flask.testing import FlaskClient

from tests.conftest import BASE_URL
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import fill


def test_an_organisation_over_all_meetings(client: FlaskClient) -> None:
    second = {**programme(side_event("In the second", code="BBBBB")), "meeting": meeting(code="T2")}
    supported = side_event(
        "=SUM(A1)", organiser="Other", cosponsors=["Republic of Examples"], room="M2", code="AAAAA"
    )
    fill(client, programme(supported, side_event("Not theirs", organiser="Other", room="M3")), second)
    response = client.get("/organisations/republic-of-examples.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="republic-of-examples.csv"'
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"))))
    assert [(row["Meeting"], row["Title"], row["Page"]) for row in rows] == [
        ("T1", "'=SUM(A1)", f"{BASE_URL}/T1/side-events/AAAAA/"),
        ("T2", "In the second", f"{BASE_URL}/T2/side-events/BBBBB/"),
    ]


def test_an_organisation_that_no_programme_names_has_no_table(client: FlaskClient) -> None:
    assert client.get("/organisations/nobody.csv").status_code == 404
