"""Who saves a record later is told what another has written meanwhile, instead of undoing it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from portal.emergency.models import Lifeline
from projects.promises.models import Promise
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


def opened(client, address):
    """The form as a browser would send it back."""
    form = BeautifulSoup(client.get(address).text, "html.parser").select_one("#content-main form")
    typed = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            typed[field["name"]] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            typed[field["name"]] = field.text.removeprefix("\n").removeprefix("\r\n")
        elif field.get("type") not in ("submit", "checkbox") or field.has_attr("checked"):
            typed[field["name"]] = field.get("value", "")
    return typed


def test_an_older_form_does_not_undo_what_a_colleague_has_saved(client, publisher):
    promise = projects.promise()
    address = reverse("admin:promises_promise_change", args=[promise.pk])
    client.force_login(publisher)
    older = opened(client, address) | {"title": "Xây dựng trang tin"}
    Promise.objects.update(due_words="trong quý I")
    answer = client.post(address, older)
    assert answer.status_code == 200
    assert "Người khác đã lưu mục này" in answer.text
    assert "“trong quý I”" in answer.text
    promise.refresh_from_db()
    assert (promise.due_words, promise.title) == ("trong quý I", "Xây dựng Website")
    # Pressed again it is meant: the form knows now what it replaces.
    again = older | {"_shown": answer.context["shown_before"]}
    assert client.post(address, again).status_code == 302
    promise.refresh_from_db()
    assert promise.title == "Xây dựng trang tin"


def test_what_nobody_else_has_changed_is_saved_at_once(client, publisher):
    row = Lifeline.objects.create(name="Cầu An Cựu", position=1)
    address = reverse("admin:emergency_lifeline_change", args=[row.pk])
    client.force_login(publisher)
    form = opened(client, address) | {"name": "Cầu Phú Xuân"}
    assert client.post(address, form).status_code == 302
    assert Lifeline.objects.get(pk=row.pk).name == "Cầu Phú Xuân"


@pytest.mark.parametrize(
    "sent", ["", "[]", "{", "null", '{"name": 1, "nothing": "x"}', "[" * 100_000]
)
def test_a_made_up_mark_breaks_nothing(client, publisher, sent):
    row = Lifeline.objects.create(name="Cầu An Cựu", position=1)
    address = reverse("admin:emergency_lifeline_change", args=[row.pk])
    client.force_login(publisher)
    form = opened(client, address) | {"_shown": sent}
    assert client.post(address, form).status_code == 302
