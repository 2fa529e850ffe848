"""What the application never sees is refused by a page of the site."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from portal.site.refusals import refusal


def refused(status: str) -> tuple[dict[str, str], BeautifulSoup]:
    """Return the headers and the page of a refusal."""
    head, _, body = refusal(status).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    assert first == f"HTTP/1.1 {status}"
    headers = dict(line.split(": ", 1) for line in lines)
    assert headers["Content-Length"] == str(len(body))
    return headers, BeautifulSoup(body.decode(), "html.parser")


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        ("413 Content Too Large", "Nội dung gửi quá lớn"),
        ("414 URI Too Long", "Không trả lời được yêu cầu này"),
        ("507 Insufficient Storage", "Lúc này chưa mở được trang"),
    ],
)
def test_each_refusal_has_its_page(db, settings, tmp_path, status, heading):
    settings.VAR_DIR = tmp_path
    call_command("write_light_home", verbosity=0)
    headers, page = refused(status)
    assert page.h1.get_text(strip=True) == heading
    assert page.html["lang"] == "vi"
    # The style of the application itself: nobody stands in front.
    assert page.select_one('link[rel="stylesheet"]')["href"].startswith("/static/css/emergency")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in headers
    assert headers["Connection"] == "close"


def test_before_the_first_page_is_written_there_is_a_last_word(settings, tmp_path):
    settings.VAR_DIR = Path(tmp_path)
    for status, advice in (
        ("413 Content Too Large", "Hãy quay lại và rút gọn."),
        ("507 Insufficient Storage", "Hãy thử lại sau nửa phút."),
    ):
        _headers, page = refused(status)
        assert page.h1.get_text() == "Không trả lời được yêu cầu này"
        assert advice in page.p.get_text()
