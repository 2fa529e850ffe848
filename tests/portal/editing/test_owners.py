"""Who answers for a page and the day to look at it again: in its form, list and panel."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.ownership.models import Ownership
from portal.publishing import changes
from tests import builders
from tests.portal.editing.typing import form, typed
from tests.portal.ownership.builders import ownership

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"
LIST = "/admin/news/article/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def in_days(number):
    return (timezone.localdate() + timedelta(days=number)).strftime("%d/%m/%Y")


def beside(owner=None, day="", seen=None):
    """The two fields as a browser sends them, with what stood there when the form was opened."""
    return {
        "page_owner": owner.pk if owner else "",
        "check_on": day,
        "initial-page_owner": (seen and seen.owner_id) or "",
        "initial-check_on": seen.check_on.isoformat() if seen and seen.check_on else "",
    }


def test_a_new_page_gets_its_day_and_its_author_answers_for_it(client):
    me = builders.reporter()
    client.force_login(me)
    assert client.post(ADD, form(**beside(day=in_days(40)))).status_code == 302
    row = Ownership.objects.get()
    assert (row.owner, row.person) == (None, me)
    page = client.get(change(row.publication)).text
    assert in_days(40) in page
    # Who writes for themselves names nobody else.
    assert 'name="page_owner"' not in page


def test_what_is_set_on_a_live_page_holds_at_once_and_makes_no_change(client):
    article, me = builders.article(), builders.editor()
    client.force_login(me)
    client.post(change(article), typed(article, **beside(me, in_days(9))))
    assert article.ownership.owner == me
    assert changes.open_change(article) is None
    panel = client.get(change(article)).text
    assert f"<dt>Người phụ trách</dt><dd>{me}</dd>" in panel


def test_a_save_that_does_not_touch_it_leaves_it_alone(client):
    article, me = builders.article(by=builders.reporter()), builders.editor()
    row = ownership(article, owner=me, days=3)
    client.force_login(me)
    client.post(change(article), typed(article, title="Mới", **beside(me, in_days(3), row)))
    assert Ownership.objects.get().check_on == row.check_on
    article.refresh_from_db()
    client.post(change(article), typed(article, **beside(None, "", row)))
    row.refresh_from_db()
    assert (row.owner, row.check_on, row.escalates_on) == (None, None, None)


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_is_not_to_come_is_refused(client, days):
    client.force_login(builders.editor())
    answer = client.post(ADD, form(**beside(day=in_days(days))))
    assert "Hãy chọn một ngày sau hôm nay" in answer.text
    assert not Ownership.objects.exists()


def test_who_may_not_change_the_page_is_not_named(client):
    article, other = builders.article(by=builders.editor("tac-gia")), builders.reporter()
    client.force_login(builders.editor())
    answer = client.post(change(article), typed(article, **beside(other)))
    assert f"{other} không được sửa trang này" in answer.text
    assert not Ownership.objects.exists()


def test_what_somebody_else_has_set_meanwhile_is_told_first(client):
    article, me, theirs = builders.article(), builders.editor(), builders.publisher()
    client.force_login(me)
    row = ownership(article, owner=theirs, days=7)
    answer = client.post(change(article), typed(article, **beside(me, in_days(8))))
    assert f"{theirs} · {in_days(7)}" in answer.text
    client.post(change(article), typed(article, **beside(me, in_days(8), row)))
    assert Ownership.objects.get().owner == me


def test_the_list_marks_what_was_to_be_looked_at_again(client):
    ownership(builders.article("Đến ngày"))
    ownership(builders.article("Sắp đến"), days=20)
    client.force_login(builders.editor())
    text = client.get(LIST).text
    assert text.count('class="overdue"') == 1
    assert "xem lại: " in text[text.index(">Đến ngày<") :]


def test_the_list_is_narrowed_by_the_day(client):
    due, coming = builders.article("Đến ngày"), builders.article("Sắp đến")
    builders.article("Không hẹn")
    ownership(due)
    ownership(coming, days=20)
    client.force_login(builders.editor())

    def found(value):
        text = client.get(LIST, {"xem-lai": value}).text
        return [title for title in ("Đến ngày", "Sắp đến", "Không hẹn") if f">{title}<" in text]

    assert found("den-ngay") == ["Đến ngày"]
    assert found("sap-den") == ["Sắp đến"]
    assert found("khong") == ["Không hẹn"]
