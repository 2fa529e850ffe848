"""What is not kept goes out compressed: zstd for everybody's pages, gzip beside a cookie."""

import sys

from django.http import HttpResponse
from django.test import RequestFactory

from portal.site.compression import Compress

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "Mật độ điện thoại. " * 100
BROWSER = "gzip, deflate, br, zstd"


def answer(accepted=BROWSER, *, content=TEXT, content_type="text/html", cookie="", sets="", **more):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted, **more})
    if cookie:
        request.META["HTTP_COOKIE"] = cookie

    def view(_request):
        response = HttpResponse(content, content_type=content_type)
        response["ETag"] = '"1"'
        if sets:
            response.set_cookie(sets, "1")
        return response

    return Compress(view)(request)


def test_everybody_s_page_goes_out_in_zstd():
    response = answer()
    assert response["Content-Encoding"] == "zstd"
    assert zstd.decompress(response.content).decode() == TEXT
    assert int(response["Content-Length"]) == len(response.content) < len(TEXT) / 5
    assert (response["ETag"], response["Vary"]) == ('W/"1"', "Accept-Encoding")


def test_who_takes_no_zstd_gets_gzip_or_the_page_as_it_is():
    assert answer("gzip, zstd;q=0")["Content-Encoding"] == "gzip"
    assert not answer("identity").has_header("Content-Encoding")


def test_beside_a_secret_the_length_tells_nothing():
    for secret in ({"cookie": "sessionid=1"}, {"sets": "csrftoken"}, {"Authorization": "Basic 1"}):
        assert answer(**secret)["Content-Encoding"] == "gzip"


def test_what_is_short_or_no_text_stays_as_it_is():
    assert not answer(content="short").has_header("Content-Encoding")
    for kind in ("image/png", "application/zip", "audio/mpeg"):
        assert not answer(content_type=kind).has_header("Content-Encoding")
