"""What a clerk does who pastes too much, sends the wrong file, goes back, or comes second."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from news.articles.models import Article
from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address
from tests import builders
from tests.portal.editing.typing import form, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ADD = reverse("admin:articles_article_add")


@pytest.fixture
def reporter(client):
    user = builders.reporter()
    client.force_login(user)
    return user


def faults(answer) -> str:
    (shown,) = html.fromstring(answer.text).xpath('//*[@id="faults"]')
    return " ".join(shown.text_content().split())


@pytest.mark.usefixtures("reporter")
def test_a_title_that_is_too_long_is_told_and_none_of_it_cut_off(client):
    # What a browser cuts off, it cuts off without a word.
    page = html.fromstring(client.get(ADD).text)
    assert page.xpath('//*[@name="title"]/@maxlength') == []
    long = "Bão số 5 " * 500
    answer = client.post(ADD, form(title=long))
    assert "300" in faults(answer)
    assert long.strip() in answer.text
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rong.pdf", b"", "Tệp gửi lên rỗng"),
        ("quyet-dinh", b"abc", "thiếu đuôi"),
        ("gia.pdf", b"MZ" + b"0" * 100, "chương trình chạy được"),
    ],
)
@pytest.mark.usefixtures("reporter")
def test_a_wrong_file_is_told_once_and_the_text_stays(client, name, content, message):
    row = {"attachments-TOTAL_FORMS": "1", "attachments-0-position": "0"}
    file = SimpleUploadedFile(name, content, "application/pdf")
    answer = client.post(ADD, form(title="Có tệp", **row) | {"attachments-0-file": file})
    shown = faults(answer)
    assert "còn 1 chỗ phải sửa" in shown
    assert message in shown
    assert 'value="Có tệp"' in answer.text


def test_who_goes_back_and_saves_again_is_told_of_the_first_page(client, reporter):
    for expected in (0, 1):
        answer = client.post(ADD, form(title="Lưu hai lần"))
        messages = [str(each) for each in get_messages(answer.wsgi_request)]
        twins = [each for each in messages if "vừa lập một trang cùng tiêu đề" in each]
        assert len(twins) == expected
    first = Article.objects.order_by("pk")[0]
    assert admin_address("article", first.pk) in twins[0]
    # Another person's page of the same title is no slip.
    client.cookies.pop("messages")
    client.force_login(builders.reporter("khac"))
    answer = client.post(ADD, form(title="Lưu hai lần"))
    assert not any("cùng tiêu đề" in str(each) for each in get_messages(answer.wsgi_request))


def test_who_comes_second_is_told_what_the_first_has_done(client, publisher):
    article = builders.article(
        state=State.DRAFT, published_at=None, by=builders.reporter(), section=builders.section()
    )
    workflow.transition(article, to=State.SUBMITTED, by=article.created_by)
    second = typed(article, _step="published")
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    client.force_login(builders.publisher("khac"))
    answer = client.post(admin_address("article", article.pk), second)
    shown = faults(answer)
    assert "Có người khác đã lưu trang này" in shown
    assert "Bây giờ trang đang ở trạng thái: đã đăng." in shown
    assert "phải có thời điểm đăng" not in shown


def test_who_writes_in_a_page_that_is_withdrawn_meanwhile_keeps_the_text(client, publisher):
    article = builders.article(by=builders.editor())
    mine = typed(article, summary="Câu tôi đang viết.")
    workflow.transition(article, to=State.WITHDRAWN, by=publisher, comment="Sai số liệu.")
    client.force_login(builders.editor("khac"))
    answer = client.post(admin_address("article", article.pk), mine)
    assert "Bây giờ trang đang ở trạng thái: đã gỡ." in faults(answer)
    assert "Câu tôi đang viết." in answer.text
    assert "Sai số liệu." in answer.text


# A line break of a word processor, a control character, and two codes that are no letters.
PASTED = "Bão\x0bsố\x01 5\ufffe\uffff"


@pytest.mark.usefixtures("reporter")
def test_what_nobody_sees_of_a_pasted_text_is_not_kept(client):
    assert client.post(ADD, form(title=PASTED, summary=PASTED)).status_code == 302
    article = Article.objects.get()
    assert (article.title, article.summary) == ("Bão số 5", "Bão số 5")


@pytest.mark.usefixtures("reporter")
def test_a_nul_is_refused_and_not_taken_out(client):
    answer = client.post(ADD, form(title="Bão\0số 5"))
    assert answer.status_code == 200
    assert not Article.objects.exists()
