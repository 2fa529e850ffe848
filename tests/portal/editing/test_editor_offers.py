"""What the dialogs of the editor find: bounded, without marks, and what one may read."""

import pytest
from django.test import Client

from portal.publishing.models import State
from projects.indicators.quoted_figures import reference
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
PAGES, PICTURES, FIGURES = (f"/admin/bo-soan/{name}/" for name in ("trang", "anh", "so-lieu"))
ONE_FILE = [{"path": "pictures/aa/x.jpg", "format": "jpeg", "width": 480, "height": 270}]


@pytest.fixture
def writing(client: Client) -> Client:
    client.force_login(builders.reporter())
    return client


def rows(client: Client, address: str, query: str = "") -> list[dict[str, str]]:
    return client.get(address, {"q": query}).json()["rows"]


def test_a_page_is_found_without_marks_with_its_address_and_kind(writing):
    page = builders.article("Hội nghị tổng kết")
    builders.article("Việc khác")
    found = {"title": "Hội nghị tổng kết", "address": page.path, "note": "bài viết"}
    assert rows(writing, PAGES, "hoi nghi") == [found]
    assert len(rows(writing, PAGES)) == 2


def test_a_draft_is_offered_to_its_author_alone_and_said_to_be_one(client):
    author = builders.reporter()
    builders.article("Bản của tôi", state=State.DRAFT, published_at=None, by=author)
    client.force_login(author)
    assert [row["note"] for row in rows(client, PAGES, "ban cua toi")] == ["bài viết · bản nháp"]
    client.force_login(builders.reporter("nguoi-khac"))
    assert rows(client, PAGES, "ban cua toi") == []


def test_no_more_than_twenty_are_offered_and_that_is_said(writing):
    for number in range(21):
        builders.article(f"Bài số {number}")
    answer = writing.get(PAGES, {"q": "bai so"}).json()
    assert len(answer["rows"]) == 20
    assert answer["has_more"]


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_as_often_for_many_pages(writing, django_assert_num_queries, many):
    for number in range(many):
        # What readers see of a version in another language hangs on the page that it is of.
        builders.english(builders.article(f"Bài số {number}"), f"Bài số {number} in English")
    with django_assert_num_queries(5):
        assert len(rows(writing, PAGES, "bai so")) == 2 * many


def test_what_was_changed_last_comes_first_whatever_its_kind(writing):
    builders.article("Bài cũ")
    projects.indicator("Chỉ tiêu")
    builders.article("Bài mới")
    titles = [row["title"] for row in rows(writing, PAGES)]
    assert titles == ["Bài mới", "Chỉ tiêu", "Bài cũ"]


def test_a_picture_is_found_by_its_description_without_marks(writing):
    picture = builders.picture(alt="Cầu Trường Tiền", renditions=ONE_FILE)
    builders.picture(alt="Lễ hội", sha256="1" * 64, renditions=ONE_FILE)
    (found,) = rows(writing, PICTURES, "truong tien")
    assert found["url"] == picture.url
    assert found["alt"] == "Cầu Trường Tiền"
    assert found["thumbnail"].endswith("/pictures/aa/x.jpg")


def test_a_figure_is_found_by_its_indicator_and_year(writing):
    figure = projects.observation(projects.indicator(), builders.article("Báo cáo"), value="35.5")
    hidden = projects.indicator("Mật độ nháp", state=State.DRAFT, published_at=None)
    projects.observation(hidden, builders.article("Báo cáo khác"), value="1")
    year = figure.ends_on.year
    (found,) = rows(writing, FIGURES, f"mat do {year}")
    assert found["reference"] == reference(figure)
    assert found["number"] == "35,5"
    assert found["unit"] == "máy/100 dân"
    assert rows(writing, FIGURES, f"mat do {year + 1}") == []


@pytest.mark.parametrize("address", [PAGES, PICTURES, FIGURES])
def test_who_does_not_write_finds_nothing_there(client, address):
    builders.article()
    client.force_login(builders.person("la"))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["'", "a" * 5000, "&|!", "🎉"])
@pytest.mark.parametrize("address", [PAGES, PICTURES, FIGURES])
def test_whatever_is_typed_is_answered(writing, address, query):
    assert writing.get(address, {"q": query}).status_code == 200
