"""The admin as the staff uses it: dates, buttons, rights."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from news.articles.models import Article
from portal.accounts.roles import Role
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/news/article/add/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30/01/2007", datetime(2007, 1, 29, 17, 30, tzinfo=UTC)),
        ("02/01/2007", datetime(2007, 1, 1, 17, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_day_first_and_shown_again_as_typed(client, typed, meant):
    client.force_login(builders.publisher())
    client.post(ADD, form(published_at_0=typed, published_at_1="00:30"))
    article = Article.objects.get()
    assert article.published_at == meant
    page = client.get(change(article)).text
    assert f'value="{typed}"' in page
    assert 'value="00:30"' in page


def test_a_date_that_does_not_exist_keeps_everything_typed(client):
    client.force_login(builders.publisher())
    page = client.post(ADD, form(published_at_0="31/02/2007", published_at_1="00:30")).text
    assert "31/02/2007" in page
    assert "Giao ban quý I" in page
    assert Article.objects.count() == 0


def test_a_reporter_drafts_and_submits_with_one_button(client):
    reporter = builders.reporter()
    client.force_login(reporter)
    response = client.post(ADD, form(_step="submitted"))
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.state, article.created_by, article.slug) == (
        "submitted",
        reporter,
        "giao-ban-quy-i",
    )
    assert article.revision_number == 2


def test_a_publisher_publishes_with_one_button(client):
    article = builders.article(state=State.SUBMITTED, published_at=None)
    client.force_login(builders.publisher())
    client.post(change(article), typed(article, _step="published"))
    assert [found.title for found in Article.objects.public()] == ["Mật độ điện thoại"]


def test_a_reporter_who_forges_the_publish_button_publishes_nothing(client):
    client.force_login(builders.reporter())
    response = client.post(ADD, form(_step="published"))
    assert response.status_code == 403
    assert Article.objects.count() == 0


def test_a_step_that_is_not_open_any_more_leaves_the_text_saved(client):
    article = builders.article(state=State.DRAFT, published_at=None)
    client.force_login(builders.publisher())
    response = client.post(
        change(article),
        typed(article, title="Mới", _step="withdrawn", _comment="Nhầm"),
        follow=True,
    )
    assert response.status_code == 200
    article.refresh_from_db()
    assert (article.title, article.state) == ("Mới", "draft")
    assert "Bài hiện ở trạng thái “bản nháp” nên không thực hiện được bước này" in response.text


@pytest.mark.parametrize(
    "url", ["/admin/", ADD, "/admin/news/article/", "/admin/portal/user/", "/admin/khong-co/"]
)
def test_for_a_representative_the_admin_does_not_exist(client, url):
    client.force_login(builders.person("dn-a", Role.REPRESENTATIVE))
    assert client.get(url).status_code == 404


def test_a_stranger_is_sent_to_the_sites_own_sign_in(client):
    response = client.get(ADD, follow=True)
    assert response.redirect_chain[-1][0] == "/tai-khoan/login/?next=/admin/news/article/add/"


def test_a_reporter_does_not_see_the_drafts_of_others(client):
    hidden = builders.article("Bản nháp của người khác", state=State.DRAFT, by=builders.editor())
    builders.article("Ai cũng đọc")
    client.force_login(builders.reporter())
    page = client.get("/admin/news/article/").text
    assert "Bản nháp của người khác" not in page
    assert "Ai cũng đọc" in page
    assert client.get(change(hidden)).status_code == 302


def test_a_reporter_cannot_change_what_is_published(client):
    article = builders.article("Đã đăng")
    client.force_login(builders.reporter())
    assert client.post(change(article), form(title="Chiếm")).status_code == 403
    article.refresh_from_db()
    assert article.title == "Đã đăng"


@pytest.mark.parametrize("who", [builders.reporter, builders.editor, builders.publisher])
def test_nothing_is_deleted_from_a_screen(client, who):
    article = builders.article()
    client.force_login(who())
    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    client.post(
        "/admin/news/article/",
        {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"},
    )
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("typed", ["giao ban", "Giao ban", "GIAO", "ban gi"])
def test_the_list_is_searched_with_or_without_marks(client, typed):
    builders.article("Giao ban quý I")
    builders.article("Đào tạo")
    client.force_login(builders.editor())
    page = client.get("/admin/news/article/", {"q": typed}).text
    assert "Giao ban quý I" in page
    assert "Đào tạo" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Bài {number}", section=builders.section(f"Mục {number}"))
    client.force_login(builders.editor())
    client.get("/admin/news/article/")
    with django_assert_num_queries(8):
        client.get("/admin/news/article/")


def test_a_form_leads_to_its_list_and_a_package_shows_its_tables(client):
    client.force_login(builders.publisher())
    page = client.get("/admin/news/article/add/").text
    assert '<a href="/admin/news/article/"' in page
    package = client.get("/admin/articles/").text
    assert "/admin/news/article/" in package
    assert "/admin/news/officialdocument/" in package
