"""The chart of an indicator as a file: heading, source and terms inside, public as its page is."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from portal.media.pictures import drawings
from portal.publishing.models import State
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db
FILES = ("bieu-do.svg", "bieu-do.png", "nhung/")


@pytest.fixture
def density():
    found = builders.indicator()
    builders.observation(found, site.article("Nguồn"), 2007, "31.5")
    return found


def texts_of(content: bytes) -> list[str]:
    picture = ElementTree.fromstring(content)  # noqa: S314  # our own drawing
    return [each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}text")]


def test_it_stands_alone_with_what_it_finds_its_source_and_how_it_may_be_used(client, density):
    found = client.get(f"{density.path}bieu-do.svg")
    assert found["Content-Type"] == "image/svg+xml"
    assert found["Content-Disposition"] == f'attachment; filename="{density.slug}.svg"'
    texts = texts_of(found.content)
    assert texts[0].startswith("Mật độ điện thoại: 31,5 máy/100 dân")
    below = " ".join(texts[1:])
    assert f"http://testserver{density.path}." in below or f"{density.path}." in below
    assert "Được tự do dùng" in below
    assert "minh họa" not in below.replace("Trang minh họa", "")


def test_where_its_scale_leaves_zero_that_is_said_wherever_it_goes(client, density):
    forms = ("", "bieu-do.svg", "nhung/")
    assert not [name for name in forms if "Trục đứng" in client.get(density.path + name).text]
    builders.observation(density, site.article("Báo cáo"), 2006, "30")
    builders.target(density, site.article("Kế hoạch"), 2007, "35")
    for name in forms:
        assert "Trục đứng bắt đầu từ 30, không phải từ 0." in client.get(density.path + name).text


def test_its_page_leads_to_each_form_of_it_and_to_its_figures(client, density):
    page = client.get(density.path).text
    for name in FILES:
        assert f'href="{density.path}{name}"' in page
    assert f'href="{density.path[:-1]}.csv"' in page
    assert "Được tự do dùng" in page


def test_the_picture_is_the_same_drawing(client, density):
    found = client.get(f"{density.path}bieu-do.png")
    assert found["Content-Type"] == "image/png"
    picture = Image.open(BytesIO(found.content)).convert("RGB")
    assert picture.width == 1200
    colours = {colour for _count, colour in picture.getcolors(1_000_000)}
    # The line's one value, the grid and the letters of the heading.
    assert {(90, 42, 126), (222, 214, 204), (34, 27, 41)} <= colours


def test_a_picture_is_drawn_once_until_something_in_it_changes(client, density, monkeypatch):
    drawn = []
    draw = drawings.resvg_py.svg_to_bytes
    monkeypatch.setattr(
        drawings.resvg_py, "svg_to_bytes", lambda **kw: drawn.append(1) or draw(**kw)
    )
    for _each in range(3):
        client.get(f"{density.path}bieu-do.png?trang={_each}")
    assert len(drawn) == 1
    builders.observation(density, site.article("Mới"), 2008, "33")
    client.get(f"{density.path}bieu-do.png")
    assert len(drawn) == 2


def test_what_is_too_large_is_not_drawn():
    with pytest.raises(drawings.DrawingTooLarge):
        drawings.png_of("<svg>" + " " * drawings.MAX_DRAWING + "</svg>", width=100)


def test_made_up_figures_say_so_wherever_they_go(client):
    made_up = builders.indicator("Dựng ra", is_sample=True)
    builders.observation(made_up, site.article("Khác"), 2007, "31.5", is_sample=True)
    below = " ".join(texts_of(client.get(f"{made_up.path}bieu-do.svg").content)[1:])
    assert "Số liệu minh họa" in below
    assert "số liệu minh họa" in client.get(f"{made_up.path}nhung/").text


@pytest.mark.parametrize("name", FILES)
def test_there_is_none_without_figures_or_without_the_page(client, settings, name):
    density = builders.indicator()
    assert client.get(f"{density.path}{name}").status_code == 404
    hidden = builders.indicator("Nháp", state=State.DRAFT, published_at=None)
    builders.observation(hidden, site.article("Nguồn"), 2007, "31.5")
    assert client.get(f"{hidden.path}{name}").status_code == 404
    made_up = builders.indicator("Dựng ra", is_sample=True)
    builders.observation(made_up, site.article("Khác"), 2007, "31.5", is_sample=True)
    assert client.get(f"{made_up.path}{name}").status_code == 200
    settings.SHOW_SAMPLES = False
    assert client.get(f"{made_up.path}{name}").status_code == 404
