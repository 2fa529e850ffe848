"""The map of communes goes elsewhere as charts do, and its points are open data."""

import pytest
from bs4 import BeautifulSoup

from enterprises.profiles.models import Locality
from tests.data_files import csv_of
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
PAGE = "/diem-phuc-vu/"
FILES = ("bieu-do/so-do.svg", "bieu-do/so-do.png", "nhung/so-do/")


@pytest.fixture
def north():
    return Locality.objects.create(name="phường Thuận An", map_column=1, map_row=0)


def test_the_page_leads_to_each_form_of_the_map_and_to_its_points(client, north):
    builders.service_point(locality=north)
    page = client.get(PAGE).text
    for name in FILES:
        assert f'href="{PAGE}{name}"' in page
    assert 'href="/diem-phuc-vu.csv"' in page


def test_the_drawing_stands_alone_without_links_and_says_whose_it_is(client, north):
    builders.service_point(locality=north, is_sample=True)
    drawing = client.get(f"{PAGE}bieu-do/so-do.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    found = BeautifulSoup(drawing.text, "html.parser")
    assert "phường Thuận An: 1 điểm phục vụ" in found.text
    assert found.select("a") == []
    assert "Số liệu minh họa" in found.text
    assert "Được tự do dùng" in found.text
    assert client.get(f"{PAGE}bieu-do/so-do.png").content.startswith(b"\x89PNG")


def test_the_page_itself_says_whose_map_it_is_and_what_it_shows(client, north):
    Locality.objects.create(name="xã Khe Tre", map_column=0, map_row=1)
    builders.service_point(locality=north, is_sample=True)
    figure = BeautifulSoup(client.get(PAGE).content, "html.parser").select_one("figure.tile-map")
    assert "ở 1/2 xã, phường" in figure.select_one(".chart-summary").get_text()
    assert "Được tự do dùng" in figure.figcaption.get_text()
    assert "số liệu minh họa" in figure.figcaption.get_text()


def test_what_is_real_is_not_called_a_sample(client, north):
    builders.service_point(locality=north)
    builders.enterprise("Công ty Sông", locality=north)
    # What the map does not show makes no sample of it.
    builders.enterprise("Công ty Minh họa", is_sample=True)
    assert "số liệu minh họa" not in client.get(PAGE).text
    assert "Số liệu minh họa" not in client.get(f"{PAGE}bieu-do/so-do.svg").text


def test_any_site_may_frame_it(client, north):
    builders.service_point(locality=north)
    alone = client.get(f"{PAGE}nhung/so-do/")
    assert "frame-ancestors *" in alone["Content-Security-Policy"]
    assert "X-Frame-Options" not in alone
    assert not alone.cookies
    assert f'{PAGE}" target="_top"' in alone.text


def test_without_a_place_on_the_map_there_is_none(client):
    builders.service_point()
    page = client.get(PAGE).text
    for name in FILES:
        assert f'href="{PAGE}{name}"' not in page
        assert client.get(f"{PAGE}{name}").status_code == 404


def test_the_data_have_the_points_that_readers_see(client, north):
    builders.service_point("Bưu cục Thuận An", locality=north, hours="7 giờ đến 17 giờ")
    builders.service_point("Bưu cục đã đóng", locality=north, is_shown=False)
    [row] = csv_of(client, "/diem-phuc-vu.csv")
    assert (row["name"], row["kind"], row["locality"], row["hours"]) == (
        "Bưu cục Thuận An", "post_office", "phường Thuận An", "7 giờ đến 17 giờ",
    )  # fmt: skip
