"""Pages for when something went wrong: pages of the site, with the status that is true."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from portal.department import identity
from portal.department.models import Department
from portal.emergency.alerts import write_alerts
from portal.pagecache.clock import stamp_outside_transactions
from portal.pagecache.fragments import fragments
from portal.site import errors
from portal.site.menu import entries
from tests import builders
from tests.portal.emergency.test_light_home import declare


def is_a_page_of_the_site(html: str) -> bool:
    page = BeautifulSoup(html, "html.parser")
    return (
        len(page.select("h1")) == 1
        and page.select_one("main#noi-dung") is not None
        and [link["href"] for link in page.select(".menu a")] == [entry.path for entry in entries()]
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


def ways_on(client, path: str) -> list[str]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [link["href"] for link in page.select("main .link-list a")]


@pytest.mark.django_db
def test_what_the_words_of_an_address_name_is_offered():
    for client in (Client(), Client(headers={"cookie": "csrftoken=x"})):
        assert ways_on(client, "/co-quan/lien-he.html") == ["/lien-he/"]
        assert ways_on(client, "/cu/tiep-cong-dan/") == ["/gioi-thieu/tiep-cong-dan/"]
        assert ways_on(client, "/en/old/contact/") == ["/en/lien-he/"]
        for path in ("/khong-co/", "/2007/", "/wp-login.php", "/en/khong-co/"):
            assert ways_on(client, path) == []


@pytest.mark.django_db(transaction=True)
def test_the_parts_of_the_site_are_read_once_for_all_guesses(client, django_assert_num_queries):
    stamp_outside_transactions()
    for _ in range(2):
        client.get("/lien-he-cu/")
    # Whether the address leads on, and no more.
    with django_assert_num_queries(1):
        assert client.get("/cu/lien-he/").status_code == 404


@pytest.mark.django_db
def test_an_address_with_markup_in_it_is_written_as_text(client):
    html = client.get('/"><script>alert(1)</script>/').text
    assert "<script>" not in html


@pytest.fixture
def pages_made(monkeypatch):
    """The contexts with which pages of unknown addresses were rendered."""
    fragments.cache_clear()
    made = []
    render = errors.render_to_string
    monkeypatch.setattr(
        errors, "render_to_string", lambda *args: [made.append(args[0]), render(*args)][1]
    )
    return made


@pytest.mark.django_db(transaction=True)
def test_machines_that_guess_addresses_get_a_page_that_is_made_once(client, pages_made):
    stamp_outside_transactions()  # Tests before have moved the row behind the clock's back.
    first, other = client.get("/wp/a-b.php"), client.get("/c/?x=1")
    assert pages_made == ["portal/errors/404.html"]
    assert 'value="a b"' in first.text
    assert 'value="c"' in other.text
    assert not first.cookies
    assert first.text.replace('value="a b"', 'value="c"') == other.text
    # A place of the menu is marked, an English page speaks English: pages of their own.
    assert 'aria-current="true">Tin tức<' in client.get("/tin-tuc/khong-co/").text
    assert "Page not found" in client.get("/en/khong-co/").text
    assert len(pages_made) == 3


@pytest.mark.django_db(transaction=True)
def test_the_kept_page_says_what_is_so_now(client, pages_made, monkeypatch):
    identity.KEPT.fix(None)
    Department.objects.create(pk=1, phone="0234 222")
    assert "0234 222" in client.get("/a/").text
    Department.objects.update(phone="0234 333")
    assert "0234 333" in client.get("/a/").text
    emergency = declare()
    assert emergency.headline in client.get("/a/").text
    emergency.delete()
    write_alerts()
    assert emergency.headline not in client.get("/a/").text
    # One that ends by itself: the file stays as it was.
    monkeypatch.setattr(errors, "alerts_at", lambda now: ("", 1.0))
    client.get("/a/")
    assert len(pages_made) == 5


@pytest.mark.django_db
def test_whoever_may_be_known_gets_a_page_of_his_own(client, pages_made):
    client.cookies["csrftoken"] = "x"
    assert client.get("/a/").status_code == 404
    assert 'class="large-print"' in Client().get("/a/?co-chu=lon").text
    assert pages_made == []


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


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/co-ich/", "/en/co-ich/"])
def test_who_opens_the_address_of_a_form_gets_405_with_words(client, address):
    response = client.get(address, headers={"accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "no-store" in response["Cache-Control"]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.text == ("Nothing to read here" if "/en/" in address else "Không có gì để xem")
    assert is_a_page_of_the_site(client.get("/co-ich/", headers={"accept": "text/html"}).text)


@pytest.mark.django_db
def test_a_program_that_asks_in_the_wrong_way_gets_no_page(client):
    assert client.get("/co-ich/", headers={"accept": "*/*"}).content == b""
    assert client.post("/so-do/", headers={"accept": "text/html"}).content == b""


def test_a_page_that_is_not_for_everyone_gets_403_and_a_way_to_sign_in():
    request = RequestFactory().get("/")
    response = errors.permission_denied(request, PermissionDenied("vì lý do nội bộ"))
    assert response.status_code == 403
    html = response.text
    assert is_a_page_of_the_site(html)
    assert "vì lý do nội bộ" not in html
    assert BeautifulSoup(html, "html.parser").select('main a[href="/tai-khoan/login/"]') != []


@pytest.mark.django_db
def test_who_is_signed_in_is_not_told_to_sign_in_where_a_right_is_missing():
    request = RequestFactory().get("/admin/phat-hanh/")
    request.user = builders.person("bientap", first_name="Lan", last_name="Lê")
    page = BeautifulSoup(errors.permission_denied(request).content, "html.parser")
    assert "đang đăng nhập là Lê Lan" in page.main.text
    assert page.select('main a[href="/tai-khoan/login/"]') == []
    assert page.select('main a[href="/tai-khoan/logout/"]') != []


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
