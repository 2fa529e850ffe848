"""What was published in a hurry keeps its mark until another publisher has read it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Action, AuditEntry
from portal.newsroom.late_pages import forced_rows
from portal.publishing import due, workflow
from portal.publishing.models import State
from tests import builders
from tests.portal.newsroom.desk_work import INDEX, changed, forced_by, tiles_of

pytestmark = pytest.mark.django_db
HURRIED = "/admin/viec/dang-gap/"
TOMORROW = timezone.now() + timedelta(days=1)


def test_a_second_publisher_takes_the_mark_off_with_a_button(client):
    forced, other = forced_by(builders.publisher()), builders.publisher("duyet-2")
    client.force_login(other)
    assert tiles_of(client)["Đăng khẩn, chờ người thứ hai đọc"] == ("1", HURRIED)
    page = client.get(HURRIED).text
    form = page.partition(f'action="/admin/da-doc/{forced.pk}/"')[2].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form
    assert "Bão đổ bộ trong đêm" in page
    page = client.post(f"/admin/da-doc/{forced.pk}/", follow=True).text
    forced.refresh_from_db()
    assert forced.read_by == other
    assert "Bão đổ bộ trong đêm" not in page
    assert "Ở đây không còn việc nào." in page
    assert HURRIED not in client.get(INDEX).text


def test_where_more_wait_than_are_listed_it_is_said(client, monkeypatch):
    publisher = builders.publisher()
    forced_by(publisher)
    client.force_login(builders.publisher("duyet-2"))
    assert "Danh sách dừng ở đây" not in client.get(HURRIED).text
    monkeypatch.setattr("portal.newsroom.panels.MAX_ROWS", 1)
    assert "Danh sách dừng ở đây" in client.get(HURRIED).text


def test_pressed_twice_or_by_two_it_is_said_who_has_read_it(client):
    forced, first = forced_by(builders.publisher()), builders.publisher("duyet-2")
    address = f"/admin/da-doc/{forced.pk}/"
    client.force_login(first)
    for _press in range(2):
        assert "đã có người thứ hai đọc" in client.post(address, follow=True).text
    client.force_login(builders.publisher("duyet-3"))
    assert "Đã có người khác" in client.post(address, follow=True).text
    forced.refresh_from_db()
    assert forced.read_by == first


def test_who_forced_it_has_no_button_and_takes_no_mark_off(client):
    publisher = builders.publisher()
    forced = forced_by(publisher)
    client.force_login(publisher)
    assert "da-doc" not in client.get(HURRIED).text
    client.post(f"/admin/da-doc/{forced.pk}/")
    forced.refresh_from_db()
    assert forced.read_by is None


def test_a_reporter_takes_no_mark_off(client):
    forced = forced_by(builders.publisher())
    client.force_login(builders.reporter())
    assert client.post(f"/admin/da-doc/{forced.pk}/").status_code == 403
    assert client.get(f"/admin/da-doc/{forced.pk}/").status_code == 405
    assert HURRIED not in client.get(INDEX).text
    assert "Bão đổ bộ trong đêm" not in client.get(HURRIED).text


def test_the_second_reader_is_of_its_section_and_is_led_to_what_waits_for_its_hour(client):
    at = timezone.now() + timedelta(hours=9)
    forced = forced_by(builders.publisher(), section=builders.section(), at=at)
    other = builders.publisher("duyet-2")
    client.force_login(other)
    preview = reverse("admin:articles_article_preview", args=[forced.publication_id])
    assert f'href="{preview}"' in client.get(HURRIED).text
    assert client.get(preview).status_code == 200
    other.sections.add(builders.section("Doanh nghiệp"))
    assert "Bão đổ bộ trong đêm" not in client.get(HURRIED).text
    assert client.post(f"/admin/da-doc/{forced.pk}/").status_code == 404


def test_what_was_withdrawn_since_waits_for_no_reader(client):
    forced = forced_by(builders.publisher())
    workflow.transition(forced.publication, to=State.WITHDRAWN, by=None)
    client.force_login(builders.publisher("duyet-2"))
    assert "Bão đổ bộ trong đêm" not in client.get(HURRIED).text


@pytest.fixture
def for_tomorrow(monkeypatch):
    """A live page with a change of its writer's, who forced it for tomorrow."""
    monkeypatch.setattr("portal.pagecache.due.ask_for_turn", lambda moment: None)
    writer = builders.publisher()
    article = changed(builders.article("Tin bão", by=writer), writer, "Tin bão số 2")
    due.set_moment(article, TOMORROW, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=writer, force="Bão đổ bộ trong đêm")
    return article


def marks(client, article, reader):
    """What waits for a second reader: in the list, and as the form of the page says."""
    client.force_login(reader)
    form = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    return [*forced_rows(reader)], form.context["unread_forced"]


def test_a_change_forced_for_later_is_marked_once_readers_have_it(client, for_tomorrow):
    reader = builders.publisher("duyet-2")
    assert marks(client, for_tomorrow, reader) == ([], None)
    assert due.put_in_place(TOMORROW) == 1
    forced = for_tomorrow.forced.get()
    assert marks(client, for_tomorrow, reader) == ([forced], forced)


@pytest.mark.parametrize("step", [State.DISCARDED, State.DRAFT])
def test_one_that_never_went_out_is_not_marked(client, for_tomorrow, step):
    writer, reader = for_tomorrow.created_by, builders.publisher("duyet-2")
    workflow.transition(for_tomorrow, to=step, by=writer)
    assert marks(client, for_tomorrow, reader) == ([], None)
    if step == State.DRAFT:
        # Another reads it after all.
        workflow.transition(for_tomorrow, to=State.SUBMITTED, by=writer)
        workflow.transition(for_tomorrow, to=State.PUBLISHED, by=reader)
        assert due.put_in_place(TOMORROW) == 1
        assert marks(client, for_tomorrow, reader) == ([], None)


def test_the_record_tells_who_forced_it_why_and_who_took_the_mark_off():
    forced = forced_by(builders.publisher(), comment="Theo lời giám đốc")
    step = AuditEntry.objects.filter(action=Action.STEP).latest("pk")
    assert (step.new["forced"], step.new["comment"]) == ("Bão đổ bộ trong đêm", "Theo lời giám đốc")
    reader = builders.publisher("duyet-2")
    forced.mark_as_read(by=reader)
    read = AuditEntry.objects.latest("pk")
    assert (read.actor, read.new) == (reader, {"forced_read": True})
    assert (read.subject_label, read.subject_pk) == (step.subject_label, step.subject_pk)
