"""The map of communes and the list beside it: the same said twice, and nothing unknown."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.demo import localities
from enterprises.profiles.models import Locality, LocalityLevel
from enterprises.servicepoints.models import PointKind, ServicePoint
from enterprises.servicepoints.tiles import name_lines
from portal.publishing.models import State
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
PAGE = "/diem-phuc-vu/"


def commune(
    name: str, column: int | None = None, row: int | None = None, **fields: Any
) -> Locality:
    return Locality.objects.create(name=name, map_column=column, map_row=row, **fields)


def point(place: Locality, name: str = "Bưu cục trung tâm", **fields: Any) -> ServicePoint:
    fields = {"kind": PointKind.POST_OFFICE} | fields
    return ServicePoint.objects.create(name=name, locality=place, **fields)


def read(client) -> BeautifulSoup:
    return BeautifulSoup(client.get(PAGE).content, "html.parser")


def test_each_tile_leads_to_the_list_that_says_the_same(client):
    north, south = commune("phường Thuận An", 1, 0), commune("xã Khe Tre", 0, 1)
    builders.enterprise("Công ty Sông", locality=north)
    point(north)
    page = read(client)
    tiles = page.select("svg.chart-tiles a")
    assert {tile.find("title").get_text() for tile in tiles} == {
        "phường Thuận An: 1 doanh nghiệp, 1 điểm phục vụ",
        "xã Khe Tre: bưu cục gần nhất: Bưu cục trung tâm",
    }
    place = page.select_one(f"#dia-ban-{north.slug}")
    assert place.h3.get_text() == "Phường Thuận An"
    (link,) = place.select("a")
    assert link["href"] == f"/doanh-nghiep/?dia-ban={north.slug}"
    assert "Bưu cục trung tâm" in place.get_text()
    there = page.select_one(f"#dia-ban-{south.slug} a")
    assert there["href"] == f"#dia-ban-{north.slug}"
    assert there.get_text() == "Bưu cục trung tâm, phường Thuận An"


def test_a_commune_without_a_post_office_names_the_nearest_one(client):
    builders.enterprise("Công ty Núi", locality=commune("xã A Lưới 1", 0, 5))
    point(commune("xã Khe Tre", 4, 5), "Bưu cục xa")
    point(commune("phường Phú Bài", 2, 4), "Bưu cục gần")
    point(commune("phường Vỹ Dạ", 1, 5), "Sóng ở chợ", kind=PointKind.WIFI)
    page = read(client)
    near = {
        slug: page.select_one(f"#dia-ban-{slug} a[href^='#']").get_text()
        for slug in ("xa-a-luoi-1", "phuong-vy-da")
    }
    assert set(near.values()) == {"Bưu cục gần, phường Phú Bài"}
    assert page.select("#dia-ban-phuong-phu-bai a") == []
    chosen = [link["href"] for link in page.select(".tile-choose a")]
    assert len(chosen) == 4
    assert all(page.select(way) for way in chosen)


def test_of_post_offices_in_the_communes_beside_people_choose_themselves(client):
    commune("xã Nam Đông", 2, 2)
    point(commune("phường Phú Bài", 2, 1), "Bưu cục bên kia đèo")
    point(commune("xã Khe Tre", 3, 3), "Bưu cục dưới thung lũng")
    point(commune("phường Thuận An", 6, 0), "Bưu cục xa")
    named = [link.get_text() for link in read(client).select("#dia-ban-xa-nam-dong a")]
    assert named == [
        "Bưu cục bên kia đèo, phường Phú Bài",
        "Bưu cục dưới thung lũng, xã Khe Tre",
    ]


def test_what_is_not_on_the_map_and_has_nothing_is_counted_once(client):
    point(commune("phường Thuận An", 1, 0))
    commune("xã Khe Tre")
    assert "1 xã, phường khác chưa có thông tin" in read(client).get_text()


def test_a_search_for_a_post_office_in_a_commune_leads_to_its_place(client):
    point(commune("phường Thuận An", 1, 0))
    commune("phường Kim Long", 0, 0)
    for typed in ("bưu điện Kim Long", "buu cuc kim long", "Kim Long"):
        answer = client.get("/tim-kiem/", {"q": typed})
        found = BeautifulSoup(answer.content, "html.parser").select_one(".search-result a")
        assert found["href"] == "/diem-phuc-vu/#dia-ban-phuong-kim-long", typed


def test_tiles_stand_in_their_columns_and_rows(client):
    commune("phường Thuận An", 3, 2)
    commune("xã Khe Tre", 2, 4)
    page = read(client)
    corners = {
        tile.find("title").get_text().split(":")[0]: (tile.rect["x"], tile.rect["y"])
        for tile in page.select("svg.chart-tiles .tile")
    }
    assert corners == {"phường Thuận An": ("70", "2"), "xã Khe Tre": ("2", "138")}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_many_as_for_one(client, django_assert_num_queries, rows):
    for number in range(rows):
        place = commune(f"xã {number}", number, 0)
        builders.enterprise(f"Công ty {number}", locality=place)
        point(place)
    with django_assert_num_queries(4):
        assert len(read(client).select(".tile-commune")) == rows


def test_what_nobody_may_see_is_counted_nowhere(client, settings):
    settings.SHOW_SAMPLES = False
    place = commune("xã Khe Tre", 0, 0)
    builders.enterprise("Công ty Ẩn", locality=place, state=State.DRAFT)
    point(place, "Bưu cục đã đóng", is_shown=False)
    point(place, "Bưu cục dựng ra", is_sample=True)
    page = read(client)
    assert page.select_one("svg.chart-tiles g.tile title").get_text() == "xã Khe Tre"
    assert page.select("svg.chart-tiles a") == []
    assert "Bưu cục" not in page.select_one(".tile-list").get_text()


def test_what_was_in_a_unit_that_ended_counts_in_the_one_that_took_its_place(client):
    today = timezone.localdate()
    new = commune("phường Hương Trà", 0, 0)
    old = commune("xã Hương Chữ", until=today - timedelta(days=1), replaced_by=new)
    point(old)
    page = read(client)
    assert [tag.h3.get_text() for tag in page.select(".tile-commune")] == ["Phường Hương Trà"]


@pytest.mark.parametrize(("days", "found"), [(1, "Chưa rõ xã, phường"), (0, "Xã Hương Chữ")])
def test_a_district_that_is_still_there_counts_in_no_commune(client, days, found):
    new = commune("xã Hương Chữ")
    end = timezone.localdate() + timedelta(days=days)
    old = commune("huyện A", level=LocalityLevel.DISTRICT, until=end, replaced_by=new)
    builders.enterprise("Công ty Sông", locality=old)
    named = [
        tag.h3.get_text() for tag in read(client).select(".tile-commune") if "1 doanh" in tag.text
    ]
    assert named == [found]


def test_what_is_of_no_commune_is_said_once_below(client):
    city = Locality.objects.create(name="thành phố Huế", level=LocalityLevel.PROVINCE)
    builders.enterprise("Công ty Sông", locality=city)
    builders.listing(builders.enterprise("Công ty Núi", locality=None), "Cống bể")
    (only,) = read(client).select(".tile-commune")
    assert only.h3.get_text() == "Chưa rõ xã, phường"
    assert "2 doanh nghiệp" in only.get_text()
    assert "1 tin hạ tầng" in only.get_text()
    assert only.select("a") == [], "no list has just what is of no commune"


def test_without_places_there_is_no_map_and_the_list_stays(client):
    point(commune("xã Khe Tre"))
    page = read(client)
    assert page.select("svg.chart-tiles") == []
    assert len(page.select(".tile-commune")) == 1


def test_a_place_is_whole_and_nobody_elses():
    commune("xã Khe Tre", 0, 0)
    with pytest.raises(ValidationError, match="cột"):
        Locality(name="xã Phú Lộc", map_column=1).full_clean()
    with pytest.raises(IntegrityError, match="whole_place"), transaction.atomic():
        commune("xã Phú Lộc", 1)
    with pytest.raises(IntegrityError, match="place_is_its_own"), transaction.atomic():
        commune("xã Phú Lộc", 0, 0)
    # One that has ended has left its place.
    commune("xã Hương Phú", 0, 0, until=date(2025, 7, 1))


def test_a_point_stands_once_and_is_of_a_known_kind():
    place = commune("xã Khe Tre")
    point(place)
    with pytest.raises(IntegrityError, match="stands_once"), transaction.atomic():
        point(place)
    with pytest.raises(IntegrityError, match="kind_is_known"), transaction.atomic():
        point(place, "Khác", kind="bank")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("xã Chân Mây - Lăng Cô", ["Chân Mây", "Lăng Cô"]),
        ("phường Phong Quảng", ["Phong", "Quảng"]),
        ("xã A Lưới 1", ["A Lưới 1"]),
    ],
)
def test_a_name_fits_into_its_tile(name, lines):
    assert name_lines(Locality(name=name)) == lines


def test_the_map_of_the_demo_has_forty_communes_and_is_light(client):
    localities.load()
    drawn = str(read(client).select_one("svg.chart-tiles"))
    assert drawn.count("<rect") == 40
    assert len(drawn.encode()) < 30_000


def test_where_nothing_is_entered_the_page_says_so_once_and_whom_to_ask(client):
    commune("xã Khe Tre", 0, 0)
    page = read(client).select_one(".tile-list")
    assert "Chưa có bưu cục hay điểm phục vụ nào được nhập" in page.get_text()
    assert page.select("h2") == []
    assert page.select_one("a.more")["href"] == "/lien-he/#hoi"
