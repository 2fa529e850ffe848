"""A preview is the real page with a text that nobody else gets to see, and it leaves no trace."""

from datetime import timedelta
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.editing.models import PreviewAnswer, PreviewLink, Verdict
from portal.editing.models.preview_links import MAX_ANSWERS
from portal.editing.preview import preview
from portal.kit.secret_links import hash_token
from portal.pagecache import generation
from portal.publishing import services, workflow
from portal.publishing.models import Attachment, Publication, Redirect, Revision, State, Topic
from portal.publishing.models.kinds import kind_named, kinds
from portal.publishing.rendering import render_public_page
from tests import builders
from tests.enterprises.builders import enterprise
from tests.news.builders import document_fields
from tests.portal.participation.consultations import builders as consultations

pytestmark = pytest.mark.django_db

DRAFT = "BẢN NHÁP — chưa công bố"
SECRET = "Không ai được thấy"
# What a kind cannot be without.
NEEDED = {
    "annualplan": {"year": 2007},
    "answer": {"question": "Sở ở đâu?"},
    "consultation": lambda: {
        "asker": consultations.asker(),
        "opens_on": builders.FEBRUARY.date(),
        "closes_on": builders.FEBRUARY.date(),
    },
    "document": document_fields,
    "english": lambda: {"translation_of": builders.article("Bản gốc", state=State.DRAFT)},
    "event": {"starts_at": builders.FEBRUARY},
    "indicator": {"unit": "máy/100 dân"},
    "masterplan": {"horizon": 2010},
    "infrastructure": lambda: {
        "enterprise": enterprise(),
        "direction": "offer",
        "facility": "mast",
        "place": "Phú Bài",
    },
    "product": lambda: {"enterprise": enterprise()},
}
# Where a text would show if it leaked.
PUBLIC = (
    "/", "/tin-tuc/", "/tin-tuc/2007/", "/tin-tuc/2007/02/", "/tin-tuc/rss.xml",
    "/tin-tuc/atom.xml", "/tim-kiem/?q=khong+ai+duoc+thay", "/sitemap.xml",
    "/sitemap-article-2007-02.xml", "/chu-de/vien-thong/", "/tin-tuc/mat-do-dien-thoai/",
    "/tin-tuc/ban-moi/",
)  # fmt: skip


@pytest.fixture
def draft():
    return builders.article(state=State.DRAFT, published_at=None, summary=SECRET)


@pytest.fixture
def changed():
    """A live article with a waiting change of its title, summary, address and parts."""
    article = builders.article("Cũ", slug="mat-do-dien-thoai")
    article.title, article.slug, article.summary = "Mới", "ban-moi", SECRET
    topic = Topic.objects.create(name="Viễn thông")
    return services.save(article, by=builders.reporter("nguoi-sua"), topics=[topic])


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def link_to(article, **fields):
    by = builders.editor("nguoi-gui")
    link, token = PreviewLink.objects.make(article, by=by, label="Ông A")
    if fields:
        PreviewLink.objects.filter(pk=link.pk).update(**fields)
    return link, f"/xem-truoc/{token}/"


def answer(**fields):
    return {"name": "Trần Văn A", "verdict": "agree", "text": "", "number": "1"} | fields


def rows():
    """Every row that a preview could have touched."""
    models = [Publication, Revision, Redirect, Attachment, Topic, PreviewLink, PreviewAnswer]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_draft_is_shown_on_the_page_that_will_carry_it(draft):
    shown = preview(draft)
    page = soup(shown)
    assert page.h1.get_text(strip=True) == "Mật độ điện thoại"
    assert SECRET in page.main.get_text()
    skip, first = page.body.find_all(True, recursive=False)[:2]
    assert skip["class"] == ["skip-link"]
    assert (first["class"], first.get_text(strip=True)) == (["draft-banner"], DRAFT)
    assert page.title.get_text().startswith(f"{DRAFT} · Mật độ điện thoại")
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert shown["Cache-Control"] == "no-store"
    assert shown.cookies == {}


def test_a_waiting_change_is_shown_with_its_parts(changed):
    page = soup(preview(changed))
    assert page.h1.get_text(strip=True) == "Mới"
    assert "Viễn thông" in page.main.get_text()
    assert page.select_one(".draft-banner").get_text(strip=True) == DRAFT


def test_what_is_public_is_not_called_a_draft():
    page = soup(preview(builders.article()))
    assert page.select_one(".draft-banner").get_text(strip=True) == "XEM TRƯỚC — như đang công bố"


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_asked", "approved", "withdrawn"])
def test_a_text_is_shown_from_every_state(state):
    article = builders.article(state=state, published_at=None)
    assert DRAFT in preview(article).text


