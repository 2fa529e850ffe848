"""One switch takes everything that is made up away from readers, and deletes nothing."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from enterprises.briefings.models import ActionItem
from enterprises.reports import deadlines, sums
from enterprises.reports.models import Measure
from portal.emergency.models import DutyContact
from portal.exchange.opendata.bulk import current_bulk, write_bulk
from portal.exchange.opendata.sets import open_sets
from portal.kit.samples import is_shown, optional_sample_rule, sample_rule
from portal.pagecache.store import settings_mark
from portal.publishing import translating
from portal.publishing.models import Publication, Topic
from portal.search import vocabulary
from tests import builders
from tests.enterprises import builders as enterprises
from tests.enterprises.reports import builders as reports
from tests.enterprises.reports.builders import QUARTER
from tests.news import builders as news
from tests.one_of_each import MAKERS, page_of
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.projects import builders as projects
from tests.sampling import params

pytestmark = pytest.mark.django_db

MARK = "zzyzx"  # a word that stands in samples only
LISTS = (
    "/", "/tin-tuc/", "/tin-tuc/2007/", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml", "/van-ban/",
    "/quy-hoach/", "/quy-hoach/cam-ket/", "/du-an/", "/chuong-trinh/2006/", "/chi-tieu/",
    "/doanh-nghiep/", "/san-pham/", "/su-kien/", "/su-kien/vuong-mac/", "/su-kien/lich.ics",
    "/ha-tang/", "/gop-y/", "/hoi-dap/", "/chu-de/bao-lut/", "/khan-cap/", "/khan-cap/to-a4/",
    "/sitemap-article-2007-02.xml", "/tim-kiem/?q=quy", "/tim-kiem/?q=cong+ty", "/en/",
    "/en/tin-tuc/",
)  # fmt: skip


@pytest.fixture
def samples() -> list[Publication]:
    """A made-up page of each kind, with rows that hang on it and on true pages."""
    named = {"is_sample": True}
    article = news.article(f"Tin {MARK}", body=f"<p>{projects.QUOTE}.</p>", **named)
    article.topics.add(Topic.objects.create(name="Bão lụt"))
    translating.publish_once(article, title=f"News {MARK}", summary="A", body="<p>A</p>", note="")
    plan = projects.plan(f"Quy hoạch {MARK}", **named)
    firm = enterprises.enterprise(f"Công ty {MARK}", **named)
    meeting = enterprises.event(f"Họp {MARK}", **named)
    projects.promise(f"Hứa {MARK}", article=article)
    ActionItem.objects.create(subject=f"Vướng {MARK}", event=meeting, is_public=True)
    ActionItem.objects.create(subject=f"Khó {MARK}", enterprise=firm, is_public=True)
    DutyContact.objects.create(name=f"Trạm {MARK}", phone="0234 000 000", is_sample=True)
    pages = [
        article, plan, firm, meeting,
        news.document(f"Quyết định {MARK}", "12/2007/QĐ-MH", **named),
        projects.project(f"Dự án {MARK}", **named),
        projects.programme(2006, title=f"Năm {MARK}", **named),
        projects.indicator(f"Chỉ tiêu {MARK}", **named),
        # No sample itself, and yet nothing without the firm that it belongs to.
        enterprises.product(firm, f"Hàng {MARK}"),
        enterprises.listing(firm, f"Cột {MARK}", **named),
        consultations.consultation(f"Dự thảo {MARK}", **named),
        questions.answer(f"Hỏi {MARK}", **named),
    ]  # fmt: skip
    vocabulary.refresh()
    return pages


def addresses() -> list[str]:
    data = [f"/du-lieu/{slug}.csv" for slug in open_sets()]
    return [*LISTS, *data]


def leaking(client) -> list[str]:
    found = []
    for address in addresses():
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 404), (address, answer.status_code)
        body = b"".join(answer) if answer.streaming else answer.content
        if MARK in body.decode():
            found.append(address)
    return found


def test_they_stand_where_they_belong_while_they_are_shown(client, samples):
    found = leaking(client)
    assert set(LISTS) - set(found) == set()
    for page in samples:
        assert client.get(page.path).status_code == 200, page


def test_switched_off_they_are_nowhere_and_are_all_still_there(client, samples, settings):
    count = Publication.objects.count()
    settings.SHOW_SAMPLES = False
    vocabulary.refresh()
    assert leaking(client) == []
    for page in samples:
        assert not Publication.objects.get(pk=page.pk).is_public
        assert client.get(page.path).status_code == 404, page
        assert client.get(f"/en{page.path}").status_code == 404, page
    assert Publication.objects.count() == count


@pytest.mark.parametrize("path", ["/doanh-nghiep.csv", "/du-lieu/dcat.jsonld"])
def test_switched_off_who_has_a_file_with_them_is_sent_another(client, settings, path):
    enterprises.enterprise("Công ty mẫu", is_sample=True)
    enterprises.enterprise("Công ty thật")
    settings_mark.cache_clear()
    known = {"If-None-Match": client.get(path)["ETag"]}
    assert client.get(path, headers=known).status_code == 304
    settings.SHOW_SAMPLES = False
    settings_mark.cache_clear()
    answer = client.get(path, headers=known)
    settings_mark.cache_clear()
    assert answer.status_code == 200


def test_a_sum_counts_no_made_up_enterprise_beside_others(settings):
    for number in range(4):
        firm = enterprises.enterprise(f"Công ty {number}", is_sample=number == 3)
        reports.report(firm, revenue=100)
        reports.duty(firm)
    for shown, count in ((True, 1), (False, 0)):
        settings.SHOW_SAMPLES = shown
        found = sums.preview(Measure.REVENUE, QUARTER)
        assert (found.total, found.expected, found.is_sample) == (300, 3, False)
        owed = [len(deadlines.expected(QUARTER, is_sample=each)) for each in (False, True)]
        assert owed == [3, count]


def test_a_sum_of_made_up_enterprises_alone_is_made_up(settings):
    for number in range(4):
        firm = enterprises.enterprise(f"Công ty {number}", is_sample=number < 3)
        reports.duty(firm)
        if number < 3:
            reports.report(firm, revenue=100)
    found = sums.preview(Measure.REVENUE, QUARTER)
    assert (found.total, found.expected, found.is_sample) == (300, 3, True)
    settings.SHOW_SAMPLES = False
    assert sums.preview(Measure.REVENUE, QUARTER).total is None


def test_a_made_up_figure_that_a_text_quotes_gives_way_to_what_was_written(client, settings):
    density = projects.indicator()
    figure = projects.observation(density, news.article("Nguồn"), value="34.5", is_sample=True)
    settings.SHOW_SAMPLES = False
    assert Decimal("34.5") == figure.value
    assert "34,5" not in client.get(density.path).text


def test_the_rule_says_the_same_of_a_row_and_in_a_query(settings):
    assert is_shown(is_sample=True)
    assert not sample_rule()
    settings.SHOW_SAMPLES = False
    assert is_shown(is_sample=False)
    assert not is_shown(is_sample=True)
    assert sample_rule("event__") != optional_sample_rule("event")


def test_the_file_of_all_data_sets_is_not_offered_while_it_holds_them(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    write_bulk()
    assert current_bulk() is not None
    settings.SHOW_SAMPLES = False
    assert current_bulk() is None
    write_bulk()
    assert current_bulk() is not None
    settings.SHOW_SAMPLES = True
    assert current_bulk() is not None


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=4))
@pytest.mark.parametrize("is_sample", [True, False])
def test_machines_are_told_what_is_made_up(client, settings, kind, is_sample):
    settings.SHOW_SAMPLES = True
    page = page_of(kind, is_sample=is_sample)
    soup = BeautifulSoup(client.get(page.path).text, "html.parser")
    title = soup.select_one('meta[property="og:title"]')["content"]
    assert ("minh họa" in title) is is_sample
    text = " ".join(each.text for each in soup.select('script[type="application/ld+json"]'))
    assert ("disambiguatingDescription" in text) is is_sample


def test_machines_are_told_so_in_english_too(client, settings):
    settings.SHOW_SAMPLES = True
    version = builders.english(news.article(is_sample=True), "Made up")
    soup = BeautifulSoup(client.get(version.path).text, "html.parser")
    assert soup.select_one('meta[property="og:title"]')["content"] == "Made up (sample)"
