"""The chart of an indicator as a file: heading and source inside, public as its page is."""

from xml.etree import ElementTree

import pytest

from portal.publishing.models import State
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


def test_it_stands_alone_with_what_it_finds_and_its_source(client):
    density = builders.indicator()
    builders.observation(density, site.article("Nguồn"), 2007, "31.5")
    found = client.get(f"{density.path}bieu-do.svg")
    assert found["Content-Type"] == "image/svg+xml"
    assert found["Content-Disposition"] == f'attachment; filename="{density.slug}.svg"'
    picture = ElementTree.fromstring(found.content)  # noqa: S314  # our own drawing
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0].startswith("Mật độ điện thoại: 31,5 máy/100 dân")
    assert texts[-1].endswith(density.path)
    assert f'href="{density.path}bieu-do.svg"' in client.get(density.path).text


def test_there_is_none_without_figures_or_without_the_page(client, settings):
    density = builders.indicator()
    assert client.get(f"{density.path}bieu-do.svg").status_code == 404
    hidden = builders.indicator("Nháp", state=State.DRAFT, published_at=None)
    builders.observation(hidden, site.article("Nguồn"), 2007, "31.5")
    assert client.get(f"{hidden.path}bieu-do.svg").status_code == 404
    made_up = builders.indicator("Dựng ra", is_sample=True)
    builders.observation(made_up, site.article("Khác"), 2007, "31.5", is_sample=True)
    assert client.get(f"{made_up.path}bieu-do.svg").status_code == 200
    settings.SHOW_SAMPLES = False
    assert client.get(f"{made_up.path}bieu-do.svg").status_code == 404
