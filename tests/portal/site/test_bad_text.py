import encodings

import pytest
from django.core.handlers.wsgi import WSGIHandler

from portal.site.middleware import Utf8Request
from portal.wsgi import application

pytestmark = pytest.mark.django_db

NUL_IN_NAME = "text/plain; charset*=utf-8''a%00b"


@pytest.mark.parametrize(
    "url",
    [
        "/tim-kiem/?q=%00",
        "/tim-kiem/?q=%ff",
        "/tin-tuc/?trang=%c3%28",
        "/?%00",
        "/tin-tuc/%00/",
        "/x?a=b&c=%ed%a0%80",
    ],
)
def test_what_is_no_text_gets_400_as_a_page_of_the_site(client, url):
    response = client.get(url)
    assert response.status_code == 400
    assert 'id="noi-dung"' in response.text


@pytest.mark.parametrize("url", ["/tin-tuc/hội-nghị/", "/tin-tuc/%ff/", "/h%C3%ACnh/"])
def test_an_address_with_marks_or_bad_bytes_is_only_not_found(client, url):
    assert client.get(url).status_code == 404


@pytest.fixture
def _as_served(monkeypatch):
    """Requests are made as the server's own application makes them."""
    innermost = application
    while not isinstance(innermost, WSGIHandler):
        innermost = innermost.application
    assert innermost.request_class is Utf8Request
    monkeypatch.setattr("django.test.client.WSGIRequest", Utf8Request)


@pytest.mark.usefixtures("_as_served")
@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "unicode_escape", "hex", "latin-1"])
@pytest.mark.parametrize("url", ["/tim-kiem/?q=+2AA-abc%5Cud800%41", "/tim-kiem/goi-y/?q=+AAA-ab"])
def test_no_content_type_makes_another_text_of_an_address(client, url, charset):
    response = client.get(url, CONTENT_TYPE=f"text/plain; charset={charset}")
    assert response.status_code == 400
    assert 'id="noi-dung"' in response.text


@pytest.mark.usefixtures("_as_served")
@pytest.mark.parametrize(
    ("content_type", "part"),
    [
        ("a/b; charset=x-nobody-1", b""),
        ("a/b; c*=x-nobody-2''d", b""),
        ("multipart/form-data; boundary=b", b"name*=x-nobody-3''d"),
    ],
    ids=["charset", "in a parameter", "in a part of a form"],
)
def test_an_encoding_that_nobody_knows_is_not_remembered(client, content_type, part):
    body = b"--b\r\nContent-Disposition: form-data; " + part + b"\r\n\r\nx\r\n--b--\r\n"
    client.generic("POST", "/lien-he/", body, content_type)
    assert not [name for name in encodings._cache if "nobody" in name]


@pytest.mark.usefixtures("_as_served")
@pytest.mark.parametrize(
    "content_type", ["text/plain; charset=utf-8", "text/plain; a*=b", ";;=;", NUL_IN_NAME]
)
def test_no_content_type_ends_in_an_error_of_the_server(client, content_type):
    assert client.get("/tin-tuc/", CONTENT_TYPE=content_type).status_code == 200
    too_many = client.get(f"/tin-tuc/?{'a&' * 2000}", CONTENT_TYPE=content_type)
    assert too_many.status_code == 400
    assert 'id="noi-dung"' in too_many.text


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "khong-co"])
def test_a_content_type_in_utf_8_or_in_nothing_known_is_read_as_always(client, charset):
    response = client.get("/tin-tuc/", CONTENT_TYPE=f"text/plain; charset={charset}")
    assert response.status_code == 200


@pytest.mark.parametrize("url", ["/tim-kiem/", "/giao-dien/", "/admin/login/", "/tai-khoan/login/"])
def test_a_cookie_with_a_nul_is_no_cookie(client, url):
    usual = client.get(url).status_code
    answer = client.get(url, headers={"cookie": r'sessionid="abcdefgh\000"; csrftoken="\000"'})
    assert answer.status_code == usual
