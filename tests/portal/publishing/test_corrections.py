"""A note on a mistake goes live, dated, with its change; readers compare those two texts only."""

import json
from copy import deepcopy
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from news.articles.models import Article
from news.documents.effect import Tie
from news.procedures.models import ProcedurePaper, ProcedureStep
from portal.editing import word_by_word
from portal.editing.compare import differences
from portal.editing.preview import preview
from portal.pagecache import generation
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.models import Attachment, Correction, Publication, State, Topic
from portal.publishing.models.kinds import kinds
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news.builders import document, procedure, relation
from tests.portal.editing.test_no_pending_leaks import MAKE
from tests.portal.participation.consultations import builders as consultations
from tests.sampling import params

pytestmark = pytest.mark.django_db

NOTE = "Mật độ điện thoại là 35, không phải 53."
LONG_AGO = builders.FEBRUARY.date()


def corrected(page: Any, note: str = NOTE, **fields: Any) -> Correction:
    """The page with a change and its note in place."""
    propose(page, note, **fields)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    return page.corrections.latest("at")


def propose(page: Any, note: str = NOTE, **fields: Any) -> None:
    fresh = type(page).objects.get(pk=page.pk)
    for name, value in {"correction": note, **fields}.items():
        setattr(fresh, name, value)
    services.save(fresh, by=builders.reporter(f"viet-{fresh.pk}-{fresh.revision_number}"))
    page.refresh_from_db()


def shown(client: Any, page: Publication) -> list[str]:
    soup = BeautifulSoup(client.get(page.path).content, "html.parser")
    return [
        " ".join(each.get_text().split()) for each in soup.select(".correction > p:first-child")
    ]


@pytest.mark.parametrize("kind", params(sorted(MAKE), one_in=3))
def test_readers_see_it_dated_once_its_change_is_in_place(client, kind):
    page = services.save(MAKE[kind](), by=None)
    propose(page, summary="35 máy/100 dân")
    assert shown(client, page) == []
    assert NOTE not in client.get(page.path).text
    workflow.transition(page, to=State.PUBLISHED, by=builders.publisher())
    today = timezone.localdate()
    text = f"Đính chính ngày {today:%d/%m/%Y}: {NOTE}"
    if kind == "english":
        text = f"Correction of {today:%-d %B %Y}: {NOTE}"
    assert shown(client, page) == [text]


def test_a_change_without_a_note_is_no_correction(client):
    article = builders.article()
    propose(article, "  ", summary="Khác")
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert (Correction.objects.count(), article.corrected_at) == (0, None)


def test_what_nobody_has_seen_is_not_corrected():
    draft = builders.article(state=State.DRAFT, correction=NOTE)
    workflow.transition(draft, to=State.PUBLISHED, by=None)
    later = builders.article("Hẹn giờ", published_at=timezone.now() + timezone.timedelta(days=1))
    propose(later)
    workflow.transition(later, to=State.PUBLISHED, by=None)
    assert Correction.objects.count() == 0
    assert {page.correction for page in Article.objects.all()} == {""}


