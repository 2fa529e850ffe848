"""An indicator's page below /en/ is a page of its own: to save, share, follow and describe."""

import pytest

from portal.participation.feedback.models import PageFeedback
from tests import builders as site
from tests.projects import builders
from tests.reading import soup_of

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"


@pytest.fixture
def density():
    found = builders.indicator()
    builders.observation(found, site.article("Nguồn số liệu"), 2007, "31.5")
    return found


def test_machines_are_told_of_it_though_nobody_translated_it(client, density):
    head = soup_of(client, f"/en{density.path}").head
    names = {tag["name"]: tag["content"] for tag in head.select('meta[name^="DC."]')}
    assert names["DC.title"] == "Mật độ điện thoại"
    assert names["DC.identifier"] == f"{HOST}/en{density.path}"
    assert names["DC.language"] == "en"
    assert head.select_one('meta[property="og:title"]')["content"] == "Mật độ điện thoại"
    identifier = soup_of(client, density.path).head.select_one('meta[name="DC.identifier"]')
    assert identifier["content"] == f"{HOST}{density.path}"


def test_archives_are_told_in_which_language_its_title_is(client, density):
    def title_at(path):
        title = soup_of(client, path).head.select_one('meta[name="DC.title"]')
        return title["content"], title.get("lang")

    assert title_at(density.path) == ("Mật độ điện thoại", None)
    assert title_at(f"/en{density.path}") == ("Mật độ điện thoại", "vi")
    site.english(density, "Telephone density")
    assert title_at(f"/en{density.path}") == ("Telephone density", None)


def test_readers_may_do_with_it_what_they_may_do_with_any_page(client, density):
    page = soup_of(client, f"/en{density.path}")
    tools = page.select_one(".page-tools")
    links = {link.get_text(strip=True): link["href"] for link in tools.select("a")}
    assert links["Save as one file"] == f"/en{density.path}luu.html"
    assert links["Large letters, also to print"].startswith(f"/en{density.path}?")
    assert links["Send by mail"].endswith(f"%2Fen{density.path}".replace("/", "%2F"))
    assert links["Follow this by e-mail"] == f"/en/theo-doi/thu/?loai=trang&q={density.pk}"
    assert page.select_one(".qr-print img")["src"] == f"/en{density.path}ma-qr.svg"


def test_it_is_kept_as_a_file_in_english(client, density):
    saved = soup_of(client, f"/en{density.path}luu.html")
    assert saved.html["lang"] == "en"
    assert "31.5" in saved.get_text()
    article = site.article("Chưa dịch")
    assert client.get(f"/en{article.path}luu.html").status_code == 404


def test_who_says_that_it_is_of_use_is_counted(client, density):
    form = soup_of(client, f"/en{density.path}").select_one(".useful-question")
    fields = {form.input["name"]: form.input["value"], "tra-loi": "co"}
    answer = client.post(form["action"], fields, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 302
    assert PageFeedback.objects.get().publication_id == density.pk


def test_what_was_translated_is_the_page_here(client, density):
    version = site.english(density, "Telephone density")
    page = soup_of(client, f"/en{density.path}")
    head = page.head.select_one('meta[name="DC.title"]')
    assert head["content"] == "Telephone density"
    assert page.select_one(".useful-question input")["value"] == version.path
