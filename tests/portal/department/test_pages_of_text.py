"""Pages of free text about the department: the newsroom's life under /gioi-thieu/."""

import pytest
from django.core.exceptions import ValidationError

from portal.department.models import Page
from portal.publishing import services
from portal.publishing.models import State
from tests import builders as people
from tests.portal.department import builders

pytestmark = pytest.mark.django_db


def test_a_page_has_its_place_among_the_about_pages(client):
    builders.page("Văn hóa công sở", position=20, body="<p>Lịch sự.</p>")
    builders.page("Lịch sử hình thành", position=10)
    text = client.get("/gioi-thieu/van-hoa-cong-so/").text
    assert "Lịch sự." in text
    assert '"@type":"AboutPage"' in text
    overview = client.get("/gioi-thieu/").text
    assert overview.index("Lịch sử hình thành") < overview.index("Văn hóa công sở")


def test_a_draft_is_nowhere(client):
    hidden = builders.page("Trang kín", state=State.DRAFT, published_at=None)
    assert client.get(hidden.path).status_code == 404
    assert "Trang kín" not in client.get("/gioi-thieu/").text


@pytest.mark.parametrize("slug", ["lanh-dao", "lich-cong-tac", "lien-ket", "co-cau-to-chuc"])
def test_words_of_the_site_are_no_addresses_of_pages(slug):
    with pytest.raises(ValidationError, match="đường dẫn dành riêng"):
        services.save(Page(title="Trang", slug=slug), by=None)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_few_queries(client, django_assert_num_queries, rows):
    pages = [builders.page(f"Trang {number}", position=number) for number in range(rows)]
    with django_assert_num_queries(5):
        client.get(pages[0].path)


def test_a_reporter_writes_a_page_and_a_publisher_publishes_it(client):
    client.force_login(people.reporter())
    form = client.get("/admin/portal/page/add/")
    assert form.status_code == 200
    assert 'name="position"' in form.text
