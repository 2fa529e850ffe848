"""A link to a preview, for people without an account: it shows the text and takes their answer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.editing.models import PreviewAnswer, PreviewLink, Verdict
from portal.editing.models.preview_links import MAX_ANSWERS
from portal.kit.secret_links import hash_token
from portal.publishing import services, workflow
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.previews import SECRET, at, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return builders.article(state=State.DRAFT, published_at=None, summary=SECRET)


def link_to(article, **fields):
    by = builders.editor("nguoi-gui")
    link, token = PreviewLink.objects.make(article, by=by, label="Ông A")
    if fields:
        PreviewLink.objects.filter(pk=link.pk).update(**fields)
    return link, f"/xem-truoc/{token}/"


def answer(**fields):
    return {"name": "Trần Văn A", "verdict": "agree", "text": "", "number": "1"} | fields


def test_a_link_shows_the_text_and_asks_for_an_answer(client, draft):
    _link, address = link_to(draft)
    response = client.get(address)
    page = soup(response)
    assert response.status_code == 200
    assert SECRET in page.main.get_text()
    assert page.select_one("main #y-kien form") is not None
    assert page.select_one(".draft-banner a")["href"] == "#y-kien"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "sessionid" not in response.cookies


def test_a_link_shows_the_text_as_it_is_now(client, draft):
    _link, address = link_to(draft)
    draft.title = "Sửa lần hai"
    services.save(draft, by=None)
    assert soup(client.get(address)).h1.get_text(strip=True) == "Sửa lần hai"


def test_only_the_hash_of_a_link_is_kept(draft):
    link, address = link_to(draft)
    token = address.split("/")[2]
    assert len(token) >= 43
    assert link.token_hash == hash_token(token)
    assert token not in str(PreviewLink.objects.values().get())


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_is_not_found(client, draft, method):
    link_to(draft)
    response = getattr(client, method)("/xem-truoc/khong-co-that/", answer())
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert PreviewAnswer.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("ended", ["expired", "revoked", "withdrawn"])
def test_a_link_that_has_ended_is_gone_and_tells_nothing(client, draft, method, ended):
    now = timezone.now()
    link, address = link_to(draft)
    if ended == "expired":
        PreviewLink.objects.filter(pk=link.pk).update(
            created_at=now - timedelta(days=8), expires_at=now - timedelta(days=1)
        )
    elif ended == "revoked":
        link.revoke()
    else:
        workflow.transition(draft, to=State.PUBLISHED, by=None)
        workflow.transition(draft, to=State.WITHDRAWN, by=None)
    response = getattr(client, method)(address, answer())
    assert response.status_code == 410
    assert SECRET not in response.text
    assert draft.title not in response.text
    assert PreviewAnswer.objects.count() == 0


def test_an_answer_is_kept_with_the_version_it_is_about(client, draft):
    link, address = link_to(draft)
    number = soup(client.get(address)).find("input", {"name": "number"})["value"]
    sent = answer(verdict="comment", text="  Sai số liệu quý I ", number=number)
    response = client.post(address, sent)
    assert response["Location"] == f"{address}?da-gui=1#y-kien"
    assert response["Cache-Control"] == "no-store"
    kept = link.answers.get()
    assert (kept.name, kept.verdict, kept.text, kept.number) == (
        "Trần Văn A",
        Verdict.COMMENT,
        "Sai số liệu quý I",
        draft.revision_number,
    )
    assert "Cảm ơn" in client.get(response["Location"]).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "a" * 101},
        {"verdict": ""},
        {"verdict": "khac"},
        {"verdict": "comment", "text": "  "},
        {"text": "a" * 4001},
        {"text": "a\0b"},
        {"number": "99"},
        {"number": "-1"},
        {"number": "x"},
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_and_stays_typed(client, draft, wrong):
    _link, address = link_to(draft)
    response = client.post(address, answer(**{"name": "Còn đây"} | wrong))
    assert response.status_code == 200
    assert soup(response).select("#errors li") != []
    assert PreviewAnswer.objects.count() == 0


def test_what_fills_the_hidden_field_is_thanked_and_dropped(client, draft):
    _link, address = link_to(draft)
    assert client.post(address, answer(website="https://example.com/")).status_code == 302
    assert PreviewAnswer.objects.count() == 0


def test_answers_without_the_forms_own_mark_are_refused(draft):
    _link, address = link_to(draft)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, answer()).status_code == 403
    assert PreviewAnswer.objects.count() == 0


def test_a_link_takes_so_many_answers_and_no_more(client, draft):
    link, address = link_to(draft)
    PreviewAnswer.objects.bulk_create(
        PreviewAnswer(link=link, number=1, name="A", verdict="agree") for _ in range(MAX_ANSWERS)
    )
    page = soup(client.post(address, answer()))
    assert page.select_one("#y-kien form") is None
    assert PreviewAnswer.objects.count() == MAX_ANSWERS


def test_a_writer_makes_a_link_for_seven_days_and_reads_the_answers(client, draft):
    client.force_login(builders.editor())
    made = client.post(at("links", draft), {"_make": "1", "label": "Ông A", "days": "7"})
    assert made.status_code == 302
    page = client.get(at("links", draft)).text
    link = PreviewLink.objects.get()
    token = page.partition("/xem-truoc/")[2].partition("/")[0]
    assert hash_token(token) == link.token_hash
    assert timedelta(days=7) - (link.expires_at - link.created_at) < timedelta(minutes=1)
    reader = Client()
    reader.post(f"/xem-truoc/{token}/", answer(verdict="comment", text="<b>Sai</b>"))
    page = client.get(at("links", draft)).text
    assert "&lt;b&gt;Sai&lt;/b&gt;" in page
    assert token not in page
    client.post(at("links", draft), {"_revoke": link.pk})
    assert reader.get(f"/xem-truoc/{token}/").status_code == 410
    entries = AuditEntry.objects.filter(subject_label="editing.previewlink").order_by("number")
    assert [(row.action, row.subject_text) for row in entries] == [
        ("added", "Ông A"),
        ("changed", "Ông A"),
    ]
    assert link.token_hash not in str([(row.old, row.new) for row in entries])


@pytest.mark.parametrize("days", ["0", "31", "x"])
def test_a_link_lasts_a_month_at_most(client, draft, days):
    client.force_login(builders.editor())
    page = client.post(at("links", draft), {"_make": "1", "label": "Ông A", "days": days})
    assert page.status_code == 200
    assert PreviewLink.objects.count() == 0


def test_who_may_not_write_a_text_makes_and_revokes_no_link(client):
    article = builders.article(by=builders.editor())
    link, _address = link_to(article)
    client.force_login(builders.reporter())
    make = {"_make": "1", "label": "Ông A", "days": "7"}
    assert client.post(at("links", article), make).status_code == 404
    assert client.post(at("links", article), {"_revoke": link.pk}).status_code == 404
    link.refresh_from_db()
    assert (PreviewLink.objects.count(), link.revoked_at) == (1, None)


def test_a_link_is_revoked_from_its_own_text_only(client, draft):
    other = builders.article("Khác", state=State.DRAFT, published_at=None)
    link, address = link_to(draft)
    client.force_login(builders.editor())
    for key, status in ((link.pk, 404), ("x", 403), ("9" * 30, 403)):
        assert client.post(at("links", other), {"_revoke": key}).status_code == status
    assert client.get(address).status_code == 200


def test_the_list_of_links_asks_a_fixed_number_of_times(client, draft, django_assert_num_queries):
    by = builders.editor()
    client.force_login(by)
    client.get(at("links", draft))
    PreviewLink.objects.make(draft, by=by, label="A")
    with django_assert_num_queries(7):
        client.get(at("links", draft))
    for name in ("B", "C"):
        PreviewLink.objects.make(draft, by=by, label=name)
    with django_assert_num_queries(7):
        client.get(at("links", draft))


@pytest.mark.parametrize(
    ("model", "fields", "constraint"),
    [
        (PreviewAnswer, {"verdict": "khac"}, "editing_previewanswer_verdict_is_known"),
        (PreviewAnswer, {"name": ""}, "editing_previewanswer_has_a_name"),
        (PreviewAnswer, {"verdict": "comment"}, "editing_previewanswer_comment_has_text"),
        (
            PreviewLink,
            {"expires_at": builders.FEBRUARY},
            "editing_previewlink_ends_after_it_begins",
        ),
    ],
)
def test_the_database_refuses_what_must_never_be(draft, model, fields, constraint):
    link, _address = link_to(draft)
    PreviewAnswer.objects.create(link=link, number=1, name="A", verdict="agree")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.update(**fields)


@pytest.mark.parametrize("ended", ["expired", "full"])
def test_words_that_come_too_late_are_given_back(client, draft, ended):
    link, address = link_to(draft)
    if ended == "full":
        PreviewAnswer.objects.bulk_create(
            PreviewAnswer(link=link, number=1, name="A", verdict="agree")
            for _ in range(MAX_ANSWERS)
        )
    else:
        link.revoke()
    page = client.post(address, answer(verdict="comment", text="Đoạn <b>hai</b>\nthiếu ngày")).text
    assert "Ý kiến chưa được gửi." in page
    assert "Đoạn &lt;b&gt;hai&lt;/b&gt;<br>thiếu ngày" in page
    assert "Ý kiến chưa được gửi." not in client.get(address).text