def test_each_stays_whatever_comes_after(client):
    article = builders.article("Cũ")
    first = corrected(article, "Một", title="Mới")
    corrected(article, "Hai", title="Mới hơn")
    changes.propose(article, article.revisions.get(number=1).data, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert article.title == "Cũ"
    assert [note.rpartition(": ")[2] for note in shown(client, article)] == ["Một", "Hai"]
    assert (first.earlier_number, first.number) == (1, 3)


def test_the_note_of_a_live_page_has_no_side_door():
    article = builders.article()
    with pytest.raises(IntegrityError, match="change_set"), transaction.atomic():
        Publication.objects.filter(pk=article.pk).update(correction=NOTE)


@pytest.mark.parametrize("fields", [{"text": ""}, {"earlier_number": 4, "number": 4}])
def test_the_database_refuses_a_correction_that_is_none(fields):
    row = {"publication": builders.article(), "text": NOTE, "number": 2} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(**row)


def test_a_preview_shows_the_note_that_waits():
    article = builders.article()
    propose(article)
    assert NOTE in preview(article).text
    assert NOTE not in str(Correction.objects.values_list("text"))


def test_machines_read_it_of_the_article(client):
    article = builders.article()
    corrected(article)
    soup = BeautifulSoup(client.get(article.path).content, "html.parser")
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    [correction] = data["correction"]
    assert (correction["@type"], correction["text"]) == ("CorrectionComment", NOTE)
    assert data["dateModified"] >= correction["datePublished"]
    assert soup.select_one("#" + correction["url"].partition("#")[2]) is not None


@pytest.mark.parametrize("count", [1, 3])
def test_an_article_takes_one_query_more_however_often_it_was_corrected(
    client, django_assert_num_queries, count
):
    article = builders.article()
    for number in range(count):
        corrected(article, summary=f"Tóm tắt {number}")
    with django_assert_num_queries(6):
        assert len(shown(client, article)) == count


# --- the two texts beside each other --------------------------------------------------------------


def texts(client: Any, correction: Correction) -> str:
    return client.get(correction.comparison_path).text


@pytest.mark.parametrize("kind", params(sorted(MAKE), one_in=3))
def test_readers_compare_with_the_version_before(client, kind):
    page = services.save(MAKE[kind](), by=None)
    correction = corrected(page, body="<p>Có ba mươi lăm máy</p>", summary="Ba lăm")
    assert correction.comparison_path in client.get(page.path).text
    soup = BeautifulSoup(texts(client, correction), "html.parser")
    headings = ["Summary", "Text"] if kind == "english" else ["Tóm tắt", "Nội dung"]
    assert [heading.text for heading in soup.select(".comparison h2")] == headings
    assert "Ba lăm" in soup.select_one(".comparison section ins").parent.text


@pytest.mark.parametrize("kind", sorted(MAKE))
def test_what_readers_compare_is_there_and_names_no_page(kind):
    model = kinds()[kind]
    for name in model.COMPARED:
        owner: Any = model
        for part in name.split("."):
            assert owner is not None, name
            field = owner._meta.get_field(part)
            owner = field.related_model
        assert owner is None or not issubclass(owner, Publication), name
        assert not isinstance(field, models.FileField), name


def compared(page, **changed):
    """What readers are told of a version with these fields and parts, by name."""
    old = revisions.snapshot(page)
    new = deepcopy(old)
    for name, value in changed.items():
        if name in new["parts"]:
            new["parts"][name][0] |= value
        else:
            new["fields"][name] = value
    found = differences(page, old, new, only=page.COMPARED)
    return {
        each.name: " ".join(BeautifulSoup(each.after, "html.parser").text.split()) for each in found
    }


def test_papers_and_who_acts_are_compared_too():
    page = procedure(national_url="https://dichvucong.gov.vn/a")
    ProcedurePaper.objects.create(procedure=page, name="Đơn")
    ProcedureStep.objects.create(procedure=page, text="Nộp", actor="Người nộp")
    found = compared(
        page,
        national_url="https://dichvucong.gov.vn/b",
        papers={"originals": 2, "note": "Có công chứng"},
        steps={"actor": "Sở"},
    )
    assert found == {
        "national_url": "https://dichvucong.gov.vn/b",
        "steps": "việc làm: Nộp; ai làm: Sở",
        "papers": "giấy tờ: Đơn; số bản chính: 2; số bản sao: 0; ghi chú: Có công chứng",
    }


def test_what_is_said_of_effect_and_of_papers_elsewhere_is_compared_too():
    page = document()
    relation(page, Tie.REPLACES, words="Quyết định 5/1999")
    found = compared(page, is_effect_unknown=True, relations={"words": "Quyết định 6/1999"})
    assert found == {
        "is_effect_unknown": "có",
        "relations": "văn bản kia, ghi bằng chữ: Quyết định 6/1999",
    }


def test_a_correction_of_what_is_not_compared_denies_nothing(client):
    correction = corrected(builders.article("Một"), section=builders.section("Viễn thông"))
    assert "không so sánh từng chữ" in texts(client, correction)


def test_nothing_but_the_two_published_texts_is_there(client):
    article = builders.article("Một", body="<p>một</p>")
    correction = corrected(article, body="<p>hai</p>")
    corrected(article, "Nữa", body="<p>ba</p>")
    propose(article, body="<p>bốn</p>")
    page = texts(client, correction)
    assert "hai" in page
    assert "một" in page
    assert "ba</ins>" not in page
    assert "bốn" not in page


def test_what_readers_do_not_see_is_not_compared(client):
    hidden = builders.article("Bản dịch kín", state=State.DRAFT)
    article = builders.article()
    Attachment.objects.create(publication=article, name="Cũ", file="attachments/kin.pdf", size=1)
    article.refresh_from_db()
    services.save(article, by=None)
    article.topics.add(Topic.objects.create(name="Viễn thông"))
    correction = corrected(
        article, translation_of=hidden, language="en", slug="khac", body="<p>B</p>"
    )
    page = texts(client, correction)
    assert "Bản dịch kín" not in page
    assert "kin.pdf" not in page
    assert "khac" not in page.replace(article.path, "")


def test_it_is_gone_where_the_page_is_not_public(client):
    article = builders.article()
    correction = corrected(article, body="<p>Mới</p>")
    assert client.get(correction.comparison_path).status_code == 200
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    assert client.get(correction.comparison_path).status_code == 404


def test_what_was_withdrawn_is_not_offered_beside_what_replaces_it(client):
    article = builders.article(body="<p>Số riêng</p>")
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    article.refresh_from_db()
    article.body, article.correction = "<p>Bỏ số</p>", NOTE
    services.save(article, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    [correction] = Correction.objects.all()
    assert len(shown(client, article)) == 1
    assert "dinh-chinh/" not in client.get(article.path).text
    assert client.get(correction.comparison_path).status_code == 404


@pytest.mark.parametrize("days", [None, 1])
def test_what_readers_had_is_corrected_though_it_has_another_moment_now(days):
    article = builders.article()
    workflow.transition(article, to=State.WITHDRAWN, by=None, comment="Sai số")
    workflow.transition(article, to=State.DRAFT, by=None)
    article.correction = NOTE
    article.published_at = days and timezone.now() + timezone.timedelta(days=days)
    services.save(article, by=None)
    assert Article.objects.get(pk=article.pk).was_seen()  # The form offers the note again.
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert Correction.objects.get().text == NOTE


def test_what_was_withdrawn_before_its_moment_was_seen_by_nobody():
    article = builders.article(published_at=timezone.now() + timezone.timedelta(days=1))
    workflow.transition(article, to=State.WITHDRAWN, by=None, comment="Chưa chắc")
    article.correction, article.published_at = NOTE, builders.FEBRUARY
    services.save(article, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert Correction.objects.count() == 0


def test_the_earlier_text_can_be_kept_closed(client):
    article = builders.article(body="<p>Số riêng</p>")
    correction = corrected(article, body="<p>Bỏ số</p>", hides_earlier=True)
    assert "dinh-chinh/" not in client.get(article.path).text
    assert client.get(correction.comparison_path).status_code == 404


def test_what_a_later_correction_closes_is_in_no_earlier_comparison(client):
    article = builders.article(body="<p>Gọi số riêng, ngày 1</p>")
    before = corrected(article, body="<p>Gọi số riêng, ngày 2</p>")
    closing = corrected(article, body="<p>Ngày 2</p>", hides_earlier=True)
    after = corrected(article, body="<p>Ngày 3</p>")
    page = client.get(article.path).text
    assert [each.comparison_path in page for each in (before, closing, after)] == [
        False, False, True,
    ]  # fmt: skip
    assert client.get(before.comparison_path).status_code == 404
    assert client.get(closing.comparison_path).status_code == 404
    assert "số riêng" not in texts(client, after)


@pytest.mark.parametrize("note", [NOTE, ""])
def test_what_was_withdrawn_is_in_no_earlier_comparison(client, note):
    article = builders.article(body="<p>Ngày 1</p>")
    before = corrected(article, body="<p>Gọi số riêng, ngày 2</p>")
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    article.body, article.correction = "<p>Ngày 2</p>", note
    services.save(article, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert "dinh-chinh/" not in client.get(article.path).text
    assert client.get(before.comparison_path).status_code == 404
    after = corrected(article, body="<p>Ngày 3</p>")
    assert after.comparison_path in client.get(article.path).text
    assert "Ngày 2" in BeautifulSoup(texts(client, after), "html.parser").text


@pytest.mark.parametrize(
    ("make", "name", "past"),
    [
        (consultations.consultation, "outcome", {"opens_on": LONG_AGO, "closes_on": LONG_AGO}),
        (enterprises.event, "minutes", {"starts_at": builders.FEBRUARY}),
    ],
)
def test_what_is_written_ahead_of_its_moment_is_compared_from_then_on(client, make, name, past):
    page = make()
    correction = corrected(page, summary="Ba lăm", **{name: "<p>Không tiếp thu</p>"})
    assert "Ba lăm" in texts(client, correction)
    assert "Không tiếp thu" not in texts(client, correction)
    type(page).objects.update(**past)
    generation.invalidate_public_content()
    assert "Không tiếp thu" in texts(client, correction)


def test_search_engines_are_not_led_to_the_mistake(client):
    correction = corrected(builders.article(), body="<p>Mới</p>")
    response = client.get(correction.comparison_path)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text


def test_the_two_texts_are_said_to_be_in_their_own_language(client):
    correction = corrected(builders.article("Density", language="en"), body="<p>35</p>")
    assert '<html lang="en">' in texts(client, correction)


def test_it_moves_with_its_page(client):
    article = builders.article("Cũ")
    correction = corrected(article, body="<p>Mới</p>")
    old = correction.comparison_path
    changed = Article.objects.get(pk=article.pk)
    changed.slug = "dia-chi-moi"
    services.save(changed, by=None)
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == f"/tin-tuc/dia-chi-moi/dinh-chinh/{correction.pk}/"
    assert client.get(f"/tin-tuc/khac/dinh-chinh/{correction.pk}/").status_code == 404


def test_very_long_texts_are_not_compared_for_everybody(client, monkeypatch):
    monkeypatch.setattr("portal.site.corrections.MAX_CHARACTERS", 1000)
    correction = corrected(builders.article(), body=f"<p>{'chữ ' * 400}</p>")
    page = texts(client, correction)
    assert "quá dài" in page
    assert "<ins>chữ" not in page


def test_what_could_not_be_compared_just_now_is_kept_for_nobody(client, monkeypatch):
    monkeypatch.setattr(word_by_word, "PATIENCE", 0.0)
    correction = corrected(builders.article(), body=f"<p>{'chữ ' * 8000}</p>")
    with word_by_word._TURN:
        busy = client.get(correction.comparison_path)
    assert "Hệ thống đang bận" in busy.text
    assert busy["Cache-Control"] == "no-store"
    later = client.get(correction.comparison_path)
    assert "<ins>chữ" in later.text
    assert "no-store" not in later.get("Cache-Control", "")


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_takes_as_many_queries_however_often_it_was_corrected(
    client, django_assert_num_queries, count
):
    article = builders.article()
    for number in range(count):
        correction = corrected(article, body=f"<p>{number}</p>")
    with django_assert_num_queries(4):
        client.get(correction.comparison_path)
