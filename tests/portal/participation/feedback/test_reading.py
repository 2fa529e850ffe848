"""The staff reads what readers say: owners of their pages, editors of all."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from lxml import html

from portal.ownership.models import Ownership
from portal.participation.feedback.models import FeedbackWord, PageFeedback
from portal.participation.feedback.panels import words_waiting
from tests import builders as site
from tests.news import builders
from tests.portal.participation.feedback.builders import counted, word

pytestmark = pytest.mark.django_db
COUNTS, WORDS = "/admin/portal/pagefeedback/", "/admin/portal/feedbackword/"


def waiting(user):
    return [rows.count() for each in words_waiting(user) for rows in each.rows]


@pytest.fixture
def reporter():
    return site.reporter()


@pytest.fixture
def own(reporter):
    page = builders.article("Bài của tôi")
    type(page).objects.filter(pk=page.pk).update(created_by=reporter)
    return page


def test_a_word_waits_on_the_desk_of_who_answers_for_the_page(client, reporter, own):
    word(own)
    word(builders.article("Bài khác"), "Lời khác")
    editor = site.editor()
    assert (waiting(reporter), waiting(editor)) == ([1], [0])
    client.force_login(reporter)
    shown = client.get(f"{WORDS}?doc=toi").text
    assert "Thiếu số điện thoại." in shown
    assert "Lời khác" not in client.get(WORDS).text
    # Once somebody else is named, it waits there.
    Ownership.objects.update_or_create(publication_id=own.pk, defaults={"owner": editor})
    assert (waiting(reporter), waiting(editor)) == ([0], [1])


def test_editors_see_the_counts_of_all_pages_and_note_what_they_read(client, own):
    editor = site.editor()
    found = word(own)
    counted(builders.article("Bài khác"), useful=41)
    client.force_login(editor)
    shown = client.get(COUNTS).text
    assert "Bài của tôi" in shown
    assert "41" in shown
    assert f"?feedback={found.feedback_id}" in shown
    assert found.text in client.get(f"{WORDS}?feedback={found.feedback_id}").text
    client.post(WORDS, {"action": "mark_as_read", "_selected_action": [found.pk]})
    found.refresh_from_db()
    assert found.read_by == editor
    assert found.text not in client.get(f"{WORDS}?doc=chua").text


def test_a_word_is_noted_as_read_on_its_own_page(client, own):
    found, page = word(own), f"{WORDS}{{}}/change/"
    client.force_login(site.editor())
    form = html.fromstring(client.get(page.format(found.pk)).text).get_element_by_id("note-as-read")
    answer = client.post(form.action, dict(form.form_values()), follow=True)
    assert found.text not in answer.text
    found.refresh_from_db()
    assert found.read_at is not None
    assert "note-as-read" not in client.get(page.format(found.pk)).text


def test_a_reporter_reads_nothing_about_pages_of_others(client, reporter):
    found = word(builders.article("Bài khác"))
    client.force_login(reporter)
    assert client.get(f"{WORDS}{found.pk}/change/").status_code == 302
    assert found.text not in client.get(f"{WORDS}{found.pk}/change/", follow=True).text
    assert "Bài khác" not in client.get(COUNTS).text
    client.post(WORDS, {"action": "mark_as_read", "_selected_action": [found.pk]})
    found.refresh_from_db()
    assert found.read_at is None


def test_a_page_asks_nothing_for_the_question(client):
    page = builders.article("Trạm mới")
    word(page)
    with CaptureQueriesContext(connection) as caught:
        client.get(page.path)
    assert not [each for each in caught if "feedback" in each["sql"]]


def test_what_must_never_be_is_refused():
    found = word(builders.article("Trạm mới"))
    for change in ({"text": ""}, {"read_by": site.editor()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackWord.objects.filter(pk=found.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PageFeedback.objects.create(publication_id=found.feedback.publication_id)


def bar_of(client, page) -> str:
    text = client.get(page.path).text
    return text[text.index("<aside") : text.index("</aside>")]


def test_the_bar_above_a_page_says_what_readers_answered(client, reporter, own):
    client.force_login(reporter)
    assert "Người đọc" not in bar_of(client, own)
    counted(own)
    assert "Người đọc: 3 thấy có ích, 1 không" in bar_of(client, own)
    found = word(own)
    bar = bar_of(client, own)
    assert "1 không; 1 lời nhắn chưa đọc" in bar
    address = f"{WORDS}?feedback={found.feedback_id}"
    assert f'href="{address}"' in bar
    assert "Thiếu số điện thoại." in client.get(address).text
    # Whose page it is not reads none of it.
    client.force_login(site.reporter("khac"))
    assert "Người đọc" not in bar_of(client, own)


def test_the_bar_asks_once_for_what_readers_answered(client, own):
    word(own)
    client.force_login(site.publisher())
    client.get(own.path)
    with CaptureQueriesContext(connection) as queries:
        client.get(own.path)
    assert sum("pagefeedback" in each["sql"] for each in queries) == 1
