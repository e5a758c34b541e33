"""The States that are looked for in a text: the same for whoever writes it and for the desk."""

from flask import Flask

from scheduler.applications.comparing import said_of_states, states
from scheduler.applications.queries import current
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.organisations.actions import add_alias
from tests.applications import stage


def test_states_are_known_by_the_list_and_by_further_names(app: Flask) -> None:
    plain = {state.name: state.names for state in states()}
    assert (len(plain), "Holy See" in plain) == (193, False)
    chad = stage.state("Republic of Chad")
    stage.state("Ruritania")
    with bookkeeping("tests"):
        add_alias(chad, "Tchad")
    session.expire_all()
    found = {state.name: state.names for state in states()}
    assert len(found) == 194
    assert found["Chad"] == (*plain["Chad"], *({"Republic of Chad", "Tchad"} - {*plain["Chad"]}))
    assert found["Ruritania"] == ("Ruritania",)


def test_what_is_typed_is_judged_as_what_is_stored(app: Flask) -> None:
    body = stage.state("Republic of Chad")
    application = stage.draft(stage.call(), body, title="Chad and Kenya", abstract="With Ruritania.")
    named = [sentence.values["state"] for sentence in said_of_states(application)]
    assert named == ["Kenya"]
    stage.state("Ruritania")
    typed = current(application).model_copy(update={"title": "Mali"})
    assert [one.values["state"] for one in said_of_states(application, typed)] == ["Mali", "Ruritania"]
