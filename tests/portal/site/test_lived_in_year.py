"""The lived-in year: consistent, marked, nobody's; loaded once; and the report still leads."""

from collections.abc import Iterator
from http import HTTPStatus
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from enterprises.briefings.models import ActionItem
from enterprises.events.models import Event
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise
from news.articles.models import Article
from portal.department.demo import REPORT
from portal.emergency.models import DutyContact
from portal.exchange.opendata.sets import open_sets
from portal.publishing.models import EnglishVersion, Publication
from portal.publishing.models.bundle import Bundle
from projects.indicators.models import Observation
from projects.kit import quotes
from projects.promises.models import Promise
from projects.work.models import BudgetLine, MilestoneMove, Participation
from tests.markup import words
from tests.page_kinds import in_the_demo
from tests.page_rows import ROWS
from tests.sampling import sampled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]
# What the report of 2007 brings, and the pages that say themselves that they are made up.
FACTS = {
    "article": 1, "masterplan": 2, "project": 7, "indicator": 1, "annualplan": 1, "document": 27,
    "event": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def year(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The whole demo with its accounts, loaded once for this file."""
    # Not by patching: the storage has to hear of it, and of its end.
    site = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"), DEMO_PASSWORD="mat-khau-rat-dai"
    )
    with site, django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def samples() -> list[Publication]:
    return list(Publication.objects.filter(is_sample=True).exclude(kind="english"))


def test_it_fills_every_kind(samples):
    counted = ("article", "event", "project", "indicator", "enterprise", "product", "answer")
    counts = {kind: sum(page.kind == kind for page in samples) for kind in counted}
    assert counts["article"] >= 40
    assert all(number >= 6 for number in counts.values()), counts
    assert counts["indicator"] == counts["enterprise"] - 2 == 12
    assert MilestoneMove.objects.exclude(reason="").count() >= 4
    assert {row.state for row in Promise.objects.all()} == {"unknown", "open", "done", "dropped"}
    kinds = {"article", "project", "indicator", "enterprise", "event", "answer", "consultation"}
    assert {page.kind for page in samples} >= {"procedure", "notice", "consultation"}
    versions = EnglishVersion.objects.filter(translation_of__is_sample=True)
    assert {version.translation_of.kind for version in versions} == kinds | {"procedure", "notice"}
    facts = EnglishVersion.objects.filter(translation_of__is_sample=False)
    assert "document" in {version.translation_of.kind for version in facts}
    assert Article.objects.exclude(cover=None).count() >= 20
    assert Article.objects.filter(corrections__isnull=False).count() == 1


def test_a_bundle_shows_how_pages_appear_together():
    bundle = Bundle.objects.get()
    pages = [member.publication for member in bundle.members.select_related("publication")]
    assert (bundle.state, len(pages)) == ("released", 2)
    assert all(page.is_public and page.is_sample for page in pages)
    assert max(page.published_at for page in pages) == bundle.closed_at


def test_loading_it_again_changes_nothing():
    before = (Publication.objects.count(), Observation.objects.count(), Promise.objects.count())
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "nothing is new" in output.getvalue()
    assert before == (
        Publication.objects.count(), Observation.objects.count(), Promise.objects.count(),
    )  # fmt: skip


@sampled(one_in=12)
def test_every_page_opens_and_says_once_that_it_is_made_up(client, samples, some):
    for page in some(samples):
        found = client.get(page.path)
        assert found.status_code == 200, page.path
        assert 'class="sample-mark"' in found.text, page.path


def test_it_happens_in_2007_and_quotes_what_is_written(samples):
    for event in Event.objects.filter(is_sample=True):
        assert event.starts_at.year == 2007, event
        assert event.published_at < event.starts_at
    for article in Article.objects.filter(is_sample=True):
        assert article.published_at.year == 2007, article
    for promise in Promise.objects.select_related("article", "proof"):
        assert quotes.stands_in(promise.quote, promise.article), promise
    for part in Participation.objects.exclude(website=""):
        assert ".example/" in part.website


def test_nothing_of_it_could_be_anybodys():
    for firm in Enterprise.objects.all():
        assert (firm.phone, firm.website, firm.tax_code) == ("", "", None)
        assert firm.email.endswith(".example")
        assert "không có thật" in firm.address
    assert not DutyContact.objects.exclude(phone="").exists()
    named = Participation.objects.exclude(organisation=None).filter(project__is_sample=True)
    assert all(part.organisation.is_unnamed for part in named.select_related("organisation"))


def test_the_report_leads_the_home_page(client):
    home = client.get("/").text
    newest = Article.objects.public().newest().first()
    assert newest.is_sample
    assert home.index(f'href="{REPORT}"') < home.index(f'href="{newest.path}"')
    # Its promises, too, and whatever of the year stands beside it has its mark.
    assert "Kiện toàn lại Hội tin học tỉnh TT-Huế" in home
    assert "Thay ắc quy cho các trạm vô tuyến" not in home
    news = home[home.index('class="home-news"') : home.index('id="notices"')]
    assert news.count('class="sample-mark"') == news.count("<article")
    feed = client.get("/tin-tuc/rss.xml").text
    assert f"<title>{newest.title} (minh họa)</title>" in feed


@sampled(one_in=12)
def test_switched_off_nothing_of_it_is_left(client, samples, settings, some):
    settings.SHOW_SAMPLES = False
    public: dict[str, int] = {}
    for page in Publication.objects.public().exclude(kind="english"):
        public[page.kind] = public.get(page.kind, 0) + 1
    assert public == FACTS
    for page in some(samples):
        assert client.get(page.path).status_code == 404, page.path
    titles = {page.title for page in samples if page.kind != Product.KIND}
    lists = ("/", "/tin-tuc/", "/su-kien/", "/doanh-nghiep/", "/du-an/", "/chi-tieu/", "/hoi-dap/",
             "/gop-y/", "/quy-hoach/cam-ket/", "/su-kien/vuong-mac/", "/khan-cap/to-a4/", "/so-do/",
             "/hoi-tin-hoc/", "/thu-tuc/", "/thong-bao/", "/")  # fmt: skip
    for address in lists:
        text = client.get(address).text
        assert not [title for title in titles if title in text], address
    assert ActionItem.objects.exists()
    assert not ActionItem.objects.public().exists()


@sampled(one_in=5)
def test_what_is_not_known_is_said_twice_at_most_on_any_page(client, some):
    kinds = [
        kind for kind in in_the_demo(but=ROWS) if not kind.who and kind.status == HTTPStatus.OK
    ]
    sets = [reverse("opendata:set", args=[slug]) for slug in open_sets()]
    counts = {}
    for path in ["/", *some([*(kind.path for kind in kinds), *sets])]:
        main = BeautifulSoup(client.get(path, follow=True).content, "html.parser").main
        for quoted in main.select(".search-result-text") if main else ():
            quoted.decompose()  # What a result quotes stands on another page.
        counts[path] = words(main).lower().count("chưa có thông tin") if main else 0
    assert len(counts) > 20
    assert {path: count for path, count in counts.items() if count > 2} == {}


def test_a_signature_and_a_number_lead_first_to_their_decree(client):
    for typed in ("chữ ký số", "26 2007 nd cp", "26/2007/ND-CP"):
        page = BeautifulSoup(client.get("/tim-kiem/", {"q": typed}).content, "html.parser")
        assert page.select_one(".search-result a")["href"] == "/van-ban/nghi-dinh-26-2007-nd-cp/"
        assert page.select(".search-meant") == []


def test_one_can_follow_what_is_new_on_the_internet(client):
    assert client.get("/chu-de/internet/").status_code == 200
    assert "Chủ đề: Internet" in client.get("/theo-doi/").text


def test_money_of_sample_projects_is_that_of_a_small_department():
    # In million đồng: an office of a province spends no hundred billion on a handful of rooms.
    assert BudgetLine.objects.exists()
    assert not BudgetLine.objects.filter(planned__gt=100_000).exists()
