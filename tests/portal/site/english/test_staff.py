"""The staff begin an English version from its page, and see which of them has grown old."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from portal.editing.checks.translations import is_vietnamese
from portal.publishing import services, workflow
from portal.publishing.models import EnglishVersion, Publication, State
from portal.publishing.models.english import text_digest
from tests import builders
from tests.enterprises import builders as enterprises

pytestmark = pytest.mark.django_db
ADD = "/admin/portal/englishversion/add/"
LIST = "/admin/portal/englishversion/"


@pytest.fixture
def reporter(client):
    person = builders.reporter()
    client.force_login(person)
    return person


def change(version):
    return f"{LIST}{version.pk}/change/"


def typed(version, **fields):
    """The form of an English version as it was loaded, with what was typed over it."""
    return {
        "title": version.title,
        "summary": version.summary,
        "body": version.body,
        "translator_note": version.translator_note,
        "published_at_0": "",
        "published_at_1": "",
        "expires_at_0": "",
        "expires_at_1": "",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "_version": version.revision_number,
    } | fields


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def moved_on(article, body="<p>Mới hơn</p>"):
    article.refresh_from_db()
    article.body = body
    services.save(article, by=None)


def test_the_form_of_a_page_offers_to_make_one(client, reporter):
    article = builders.article("Một")
    page = soup(client.get(f"/admin/news/article/{article.pk}/change/"))
    [link] = page.select(f'a[href^="{ADD}?"]')
    assert link["href"] == f"{ADD}?trang=/tin-tuc/mot/"
    field = soup(client.get(link["href"])).select_one("input[name=page]")
    assert field["value"] == "/tin-tuc/mot/"


def test_a_draft_begins_as_a_copy_to_write_over(client, reporter):
    article = builders.article("Một", body="<p>Nội dung</p>", summary="Ngắn.")
    answer = client.post(ADD, {"page": "/tin-tuc/mot/"})
    version = EnglishVersion.objects.get()
    assert answer["Location"] == change(version)
    assert (version.title, version.summary, version.body) == ("Một", "Ngắn.", "<p>Nội dung</p>")
    assert (version.state, version.language, version.path) == (
        State.DRAFT, "en", "/en/tin-tuc/mot/",
    )  # fmt: skip
    assert version.created_by == reporter
    assert version.translation_of_id == article.pk
    assert not version.is_outdated
    assert client.get(version.path).status_code == 404


def test_asked_for_once_more_it_leads_to_the_one_that_is_there(client, reporter):
    article = builders.article("Một")
    version = builders.english(article)
    assert client.post(ADD, {"page": article.path})["Location"] == change(version)
    page = client.get(f"/admin/news/article/{article.pk}/change/").text
    assert change(version) in page
    assert f"{ADD}?" not in page


@pytest.mark.parametrize(
    "typed_address", ["", "/tin-tuc/khong-co/", "abc", "9" * 40, "\0", "http://["]
)
def test_what_is_no_page_of_ours_is_said_and_kept(client, reporter, typed_address):
    page = client.post(ADD, {"page": typed_address})
    assert page.status_code == 200
    assert "page" in page.context["form"].errors
    assert not EnglishVersion.objects.exists()


def test_a_reporter_learns_nothing_of_the_drafts_of_others(client, reporter):
    hidden = builders.article("Bí mật", state=State.DRAFT, by=builders.editor())
    answer = client.post(ADD, {"page": hidden.path})
    assert "page" in answer.context["form"].errors
    assert "Bí mật" not in answer.text
    shown = soup(client.get(f"{ADD}?trang={hidden.pk}"))
    assert "Bí mật" not in shown.get_text()


def test_a_number_names_no_draft_of_another(client, reporter):
    hidden = builders.article("Bí mật", state=State.DRAFT, by=builders.editor())
    answer = client.post(ADD, {"page": str(hidden.pk)})
    assert "page" in answer.context["form"].errors
    assert "Bí mật" not in answer.text
    assert hidden.path not in answer.text
    own = builders.article("Của mình", state=State.BINNED, by=reporter)
    assert "Của mình" in client.post(ADD, {"page": str(own.pk)}).text


def test_rights_that_end_at_a_section_end_there_for_its_english_too(client, reporter):
    own, other = builders.section("Sở"), builders.section("Viễn thông")
    reporter.sections.add(own)
    foreign = builders.article("Khác", section=other)
    answer = client.post(ADD, {"page": foreign.path})
    assert list(answer.context["form"].errors) == ["page"]
    assert "Trang nằm trong chuyên mục ngoài quyền của bạn." in answer.text
    article = builders.article("Một", section=own)
    client.post(ADD, {"page": article.path})
    assert EnglishVersion.objects.get().section == own


def test_what_is_shown_with_another_page_has_no_english_version(client, reporter):
    from enterprises.products.models import Product

    product = services.save(
        Product(
            title="Phần mềm", enterprise=enterprises.enterprise("Công ty A"),
            state=State.PUBLISHED, published_at=builders.FEBRUARY,
        ),
        by=None,
    )  # fmt: skip
    answer = client.post(ADD, {"page": product.path})
    assert "page" in answer.context["form"].errors


def test_an_english_version_has_none_of_its_own(client, reporter):
    version = builders.english()
    assert "page" in client.post(ADD, {"page": version.path}).context["form"].errors


def test_others_do_not_come_in(client):
    client.force_login(enterprises.representative(enterprises.enterprise(), "dn-a").user)
    assert client.get(ADD).status_code == 404
    assert client.post(ADD, {"page": "/tin-tuc/mot/"}).status_code == 404


def test_it_is_written_beside_the_vietnamese_text(client, reporter):
    article = builders.article("Một", body="<p>Đoạn tiếng Việt</p>")
    version = builders.english(article, state=State.DRAFT, published_at=None, by=reporter)
    page = soup(client.get(change(version)))
    assert page.select_one('details[lang="vi"] summary').get_text() == "Một"
    assert "Đoạn tiếng Việt" in page.select_one('details[lang="vi"]').get_text()
    answer = client.post(change(version), typed(version, title="One", body="<p>A passage</p>"))
    assert answer.status_code == 302
    version.refresh_from_db()
    assert (version.title, version.body) == ("One", "<p>A passage</p>")


def test_it_is_marked_in_list_filter_form_and_desk_when_the_vietnamese_moves_on(client):
    client.force_login(builders.publisher())
    fresh = builders.english(builders.article("Mới"), "Fresh")
    article = builders.article("Một")
    old = builders.english(article, "Old")
    moved_on(article)
    rows = soup(client.get(LIST)).select("#result_list tbody tr")
    marks = {
        row.select_one(".field-title").get_text(): row.select_one(".field-freshness").get_text()
        for row in rows
    }
    assert marks == {"Fresh": "còn khớp", "Old": "đã cũ"}
    for value, expected in (("1", ["Old"]), ("0", ["Fresh"]), ("x", ["Old", "Fresh"])):
        rows = soup(client.get(f"{LIST}?cu={value}")).select("#result_list .field-title")
        assert [row.get_text() for row in rows] == expected
    assert "Bản tiếng Việt đã thay đổi" in client.get(change(old)).text
    assert "Bản tiếng Việt đã thay đổi" not in client.get(change(fresh)).text
    form = client.get(f"/admin/news/article/{article.pk}/change/").text
    assert "Bản này cũ hơn" in form
    [item] = soup(client.get("/admin/viec/tieng-anh-cu/")).select("#desk-english + ul li")
    assert item.a.get_text() == "Old"


def test_nobody_is_asked_to_translate_what_nobody_sees(client):
    client.force_login(builders.publisher())
    article = builders.article("Một")
    builders.english(article, "Old")
    moved_on(article)
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    assert soup(client.get("/admin/viec/tieng-anh-cu/")).select("#desk-english") == []


def test_a_reporter_is_told_of_their_own_only(client, reporter):
    article = builders.article("Một")
    builders.english(article, "Of another")
    moved_on(article)
    assert soup(client.get("/admin/viec/tieng-anh-cu/")).select("#desk-english") == []


def test_ticking_that_it_follows_takes_the_mark_away(client, reporter):
    article = builders.article("Một")
    version = builders.english(article, state=State.DRAFT, published_at=None, by=reporter)
    moved_on(article)
    box = soup(client.get(change(version))).select_one("input[name=original_digest]")
    assert box["type"] == "checkbox"
    assert not box.has_attr("checked")
    client.post(change(version), typed(version, title="One"))
    version.refresh_from_db()
    assert version.is_outdated
    client.post(change(version), typed(version, original_digest=box["value"]))
    version = EnglishVersion.objects.get(pk=version.pk)
    assert not version.is_outdated
    box = soup(client.get(change(version))).select_one("input[name=original_digest]")
    assert box.has_attr("checked")


def test_a_text_that_moved_on_while_somebody_wrote_is_not_taken_for_followed(client, reporter):
    article = builders.article("Một")
    version = builders.english(article, state=State.DRAFT, published_at=None, by=reporter)
    seen = text_digest(article)
    moved_on(article)
    client.post(change(version), typed(version, original_digest=seen))
    assert EnglishVersion.objects.get(pk=version.pk).is_outdated


def test_who_approves_one_that_has_grown_old_has_not_written_in_it(client, publisher):
    article = builders.article("Một")
    version = builders.english(
        article, state=State.SUBMITTED, published_at=None, by=builders.reporter()
    )
    followed = version.original_digest
    moved_on(article)
    client.force_login(publisher)
    client.post(change(version), typed(version, _step="published"))
    version = EnglishVersion.objects.get()
    assert (version.state, version.original_digest) == (State.PUBLISHED, followed)


def test_who_says_that_it_follows_leaves_the_approval_to_another(client, publisher):
    article = builders.article("Một")
    version = builders.english(
        article, state=State.SUBMITTED, published_at=None, by=builders.reporter()
    )
    moved_on(article)
    client.force_login(publisher)
    ticked = typed(version, original_digest=text_digest(article), _step="published")
    assert "Bạn vừa sửa bài" in client.post(change(version), ticked).text
    assert EnglishVersion.objects.get().state == State.SUBMITTED


def test_the_database_and_the_row_agree_on_what_is_old():
    article = builders.article("Một", summary="Tóm\ntắt", body="<p>ộ “x”</p>")
    version = builders.english(article)
    stored = EnglishVersion.objects.with_original().get(pk=version.pk)
    assert stored.digest_now == text_digest(article)
    assert list(EnglishVersion.objects.outdated()) == []


def test_no_text_is_looked_at_that_was_not_touched_since_its_translation_began():
    """The first page of the staff would unpack those of all translated pages each time."""
    article = builders.article("Một")
    version = builders.english(article)
    moved_on(article)
    assert list(EnglishVersion.objects.outdated()) == [version]
    before = version.created_at - timedelta(hours=1)
    Publication.objects.filter(pk=article.pk).update(updated_at=before)
    assert list(EnglishVersion.objects.outdated()) == []


def test_a_page_saved_while_its_translation_began_is_looked_at():
    article = builders.article("Một")
    version = builders.english(article)
    moved_on(article)
    just_before = version.created_at - timedelta(minutes=1)
    Publication.objects.filter(pk=article.pk).update(updated_at=just_before)
    assert list(EnglishVersion.objects.outdated()) == [version]


def test_vietnamese_left_standing_holds_the_publication_up(client):
    person = builders.publisher()
    client.force_login(person)
    body = "<p>The plan is ready.</p><p>Sở sẽ triển khai các dự án thuộc quy hoạch năm 2007.</p>"
    version = builders.english(
        builders.article("Một"), "One", body=body, state=State.SUBMITTED, published_at=None,
        by=builders.reporter(),
    )  # fmt: skip
    answer = client.post(change(version), typed(version, _step="published"), follow=True)
    assert "còn bằng tiếng Việt" in answer.text
    version.refresh_from_db()
    assert version.state == State.SUBMITTED
    done = typed(version, body="<p>The plan is ready.</p>", _step="published")
    client.post(change(version), done | {"_force": "Gấp"})
    version.refresh_from_db()
    assert version.state == State.PUBLISHED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở sẽ triển khai các dự án thuộc quy hoạch", True),
        ("Mr Nguyễn Văn Quang, Standing Member of the Party Committee", False),
        ("Hồ Xuân Phán", False),
        ("The conference of the department in Thừa Thiên Huế", False),
        ("", False),
    ],
)
def test_names_are_no_vietnamese_text(text, found):
    assert is_vietnamese(text) is found


def test_a_vietnamese_page_may_be_vietnamese(client):
    article = builders.article("Một", body="<p>Sở sẽ triển khai các dự án thuộc quy hoạch.</p>")
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    client.force_login(builders.publisher())
    page = client.get(f"/admin/news/article/{article.pk}/change/").text
    assert "còn bằng tiếng Việt" not in page


def test_a_save_of_the_page_does_not_forget_that_it_is_translated():
    article = builders.article("Một", state=State.DRAFT, published_at=None)
    before = Publication.objects.get(pk=article.pk)
    builders.english(article)
    article = type(article).objects.get(pk=article.pk)
    article.is_translated = before.is_translated
    services.save(article, by=None)
    assert Publication.objects.get(pk=article.pk).is_translated


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_many_rows(client, number, django_assert_num_queries):
    for name in ("Một", "Hai", "Ba")[:number]:
        builders.english(builders.article(name))
    client.force_login(builders.publisher())
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