def test_what_is_scheduled_or_expired_is_shown_as_it_would_be():
    now = timezone.now()
    later = builders.article("Một", published_at=now + timedelta(days=3))
    over = builders.article("Hai", expires_at=now - timedelta(days=3))
    for article in (later, over):
        assert soup(preview(article)).h1.get_text(strip=True) == article.title


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_preview(kind):
    needed = NEEDED.get(kind, {})
    fields = needed() if callable(needed) else needed
    draft = services.save(kind_named(kind)(title="Sông Hương", **fields), by=None)
    page = soup(preview(draft))
    assert "Sông Hương" in page.h1.get_text()
    assert page.select_one(".draft-banner").get_text(strip=True) == DRAFT


def test_a_preview_writes_nothing(changed, draft):
    before = (rows(), generation.current())
    for publication in (changed, draft):
        preview(Publication.objects.get(pk=publication.pk))
    assert (rows(), generation.current()) == before


def test_readers_see_no_more_while_and_after_somebody_looks(client, changed, draft):
    def seen():
        pages = [client.get(address) for address in PUBLIC]
        return [(page.status_code, SECRET in page.text) for page in pages]

    before = seen()
    assert not any(leaks for _, leaks in before)
    staff = Client()
    staff.force_login(builders.editor())
    for article in (changed, draft):
        for name in ("preview", "preview_page"):
            assert staff.get(at(name, article)).status_code == 200
    assert seen() == before


@pytest.mark.django_db(transaction=True)
def test_a_reader_at_the_same_moment_sees_the_old_state(monkeypatch):
    article = builders.article(state=State.DRAFT, published_at=None, summary=SECRET)
    seen = []

    def ask():
        try:
            seen.append(Client().get(article.path).status_code)
        finally:
            connection.close()

    def visiting(path):
        content = render_public_page(path)
        reader = Thread(target=ask)
        reader.start()
        reader.join(timeout=20)
        return content

    monkeypatch.setattr("portal.editing.preview.render_public_page", visiting)
    assert SECRET in preview(article).text
    assert seen == [404]


@pytest.mark.parametrize("name", ["preview", "preview_page", "links"])
def test_who_does_not_see_the_text_gets_no_preview(client, draft, name):
    assert client.get(at(name, draft)).status_code == 302
    client.force_login(builders.reporter())
    response = client.get(at(name, draft))
    assert response.status_code != 200
    assert SECRET not in response.text


@pytest.mark.parametrize(
    ("asked", "width"),
    [
        ("", "360"),
        ("dien-thoai", "360"),
        ("may-tinh-bang", "768"),
        ("may-tinh", "1280"),
        ("x", "360"),
    ],
)
def test_the_frame_is_as_wide_as_asked(client, draft, asked, width):
    client.force_login(builders.editor())
    page = soup(client.get(at("preview", draft), {"rong": asked}))
    assert page.iframe["width"] == width
    assert page.iframe["src"] == at("preview_page", draft)
    assert page.find("a", href=at("change", draft)) is not None


def test_the_frame_keeps_the_sites_own_policy(client, draft):
    client.force_login(builders.editor())
    framed, own = client.get(at("preview_page", draft)), client.get("/")
    assert framed["Content-Security-Policy"] == own["Content-Security-Policy"]
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in framed["Cache-Control"]


def test_the_page_is_the_signed_out_readers(client, draft):
    client.force_login(builders.editor("bien-tap-vien-x"))
    page = client.get(at("preview_page", draft)).text
    assert "bien-tap-vien-x" not in page


def test_an_address_that_was_taken_meanwhile_is_no_error(client, changed):
    # Past the check that keeps an address for who waits for it.
    Article(title="Mới", slug="ban-moi").save()
    client.force_login(builders.editor())
    assert client.get(at("preview_page", changed)).status_code == 404


def test_the_frame_asks_the_database_a_fixed_number_of_times(client, changed, draft):
    counts = []
    for article in (draft, changed):
        publication = Publication.objects.get(pk=article.pk)
        with CaptureQueriesContext(connection) as asked:
            preview(publication)
        counts.append(len(asked))
    assert counts == [11, 27]


# --- links for people without an account -------------------------------------------------------


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
    assert soup(response).select(".errorlist") != []
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
    told = AuditEntry.objects.filter(subject_label="editing.previewlink").order_by("number")
    assert [(row.action, row.subject_text) for row in told] == [
        ("added", "Ông A"),
        ("changed", "Ông A"),
    ]
    assert link.token_hash not in str([(row.old, row.new) for row in told])


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
    with django_assert_num_queries(8):
        client.get(at("links", draft))
    for name in ("B", "C"):
        PreviewLink.objects.make(draft, by=by, label=name)
    with django_assert_num_queries(8):
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
