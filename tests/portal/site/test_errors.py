"""Pages for when something went wrong: pages of the site, with the status that is true."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from portal.site import errors
from portal.site.menu import places


def is_a_page_of_the_site(html: str) -> bool:
    page = BeautifulSoup(html, "html.parser")
    return (
        len(page.select("h1")) == 1
        and page.select_one("main#noi-dung") is not None
        and [link["href"] for link in page.select(".menu a")] == [place.path for place in places()]
        and page.select('link[rel="canonical"]') == []
        and page.select_one('meta[name="robots"]')["content"] == "noindex"
        and bool(page.title.string.strip())
    )


@pytest.mark.django_db
def test_an_unknown_address_gets_404_with_a_search_for_its_words(client):
    response = client.get("/tin-tuc/hoi-nghi-2007/")
    assert response.status_code == 404
    html = response.text
    assert is_a_page_of_the_site(html)
    assert BeautifulSoup(html, "html.parser").select_one('main input[name="q"]')["value"] == (
        "hoi nghi 2007"
    )


@pytest.mark.django_db
def test_an_address_with_markup_in_it_is_written_as_text(client):
    html = client.get('/"><script>alert(1)</script>/').text
    assert "<script>" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=%00", "q=%FF%FE", "trang=%00"])
def test_text_that_cannot_be_read_gets_400(client, query):
    response = client.get(f"/?{query}")
    assert response.status_code == 400
    assert is_a_page_of_the_site(response.text)


def test_a_host_that_is_not_ours_gets_400():
    response = Client(raise_request_exception=False).get("/gioi-thieu/", HTTP_HOST="la.example")
    assert response.status_code == 400
    assert is_a_page_of_the_site(response.text)


def test_a_page_that_is_not_for_everyone_gets_403_and_a_way_to_sign_in():
    request = RequestFactory().get("/")
    response = errors.permission_denied(request, PermissionDenied("vì lý do nội bộ"))
    assert response.status_code == 403
    html = response.text
    assert is_a_page_of_the_site(html)
    assert "vì lý do nội bộ" not in html
    assert BeautifulSoup(html, "html.parser").select('main a[href="/tai-khoan/login/"]') != []


@pytest.mark.django_db
def test_a_form_without_its_mark_gets_403_that_says_how_to_send_it_again():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/tai-khoan/login/", {"login": "quantri", "password": "x"})
    assert response.status_code == 403
    html = response.text
    assert is_a_page_of_the_site(html)
    # Not the page for a missing right: signing in would not help.
    assert BeautifulSoup(html, "html.parser").select('main a[href="/tai-khoan/login/"]') == []


def test_a_server_error_is_a_page_made_without_the_database(rf):
    # No database mark on this test: a query would fail it.
    response = errors.server_error(rf.get("/tin-tuc/"))
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    assert is_a_page_of_the_site(response.text)


def test_a_server_error_tells_nothing_of_what_broke(monkeypatch):
    def broken(request):
        raise RuntimeError("mật khẩu cơ sở dữ liệu")

    from portal import urls

    named = (pattern for pattern in urls.urlpatterns if getattr(pattern, "name", "") == "search")
    monkeypatch.setattr(next(named), "callback", broken)
    response = Client(raise_request_exception=False).get("/tim-kiem/")
    assert response.status_code == 500
    html = response.text
    assert is_a_page_of_the_site(html)
    assert "mật khẩu" not in html
    assert "RuntimeError" not in html


def test_even_without_templates_the_reader_gets_an_answer(rf, monkeypatch):
    def unreadable(*args, **kwargs):
        raise OSError("no disk")

    monkeypatch.setattr(errors, "render_to_string", unreadable)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    page = BeautifulSoup(response.text, "html.parser")
    assert page.h1.string == "Máy chủ gặp lỗi"
    assert page.select_one("main#noi-dung") is not None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/tin-tuc/hoi-nghi-2007/", "hoi nghi 2007"),
        ("/quy_hoach.html", "quy hoach"),
        ("/tin-tuc/H%E1%BB%99i%20ngh%E1%BB%8B", "Hội nghị"),
        ("/", ""),
        ('/"><script>', "script"),
    ],
)
def test_the_words_of_an_address(path, words):
    assert errors.words_of(path) == words
