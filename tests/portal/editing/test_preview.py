"""A preview is the real page with a text that nobody else gets to see, and it leaves no trace."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles.models import Article
from portal.editing.models import PreviewAnswer, PreviewLink
from portal.editing.preview import preview
from portal.pagecache import generation
from portal.publishing import services, workflow
from portal.publishing.models import Attachment, Publication, Redirect, Revision, State, Topic
from portal.publishing.models.kinds import kind_named, kinds
from portal.publishing.rendering import render_public_page
from tests import builders
from tests.enterprises.builders import enterprise
from tests.news.builders import document_fields
from tests.portal.editing.previews import SECRET, at, soup
from tests.portal.participation.consultations import builders as consultations

pytestmark = pytest.mark.django_db

DRAFT = "BẢN NHÁP — chưa đăng"
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
    "notice": {"issued_on": builders.FEBRUARY.date()},
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
    assert (first["class"], first.strong.get_text(strip=True)) == (["draft-banner"], DRAFT)
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
    assert page.select_one(".draft-banner").get_text(strip=True) == "XEM TRƯỚC — như đang đăng"


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("draft", DRAFT),
        ("submitted", "CHỜ DUYỆT — chưa đăng"),
        ("changes_asked", "CẦN SỬA — chưa đăng"),
        ("approved", "ĐÃ DUYỆT — chưa đăng"),
        ("withdrawn", "ĐÃ GỠ — người đọc không thấy"),
    ],
)
def test_a_text_is_shown_from_every_state_and_called_what_it_is(state, mark):
    article = builders.article(state=state, published_at=None)
    banner = soup(preview(article)).select_one(".draft-banner")
    assert banner.strong.get_text() == mark
    assert "Ngày đăng tính từ lúc bấm đăng." in banner.get_text()


def test_a_change_that_was_sent_is_called_so():
    article = builders.article()
    article.title = "Mới"
    writer = builders.editor()
    services.save(article, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    banner = soup(preview(article)).select_one(".draft-banner")
    assert banner.get_text(strip=True) == "CHỜ DUYỆT — chưa đăng"


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
    assert page.select_one(".draft-banner strong").get_text(strip=True) == DRAFT


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
    ("wanted", "width"),
    [
        ("", "100%"),
        ("dien-thoai", "360"),
        ("may-tinh-bang", "768"),
        ("may-tinh", "1280"),
        ("x", "100%"),
    ],
)
def test_the_frame_is_as_wide_as_asked(client, draft, wanted, width):
    client.force_login(builders.editor())
    page = soup(client.get(at("preview", draft), {"rong": wanted}))
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
        with CaptureQueriesContext(connection) as captured:
            preview(publication)
        counts.append(len(captured))
    assert counts == [12, 30]
