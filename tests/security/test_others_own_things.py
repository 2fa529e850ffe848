"""Sessions of others and what others have typed and not saved: there for nobody else, whoever asks.

Each pair of people is tried: nobody's role opens what another person has not given away.
"""

from itertools import permutations
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User, UserSession
from portal.editing.autosave import FORM, OpenForm
from portal.editing.models import Autosave
from portal.publishing.models import State
from tests import builders
from tests.enterprises import builders as enterprises
from tests.sampling import Some, sampled

pytestmark = pytest.mark.django_db
TYPED = "Điều chỉ người viết biết"
ADD = "/admin/news/article/add/"


def people() -> list[User]:
    return [
        builders.reporter(),
        builders.reporter("phongvien-2"),
        builders.editor(),
        builders.publisher(),
        builders.person("quantri", is_superuser=True),
        enterprises.representative(enterprises.enterprise("Công ty A"), "dn-a").user,
        enterprises.representative(enterprises.enterprise("Công ty B"), "dn-b").user,
    ]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    client.get(reverse("account_sessions"))
    return client


def test_nobody_sees_or_ends_the_session_of_another() -> None:
    clients = {person.pk: signed_in(person) for person in people()}
    rows = {row.user_id: row for row in UserSession.objects.all()}
    assert rows.keys() == clients.keys()
    for mine, other in permutations(clients, 2):
        address = reverse("account_end_session", args=[rows[other].pk])
        assert clients[mine].post(address).status_code == 404
        assert address not in clients[mine].get(reverse("account_sessions")).text
    for client in clients.values():
        client.post(reverse("account_end_other_sessions"))
    assert Session.objects.count() == UserSession.objects.count() == len(clients)


def test_their_own_session_elsewhere_would_be_ended() -> None:
    """So that the 404 of the others says something."""
    person = builders.editor()
    here, there = signed_in(person), signed_in(person)
    row = UserSession.objects.get(session_id=there.session.session_key)
    assert here.post(reverse("account_end_session", args=[row.pk])).status_code == 302
    assert Session.objects.filter(pk=row.session_id).count() == 0


def typed_by(person: User, page: Any = None) -> OpenForm:
    form = OpenForm(person.pk, "article", page.pk if page else None)
    Autosave.objects.create(**form.columns, fields={"title": [TYPED]}, saved_at=timezone.now())
    return form


@sampled(one_in=3)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_another_has_typed_is_shown_to_nobody_and_changed_by_nobody(
    is_new: bool, some: Some
) -> None:
    known = {person.username: person for person in people()}
    clients = {name: signed_in(person) for name, person in known.items()}
    page = None if is_new else builders.article("Bản nháp", state=State.DRAFT)
    address = ADD if page is None else reverse("admin:articles_article_change", args=[page.pk])
    writers = list(known)[:5]
    for writer, other in some(pair for pair in permutations(known, 2) if pair[0] in writers):
        form, client = typed_by(known[writer], page), clients[other]
        sent = {FORM: form.sign(), "title": "Chiếm"}
        assert TYPED not in client.get(address).text
        assert TYPED not in client.get(f"{address}?khoi-phuc=1").text
        for name in ("autosave", "discard"):
            to = reverse(f"admin:articles_article_{name}")
            assert client.post(to, sent).status_code in (403, 404), (other, name)
        assert form.saved().get().fields == {"title": [TYPED]}
        Autosave.objects.all().delete()


def test_a_form_that_was_altered_or_made_up_is_nobodys() -> None:
    writer, other = builders.reporter(), builders.editor()
    form = typed_by(writer)
    client = signed_in(other)
    mark = form.sign()
    middle = len(mark) // 2
    for wrong in (mark[:-1], mark + "A", mark[:middle] + "~" + mark[middle + 1 :], "1", ""):
        to = reverse("admin:articles_article_discard")
        assert client.post(to, {FORM: wrong}).status_code == 403
    assert form.saved().count() == 1


def test_their_own_text_would_come_back() -> None:
    """So that its absence for the others says something."""
    writer = builders.reporter()
    typed_by(writer)
    page = signed_in(writer).get(f"{ADD}?khoi-phuc=1")
    assert page.status_code == 200
    assert TYPED in page.text
