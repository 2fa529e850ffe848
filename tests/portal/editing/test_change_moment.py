"""From when on a change holds is said at its form, or where it is decided on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.newsroom.dashboard import Dashboard
from portal.publishing import changes, due, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return builders.reporter()


@pytest.fixture
def article(writer):
    return builders.article(by=writer, section=builders.section(), body="<p>Lời.</p>")


def address(article, view="change") -> str:
    return reverse(f"admin:articles_article_{view}", args=[article.pk])


def tomorrow():
    return (timezone.localtime() + timedelta(days=1)).replace(
        hour=8, minute=0, second=0, microsecond=0
    )


def written(moment) -> str:
    """What the browser sends of such a field."""
    return f"{moment:%Y-%m-%dT%H:%M}"


def send(client, article, writer, **more):
    client.force_login(writer)
    fields = typed(article, title="Tên mới", _step="submitted") | more
    client.post(address(article), fields)
    return ChangeSet.objects.get()


def test_the_writer_names_it_with_the_change_in_one_save(client, article, writer):
    change = send(client, article, writer, **{"hieu-luc": written(tomorrow())})
    assert (change.state, change.publish_at) == (State.SUBMITTED, tomorrow())
    page = client.get(address(article)).text
    assert f'value="{written(tomorrow())}"' in page


def test_a_moment_that_has_passed_is_refused_and_the_text_kept(client, article, writer):
    past = written(timezone.localtime() - timedelta(days=1))
    change = send(client, article, writer, **{"hieu-luc": past})
    assert (change.state, change.publish_at) == (State.DRAFT, None)
    assert changes.pending_version(article).data["fields"]["title"] == "Tên mới"


def test_a_refused_moment_leads_to_its_field_in_the_form(client, article, writer):
    client.force_login(writer)
    past = written(timezone.localtime() - timedelta(days=1))
    fields = typed(article, title="Tên mới", _step="submitted") | {"hieu-luc": past}
    answer = client.post(address(article), fields, follow=True)
    (error,) = answer.context["messages"]
    assert f"Đã lưu “{article.title}”" in error.message
    assert "chưa làm bước nào" in error.message
    assert '<a href="#id_effect">' in error.message
    assert 'id="id_effect"' in answer.text


def test_what_is_no_moment_is_refused(client, article, writer):
    assert send(client, article, writer, **{"hieu-luc": "mai"}).publish_at is None


def test_who_decides_reads_it_on_the_button_and_it_waits(client, article, writer, publisher):
    change = send(client, article, writer, **{"hieu-luc": written(tomorrow())})
    client.force_login(publisher)
    page = " ".join(client.get(address(article, "review")).text.split())
    assert f"Duyệt, hẹn đăng {tomorrow():%d/%m/%Y} 08:00" in page
    article.refresh_from_db()
    answer = client.post(
        address(article, "step"),
        {
            "_step": "published",
            "_version": article.revision_number,
            "hieu-luc": written(tomorrow()),
        },
        follow=True,
    )
    assert f"Nội dung mới tự hiện từ {tomorrow():%d/%m/%Y} 08:00" in answer.text
    change.refresh_from_db()
    assert change.state == State.APPROVED
    assert Article.objects.get().title != "Tên mới"
    assert Dashboard(publisher).to_decide == []


def test_who_decides_names_it_and_takes_it_away(client, article, writer, publisher):
    send(client, article, writer)
    client.force_login(publisher)
    step = address(article, "step")
    client.post(step, {"_moment": "1", "hieu-luc": written(tomorrow())})
    assert ChangeSet.objects.get().publish_at == tomorrow()
    client.post(step, {"_moment": "1", "hieu-luc": ""})
    assert ChangeSet.objects.get().publish_at is None


def test_it_is_decided_field_by_field_only_without_one(client, article, writer, publisher):
    send(client, article, writer, **{"hieu-luc": written(tomorrow())})
    client.force_login(publisher)
    page = client.get(address(article, "review")).text
    assert "Thay đổi có hẹn giờ thì được quyết định cả gói" in page
    assert 'name="quyet-dinh-title"' not in page
    article.refresh_from_db()
    decision = {"_version": article.revision_number, "quyet-dinh-title": "nhan"}
    answer = client.post(address(article, "review"), decision, follow=True).text
    assert "được quyết định cả gói" in answer
    assert "đã công khai" not in answer
    client.post(address(article, "step"), {"_moment": "1", "hieu-luc": ""})
    assert 'name="quyet-dinh-title"' in client.get(address(article, "review")).text


def test_who_may_not_decide_moves_no_approved_moment(client, article, writer, publisher):
    send(client, article, writer, **{"hieu-luc": written(tomorrow())})
    workflow.transition(Article.objects.get(), to=State.PUBLISHED, by=publisher)
    client.force_login(writer)
    answer = client.post(address(article, "step"), {"_moment": "1", "hieu-luc": ""})
    assert answer.status_code == 403
    assert due.first_change() == tomorrow()


def test_ones_own_change_with_a_moment_is_forced_with_a_reason(client, article):
    hurried = builders.publisher("duyet-2")
    change = send(client, article, hurried, **{"hieu-luc": written(tomorrow())})
    forced = client.get(address(article)).context["bar"].forced
    assert forced.label.startswith("Duyệt thay đổi, hẹn đăng")
    sent = typed(Article.objects.get(), title="Tên mới", _step=forced.target)
    sent |= {"hieu-luc": written(tomorrow())}
    client.post(address(article), sent)
    assert not article.forced.exists()
    client.post(address(article), sent | {"_force": "Bão đổ bộ"})
    change.refresh_from_db()
    assert (change.state, change.publish_at) == (State.APPROVED, tomorrow())
    assert article.forced.get().reason == "Bão đổ bộ"
    assert due.put_in_place(tomorrow()) == 1
    assert Article.objects.get().title == "Tên mới"
