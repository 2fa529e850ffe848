"""What a save costs: questions to the database, the words of its transactions aside."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.articles.models import Article
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db


def queries_of(work) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


# All that the form asks: who it is and may, the page as it stands, each choice, the kept typing;
# of a new one also whether there is another of its title, and which dead links lead to it by now.
FORMS = {"new": 14, "draft": 14, "live": 14}


@pytest.mark.parametrize("who", [builders.reporter, builders.editor, builders.publisher])
@pytest.mark.parametrize("state", FORMS)
def test_a_save_of_the_form_asks_so_many_queries(client, who, state):
    by, section = who(), builders.section()
    client.force_login(by)
    if state == "new":
        address, sent = reverse("admin:articles_article_add"), form(section=section.pk)
    else:
        draft = {"state": State.DRAFT, "published_at": None} if state == "draft" else {}
        article = builders.article(by=by, section=section, **draft)
        address = reverse("admin:articles_article_change", args=[article.pk])
        sent = typed(article, title="Khác", body="<p>Đã sửa</p>")
    client.get(address)
    assert queries_of(lambda: client.post(address, sent)) == FORMS[state]


# What opening asks: beside the page and its choices all that the form says of it.
OPENED = {"new": 6, "draft": 6, "live": 7}


@pytest.mark.parametrize("state", OPENED)
def test_opening_the_form_asks_so_many_queries(client, state):
    by, section = builders.reporter(), builders.section()
    client.force_login(by)
    address = reverse("admin:articles_article_add")
    if state != "new":
        draft = {"state": State.DRAFT, "published_at": None} if state == "draft" else {}
        article = builders.article(by=by, section=section, **draft)
        address = reverse("admin:articles_article_change", args=[article.pk])
    client.get(address)
    assert queries_of(lambda: client.get(address)) == OPENED[state]


def test_a_page_made_beside_a_choice_is_chosen_there(client):
    client.force_login(builders.reporter())
    sent = form(section=builders.section().pk, _popup="1", _continue="1")
    answer = client.post(reverse("admin:articles_article_add"), sent)
    made = json.loads(answer.context_data["popup_response_data"])
    assert made == {"value": str(Article.objects.get().pk), "obj": "Giao ban quý I"}
