"""What is written in another language says so where it stands; the words around it stay in ours."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from enterprises.association.models import Membership
from enterprises.profiles.models import Enterprise
from portal.publishing.models import Topic
from projects.plans.models import MasterPlan
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.one_of_each import MAKERS, page_of
from tests.portal.department import builders as department
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.projects import builders as projects
from tests.sampling import params

pytestmark = pytest.mark.django_db
TITLE = "Telephones for all"


def read(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def language_of(tag):
    """The language that a tag is read out in: its own, or that of the nearest one around it."""
    return next(each["lang"] for each in [tag, *tag.parents] if each.has_attr("lang"))


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=4))
def test_a_page_written_in_english_is_english_and_what_is_ours_around_it_is_not(client, kind):
    fields = {"language": "en", "summary": "A summary.", "body": "<p>The text.</p>"}
    page = read(client, page_of(kind, TITLE, **fields).path)
    assert language_of(page.h1) == "en"
    assert {language_of(each) for each in page.select(".prose, .summary")} <= {"en"}
    assert "The text." in "".join(each.get_text() for each in page.select('.prose[lang="en"]'))
    for ours in page.select(".breadcrumbs, .skip-link, .page-end, dt, main h2"):
        assert language_of(ours) == "vi"


def test_a_vietnamese_page_says_it_once(client):
    page = read(client, builders.article(body="<p>Nội dung</p>").path)
    assert [page.html["lang"]] == ["vi"]
    assert page.select("main [lang]") == []


def test_an_articles_own_lists_mark_titles_in_english(client):
    shelf = builders.section("Viễn thông")
    before = news.article(TITLE, language="en", section=shelf)
    page = builders.article("Bài này", section=shelf)
    links = read(client, page.path).select(f'main a[href="{before.path}"]')
    assert len(links) == 2
    for link in links:
        (words,) = link.find_all(string=TITLE)
        assert language_of(words.parent) == "en"
    assert language_of(links[-1].span) == "vi"


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (news.article, "/"),
        (news.article, "/tin-tuc/"),
        (news.notice, "/thong-bao/"),
        (news.procedure, "/thu-tuc/"),
        (news.document, "/van-ban/"),
        (enterprises.event, "/su-kien/"),
        (consultations.consultation, "/gop-y/"),
        (questions.answer, "/hoi-dap/"),
        (department.page, "/so-do/"),
        *[(make, "/") for make in (news.notice, news.document, enterprises.event)],
        *[(make, "/") for make in (consultations.consultation, questions.answer)],
    ],
)
def test_lists_mark_titles_in_english(client, make, path):
    make(TITLE, language="en")
    make("Điện thoại cho mọi người", **({"number": "9/QĐ"} if make is news.document else {}))
    page = read(client, path)
    (words,) = page.main.find_all(string=lambda text: text.strip() == TITLE)
    assert language_of(words.parent) == "en"
    (other,) = page.main.find_all(string=lambda text: text.strip() == "Điện thoại cho mọi người")
    assert language_of(other.parent) == "vi"
    for ours in page.main.select(".kicker, .quiet, .button, .sample-mark"):
        assert language_of(ours) == "vi"


def related_news(title, **fields):
    topic = Topic.objects.create(name="Điện thoại")
    enterprises.event("Họp về điện thoại").topics.add(topic)
    return builders.article(title, topics=[topic], **fields)


def member(title, **fields):
    firm = enterprises.enterprise(title, **fields)
    Membership.objects.create(enterprise=firm, joined_on=date(2007, 1, 1))
    return firm


def product_of_a_profile(title, **fields):
    firm = Enterprise.objects.first() or enterprises.enterprise("Công ty có sản phẩm")
    return enterprises.product(firm, title, **fields)


def project_of_a_plan(title, **fields):
    plan = MasterPlan.objects.first() or projects.plan("Quy hoạch có dự án")
    return projects.project(title, plan=plan, **fields)


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (enterprises.enterprise, "/doanh-nghiep/"),
        (member, "/hoi-tin-hoc/"),
        (MAKERS["product"], "/san-pham/"),
        (product_of_a_profile, "/doanh-nghiep/cong-ty-co-san-pham/"),
        (MAKERS["infrastructure"], "/ha-tang/"),
        (projects.project, "/du-an/"),
        (projects.plan, "/quy-hoach/"),
        (project_of_a_plan, "/quy-hoach/"),
        (MAKERS["annualplan"], "/chuong-trinh/"),
        (related_news, "/su-kien/hop-ve-dien-thoai/"),
    ],
)
def test_lists_of_plans_and_enterprises_mark_titles_and_summaries_in_english(client, make, path):
    make(TITLE, language="en", summary="In short.")
    main = read(client, path).main
    (title,) = main.find_all(string=lambda text: text.strip() == TITLE)
    summaries = main.find_all(string="In short.")
    assert {language_of(words.parent) for words in [title, *summaries]} == {"en"}
    for ours in main.select(".quiet, .sample-mark, .status"):
        assert language_of(ours) == "vi" or ours.string == "In short."


def test_a_search_reads_out_in_english_what_is_english_alone(client):
    builders.english(builders.article(), TITLE, body="<p>Who has telephones.</p>")
    (found,) = read(client, "/tim-kiem/?q=telephones").select(".search-result")
    assert {language_of(each) for each in found.select("h3 a, .search-result-text")} == {"en"}
    assert {language_of(each) for each in found.select("h3, .search-result-about")} == {"vi"}
