"""The small charts of an indicator's parts go elsewhere in one picture, as its chart does."""

import pytest
from bs4 import BeautifulSoup

from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db
FILES = ("bieu-do/cac-phan.svg", "bieu-do/cac-phan.png", "nhung/cac-phan/")


def parts(*names: str):
    """Return an indicator with figures of so many parts."""
    density, report = builders.indicator(), site.article("Báo cáo")
    builders.observation(density, report, 2007, "24")
    for name in names:
        series = builders.series(density, name)
        builders.observation(density, report, 2006, "10", series=series)
        builders.observation(density, report, 2007, "12", series=series)
    return density


def test_they_are_one_drawing_with_the_name_of_each_part(client):
    density = parts("Mạng A", "Mạng B", "Mạng C", "Mạng D")
    drawing = client.get(f"{density.path}bieu-do/cac-phan.svg")
    assert drawing["Content-Disposition"] == f'attachment; filename="{density.slug}-cac-phan.svg"'
    found = BeautifulSoup(drawing.text, "html.parser")
    names = [each.text for each in found.select(".chart-name")]
    assert names == ["Mạng A", "Mạng B", "Mạng C", "Mạng D"]
    # Three in a row: the fourth begins a second one.
    moved = [each["transform"] for each in found.select("g[transform]")]
    assert len(set(moved)) == 4
    assert moved[0].endswith(" 0)")
    assert not moved[3].endswith(" 0)")
    assert "Được tự do dùng" in found.text
    assert client.get(f"{density.path}bieu-do/cac-phan.png").content.startswith(b"\x89PNG")


def test_away_from_the_page_they_say_in_what_and_when_it_was_counted(client):
    density = parts("Mạng A", "Mạng B")
    # Of the whole alone: the parts begin later.
    builders.observation(density, site.article("Cũ"), 2001, "3")
    for name in ("bieu-do/cac-phan.svg", "nhung/cac-phan/"):
        text = BeautifulSoup(client.get(density.path + name).text, "html.parser").get_text(" ")
        heading = "Mật độ điện thoại (máy/100 dân), 2006 – 2007: từng phần, cùng một thang đo"
        assert heading in " ".join(text.split())


def test_their_base_line_is_zero_for_they_have_no_marks(client):
    density = parts("Mạng A", "Mạng B")
    found = BeautifulSoup(client.get(f"{density.path}bieu-do/cac-phan.svg").text, "html.parser")
    base = float(found.select_one(".chart-grid")["d"].split()[-1])
    first, last = (float(dot["cy"]) for dot in found.select(".chart-dot")[:2])
    assert (base - first) / (base - last) == pytest.approx(10 / 12, abs=0.01)


@pytest.mark.parametrize("space", ["", "/en"])
def test_the_page_leads_to_them(client, space):
    density = parts("Mạng A", "Mạng B")
    page = client.get(f"{space}{density.path}").text
    for name in FILES:
        assert f'href="{space}{density.path}{name}"' in page
        assert client.get(f"{space}{density.path}{name}").status_code == 200


def test_any_site_may_frame_them(client):
    alone = client.get(f"{parts('Mạng A', 'Mạng B').path}nhung/cac-phan/")
    assert "frame-ancestors *" in alone["Content-Security-Policy"]
    assert "X-Frame-Options" not in alone
    assert not alone.cookies


def test_where_there_are_no_parts_there_is_no_file(client):
    density = parts("Mạng A")
    page = client.get(density.path).text
    for name in FILES:
        assert f"{density.path}{name}" not in page
        assert client.get(f"{density.path}{name}").status_code == 404
