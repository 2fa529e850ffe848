"""A page is made from another one: a draft of one's own, with texts and topics and no dates."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.publishing.models import Attachment, State, Topic
from tests import builders
from tests.enterprises.builders import event
from tests.news import builders as news
from tests.portal.participation.consultations.builders import done

pytestmark = pytest.mark.django_db


def copying(page):
    name = f"{page._meta.app_label}_{page._meta.model_name}"
    return reverse(f"admin:{name}_duplicate", args=[page.pk])


@pytest.fixture
def article():
    page = builders.article("Giao ban quý I", summary="Tóm tắt.", body="<p>Nội dung.</p>")
    page.topics.add(Topic.objects.create(name="Giao ban"))
    Attachment.objects.create(publication=page, name="Tệp", file="a.pdf", size=1)
    return page


def test_a_copy_is_a_draft_of_ones_own(client, article):
    me = builders.reporter()
    client.force_login(me)
    answer = client.post(copying(article), follow=True)
    copy = Article.objects.get(state=State.DRAFT)
    assert answer.redirect_chain == [
        (reverse("admin:articles_article_change", args=[copy.pk]), 302)
    ]
    assert "chép từ “Giao ban quý I”" in answer.text
    assert copy.title == "Giao ban quý I (bản sao)"
    assert (copy.summary, copy.body, copy.section) == (
        article.summary,
        article.body,
        article.section,
    )
    assert [topic.name for topic in copy.topics.all()] == ["Giao ban"]
    assert (copy.created_by, copy.published_at, copy.expires_at) == (me, None, None)
    assert copy.slug != article.slug
    assert not copy.attachments.exists()
    article.refresh_from_db()
    assert article.title == "Giao ban quý I"


def test_only_the_button_makes_a_copy(client, article):
    client.force_login(builders.reporter())
    assert client.get(copying(article)).status_code == 302
    assert Article.objects.count() == 1


def test_what_one_may_not_read_is_not_copied(client):
    hidden = builders.article("Của người khác", state=State.DRAFT, by=builders.editor())
    client.force_login(builders.reporter())
    assert client.post(copying(hidden)).status_code == 404
    assert Article.objects.count() == 1


def test_an_event_is_copied_with_its_day_for_it_cannot_be_without(client):
    page = event("Diễn đàn")
    client.force_login(builders.editor())
    client.post(copying(page))
    copy = type(page).objects.get(state=State.DRAFT)
    assert (copy.title, copy.starts_at) == ("Diễn đàn (bản sao)", page.starts_at)


def test_a_notice_is_copied_without_its_number_and_terms(client):
    closes = timezone.now() + timedelta(days=3)
    page = news.notice("Mời thầu", number="15/TB-SBCVT", place="Phòng 2", closes_at=closes)
    client.force_login(builders.editor())
    client.post(copying(page))
    copy = type(page).objects.get(state=State.DRAFT)
    assert (copy.issued_on, copy.place) == (page.issued_on, "Phòng 2")
    assert (copy.number, copy.closes_at) == ("", None)


def test_a_procedure_is_copied_without_its_code_and_its_address(client):
    online = {"online": "full", "national_url": "https://dichvucong.example/1"}
    page = news.procedure("Cấp phép", code="1.004253", days=5, fee="Không", **online)
    client.force_login(builders.editor())
    client.post(copying(page))
    copy = type(page).objects.get(state=State.DRAFT)
    assert (copy.days, copy.fee) == (5, "Không")
    assert (copy.code, copy.online, copy.national_url) == ("", "paper", "")


def test_a_consultation_is_copied_without_what_came_of_it(client):
    page = done(post_address="Số 6 Lê Lợi", issued=builders.article("Đã ban hành"))
    client.force_login(builders.editor())
    client.post(copying(page))
    copy = type(page).objects.get(state=State.DRAFT)
    assert (copy.asker, copy.closes_on) == (page.asker, page.closes_on)
    assert copy.post_address == "Số 6 Lê Lợi"
    assert (copy.outcome, copy.issued) == ("", None)


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (builders.reporter, ["Xem trang", "Nhân bản"]),
        (builders.editor, ["Xem trang", "Sửa", "Nhân bản"]),
    ],
)
def test_the_menu_of_a_row_offers_what_the_person_may_do(client, article, who, offered):
    client.force_login(who())
    page = client.get(reverse("admin:articles_article_changelist"))
    (row,) = page.context["cl"].result_list
    assert [str(each.label) for each in page.context["cl"].row_menu(row)] == offered
    assert f'formaction="{copying(article)}"' in page.text


def test_a_list_to_choose_from_has_no_menus(client, article):
    client.force_login(builders.editor())
    page = client.get(reverse("admin:articles_article_changelist"), {"_popup": "1"}).text
    assert "Giao ban quý I" in page
    assert "row-menu" not in page
