"""The chart in a frame of another site: it alone may be framed, and nothing else comes along."""

import re

import html5lib
import pytest

from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def density():
    found = builders.indicator()
    builders.observation(found, site.article("Nguồn"), 2007, "31.5")
    return found


def test_any_site_may_frame_it_and_no_other_page_of_ours(client, density):
    alone, page = client.get(f"{density.path}nhung/"), client.get(density.path)
    assert "frame-ancestors *" in alone["Content-Security-Policy"]
    assert "X-Frame-Options" not in alone
    assert alone["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_it_loads_one_style_and_sets_no_cookie(client, density):
    found = client.get(f"{density.path}nhung/")
    policy = found["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert not found.cookies
    assert "<script" not in found.text
    assert len(re.findall(r"<link [^>]*stylesheet", found.text)) == 1
    assert len(found.content) < 8_000


def test_it_leads_back_and_search_engines_keep_to_the_page(client, density):
    found = client.get(f"{density.path}nhung/")
    assert found["X-Robots-Tag"] == "noindex"
    assert re.search(rf'<a href="[^"]*{density.path}" target="_top"', found.text)
    assert f'{density.path}"' in re.search(r'<link rel="canonical"[^>]*>', found.text)[0]
    assert "Được tự do dùng" in found.text


def test_its_code_is_there_to_copy_without_script(client, density):
    page = client.get(density.path).text
    code = re.search(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    assert "&lt;iframe src=" in code
    assert f"{density.path}nhung/" in code
    assert "loading=&quot;lazy&quot;" in code


def test_a_title_cannot_break_out_of_the_code(client):
    nasty = builders.indicator('Số "x" <b> </textarea><script>')
    builders.observation(nasty, site.article("Nguồn"), 2007, "31.5")
    assert "</textarea><script>" not in client.get(nasty.path).text


def test_it_is_strict_html(client, density):
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(client.get(f"{density.path}nhung/").text)


def test_it_asks_the_same_for_one_series_and_for_three(client, density, django_assert_num_queries):
    for name in ("Hai", "Ba"):
        builders.series(density, name)
    with django_assert_num_queries(4):
        client.get(f"{density.path}nhung/")
