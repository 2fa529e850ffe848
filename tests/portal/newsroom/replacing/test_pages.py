"""The pages of replacing: what an editor is shown, chooses and is told."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from portal.newsroom.replacing import views
from portal.newsroom.replacing.fields import Group
from portal.publishing.models import Bundle, State
from portal.publishing.models.kinds import kinds
from tests import builders

pytestmark = pytest.mark.django_db

OLD, NEW = "Sở Bưu chính", "Sở Thông tin"
DRAFT = {"state": State.DRAFT, "published_at": None}


def address(**query):
    typed = {
        "find": OLD,
        "replace": NEW,
        "whole_words": "on",
        "match_case": "on",
        "kinds": list(kinds()),
        "groups": Group.values,
    }
    return f"{reverse('admin:replacing')}?{urlencode(typed | query, doseq=True)}"


@pytest.mark.parametrize("pages", [1, 3])
def test_the_preview_asks_as_often_for_three_pages_as_for_one(
    client, editor, pages, django_assert_num_queries
):
    for number in range(pages):
        builders.article(f"Bài {number}", body=f"<p>{OLD}</p>")
    client.force_login(editor)
    client.get(address())
    with django_assert_num_queries(11):
        client.get(address())


def test_an_editor_looks_chooses_and_goes_on(client, editor, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 2)
    pages = [builders.article(f"Bài {number}", body=f"<p>Theo {OLD}</p>") for number in range(3)]
    client.force_login(editor)
    shown = client.get(address()).text
    assert "<del>" in shown
    assert "3 trang" in shown
    assert [f"Bài {number}" in shown for number in range(3)] == [True, True, False]
    assert not Bundle.objects.exists()
    first = pages[0]
    sent = {
        "_chosen": "1",
        "following": pages[1].pk,
        "page": [f"{first.pk}:{first.revision_number}"],
    }
    done = client.post(address(), sent)
    assert "1 trang đã đăng" in done.text
    made = Bundle.objects.get()
    assert [member.publication_id for member in made.members.all()] == [first.pk]
    assert f"after={pages[1].pk}&amp;bundle={made.pk}" in done.text
    client.post(address(after=pages[1].pk, bundle=made.pk), {"_all": "1"})
    assert [member.publication_id for member in made.members.all()] == [first.pk, pages[2].pk]
    assert Bundle.objects.count() == 1


def test_who_decides_reads_before_what_replacing_costs(client, publisher):
    page = builders.article("Chờ duyệt", body=f"<p>{OLD}</p>", **DRAFT | {"state": State.SUBMITTED})
    builders.article("Bản nháp", body=f"<p>{OLD}</p>", **DRAFT)
    client.force_login(publisher)
    assert client.get(address()).text.count("Bài đang chờ bạn quyết định") == 1
    done = client.post(address(), {"_all": "1"})
    # Without a look at each nobody gives a decision away.
    assert "hãy chọn riêng bài ấy" in done.text
    assert "1 bài chưa đăng" in done.text
    page.refresh_from_db()
    assert OLD in page.body
    client.post(address(), {"page": [f"{page.pk}:{page.revision_number}"]})
    page.refresh_from_db()
    assert NEW in page.body
    assert "Bài đang chờ bạn quyết định" not in client.get(address(find=NEW, replace="X")).text


def test_the_help_of_each_field_is_read_out_with_it(client, editor):
    client.force_login(editor)
    page = BeautifulSoup(client.get(address(find=",")).content, "html.parser")
    fields = page.select("form.module [aria-describedby]")
    ids = [mark for field in fields for mark in field["aria-describedby"].split()]
    assert {help_text.get("id") for help_text in page.select("form.module .help")} <= {*ids}
    assert [mark for mark in ids if len(page.select(f"#{mark}")) != 1] == []


def test_what_is_typed_wrongly_is_said(client, editor):
    client.force_login(editor)
    assert "ít nhất hai" in client.get(address(find=",")).text
    assert "giống hệt" in client.get(address(replace=OLD)).text
    builders.article("Bài", body=f"<p>{OLD}</p>")
    wrong = {"_chosen": "1", "page": ["x", "1:", "999999:1", "9" * 30], "following": "-1"}
    assert client.post(address(), wrong).status_code == 200
    assert not Bundle.objects.exists()


def test_the_pages_are_there_for_editors_only():
    for who, status in ((builders.reporter(), 404), (builders.editor(), 200)):
        client = Client()
        client.force_login(who)
        assert client.get(address()).status_code == status
        assert client.post(address(), {"_all": "1"}).status_code == status
    link = reverse("admin:replacing")
    reporter = Client()
    reporter.force_login(builders.reporter("khac"))
    assert link not in reporter.get(reverse("admin:publishing_bundle_changelist")).text
