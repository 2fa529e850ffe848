import json
import re

import pytest

from enterprises.directory.views import PRODUCTS
from enterprises.profiles.models import Sector
from portal.publishing import services
from portal.publishing.models import Attachment, State
from tests import builders as people
from tests.enterprises import builders
from tests.reading import squeezed_text_of as text_of

pytestmark = pytest.mark.django_db


def listed(client, query: str = "") -> list[str]:
    return re.findall(r'<a href="/san-pham/([a-z0-9-]+)/">', text_of(client, f"/san-pham/{query}"))


@pytest.fixture
def firms():
    sector = Sector.objects.create(name="Phần mềm")
    maker, other = builders.enterprise(), builders.enterprise("Công ty Ngự Bình")
    maker.sectors.add(sector)
    builders.product(maker, "Phần mềm kế toán", use="Ghi sổ cho hợp tác xã")
    builders.product(other, "Tổng đài nội bộ")
    return maker, other


def test_the_list_is_narrowed_by_words_without_marks_and_by_sector(client, firms):
    assert listed(client) == ["phan-mem-ke-toan", "tong-dai-noi-bo"]
    assert listed(client, "?q=tong+dai") == ["tong-dai-noi-bo"]
    assert listed(client, "?q=hop+tac+xa") == ["phan-mem-ke-toan"]
    assert listed(client, "?linh_vuc=phan-mem") == ["phan-mem-ke-toan"]
    assert listed(client, "?linh_vuc=phan-mem&q=tong+dai") == []


def test_a_sector_that_does_not_exist_is_told_and_narrows_nothing(client, firms):
    assert "Không có lĩnh vực này" in text_of(client, "/san-pham/?linh_vuc=khong-co")
    assert len(listed(client, "?linh_vuc=khong-co")) == 2


def test_the_page_of_an_enterprise_leads_to_all_of_its_own_however_it_is_called(client, firms):
    maker, _other = firms
    for number in range(PRODUCTS):
        builders.product(maker, f"Máy {number:02}")
    builders.product(builders.enterprise("Công ty Sông Hương Mới"), "Của người khác")
    maker.title = "Công ty Bến Ngự"
    services.save(maker, by=None)
    page = text_of(client, maker.path)
    [query] = re.findall(r'href="/san-pham/(\?[^"]+)"', page)
    found = listed(client, query)
    assert len(found) == PRODUCTS + 1
    assert "cua-nguoi-khac" not in found
    assert '<option value="cong-ty-song-huong" selected>Công ty Bến Ngự</option>' in text_of(
        client, f"/san-pham/{query}"
    )
    assert len(listed(client, "?doanh_nghiep=khong-co")) == len(listed(client))


def test_nothing_found_says_what_to_do(client, firms):
    page = text_of(client, "/san-pham/?q=khong+co+gi")
    assert "Hãy gõ ít từ hơn" in page
    assert 'value="khong co gi"' in page


def test_a_page_names_its_enterprise_and_what_else_it_offers(client, firms):
    maker, _other = firms
    found = builders.product(maker, "Sổ điện tử", use="Ghi điểm", customers="Trường học")
    builders.product(maker, "Chưa xong", state=State.DRAFT)
    Attachment.objects.create(
        publication=found, name="Tờ giới thiệu", file="a/b.pdf", size=2048, pages=4
    )
    page = text_of(client, found.path)
    for shown in ("Ghi điểm", "Trường học", "Tờ giới thiệu", "PDF, 2,0", "4 trang"):
        assert shown in page
    assert f'<a href="{maker.path}">Công ty Sông Hương</a>' in page
    assert '<li><a href="/san-pham/phan-mem-ke-toan/">Phần mềm kế toán</a></li>' in page
    assert "Tổng đài" not in page
    assert "Chưa xong" not in page


def test_a_product_says_who_offers_it_and_how_to_reach_them(client):
    maker = builders.enterprise("Công ty Cầu Ngói", phone="0234 3999 888", email="ban@dn.example")
    page = text_of(client, builders.product(maker, "Sổ điện tử").path)
    part = page[page.index('id="noi-cung-cap"') :]
    assert 'href="tel:02343999888"' in part
    assert 'href="mailto:ban@dn.example"' in part
    assert f'href="{maker.path}"' in part


def test_machines_read_a_product_and_who_makes_it(client, firms):
    found = builders.product(firms[0], "Sổ điện tử", is_sample=True, cover=people.picture(),
                             cover_alt="Màn hình")  # fmt: skip
    head = text_of(client, found.path).partition("</head>")[0]
    [text] = re.findall(r'<script type="application/ld\+json">(.+?)</script>', head)
    data = json.loads(text)
    assert (data["@type"], data["name"]) == ("Product", "Sổ điện tử")
    assert data["manufacturer"]["name"] == "Công ty Sông Hương"
    assert data["image"].endswith("/media/pictures/aa/cover.jpg")
    assert "minh họa" in data["disambiguatingDescription"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(client, django_assert_num_queries, count):
    for number in range(count):
        builders.product(builders.enterprise(f"Công ty {number}"), f"Máy {number}")
    with django_assert_num_queries(2):
        client.get("/san-pham/?q=may")


def test_no_text_of_an_enterprise_is_read_to_name_it(client, firms, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        client.get("/san-pham/")
    selected = "".join(each["sql"] for each in asked.captured_queries)
    assert '"phone"' in selected
    assert '"body"' not in selected
    # The product's own: a card shows it.
    assert selected.count('"summary"') == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_as_often_for_many_others_as_for_one(client, django_assert_num_queries, count):
    maker = builders.enterprise()
    found = builders.product(maker)
    for number in range(count):
        builders.product(maker, f"Máy {number}")
    # One of them asks how old the maker's contact is.
    with django_assert_num_queries(6):
        client.get(found.path)


def test_the_file_of_all_products_is_called_so_below_a_part_of_them(client, firms):
    page = text_of(client, "/san-pham/?q=tong+dai")
    assert "Dữ liệu của mọi sản phẩm:" in page
    assert "Dữ liệu của danh sách này" not in page
