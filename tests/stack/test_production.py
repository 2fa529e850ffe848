"""The production stack of deploy/: what a reader meets who comes through nginx."""

import json
import os
import subprocess
import sys

import pytest
from django.utils.datastructures import CaseInsensitiveMapping

from portal.site.installing import defaults, write_all
from tests.security.observatory import Answer, score
from tests.stack.production import Stack
from tests.stack.serving import ROOT
from tests.stack.written import brotli_module


@pytest.fixture
def site(production: Stack) -> Stack:
    return production


def manage(site: Stack, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | site.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def log_of(site: Stack) -> list[dict[str, object]]:
    lines = (site.folder / "site.log").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def has_enough(answer) -> bool:
    """Return whether an answer has the points of Observatory that every one has."""
    headers = CaseInsensitiveMapping(answer.headers)
    return score(Answer(headers=headers, plain_leads_to="https://x/")) >= 120


def test_a_page_comes_over_tls_and_says_that_it_stays_so(site):
    answer = site.ask("/", headers={"Accept-Encoding": "br"})
    assert answer.status == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert answer.headers["content-encoding"] == "br"
    assert "set-cookie" not in answer.headers
    again = site.ask("/", headers={"Accept-Encoding": "br"})
    assert again.headers["cache-status"] == "portal; hit"


def test_the_record_and_the_log_have_the_readers_own_address(site):
    reader = "127.0.0.9"
    given = {"X-Forwarded-For": "198.51.100.7"}
    assert site.ask("/khong-co-trang-nay/", source=reader, headers=given).status == 404
    lines = [line for line in log_of(site) if line.get("path") == "/khong-co-trang-nay/"]
    (line,) = [line for line in lines if "seconds" in line]
    assert line["from"] == reader
    # As nginx names it in its own log.
    assert len(str(line["request"])) == 32


def test_details_and_figures_are_not_for_readers(site):
    assert site.ask("/metrics", source="127.0.0.9").status == 404
    found = json.loads(site.ask("/readyz", source="127.0.0.9").body)
    assert found == found | {"ready": True, "database": True}


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_static_files_are_sent_ready_and_kept_for_good(site, encoding):
    if encoding == "br" and brotli_module() is None:
        encoding = "gzip"
    page = site.ask("/").text
    start = page.index("/static/css/")
    path = page[start : page.index('"', start)]
    answer = site.ask(path, headers={"Accept-Encoding": encoding})
    assert (answer.status, answer.headers["content-encoding"]) == (200, encoding)
    assert "immutable" in answer.headers["cache-control"]
    assert has_enough(answer)
    missing = site.ask("/static/khong-co.css")
    assert (missing.status, has_enough(missing)) == (404, True)


def test_uploaded_files_are_sent_by_nginx_at_the_sites_word(site):
    folder = site.folder / "media" / "anh"
    folder.mkdir(exist_ok=True)
    (folder / "thu.png").write_bytes(b"\x89PNG" + b"0" * 5000)
    answer = site.ask("/media/anh/thu.png", headers={"Range": "bytes=0-3"})
    # Parts of a picture the application does not send: it was nginx.
    assert (answer.status, answer.body) == (206, b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert has_enough(answer)
    (site.folder / "media" / "attachments").mkdir(exist_ok=True)
    (site.folder / "media" / "attachments" / "nhap.pdf").write_bytes(b"%PDF")
    for path in ("/media/attachments/nhap.pdf", "/.media/attachments/nhap.pdf"):
        assert site.ask(path, headers={"X-Accel-Media": "1"}).status == 404


ATTACH = """
from django.core.files.base import ContentFile
from news.articles.models import Article
from portal.publishing.models import Attachment
found = Attachment(publication=Article.objects.public()[0], name="Phụ lục")
found.file = ContentFile(b"%PDF-1.4 " + b"0" * 5000, "phu-luc.pdf")
found.full_clean()
found.save()
print(found.address)
"""


def test_attached_files_are_sent_by_nginx_where_readers_fetch_them(site):
    address = manage(site, "shell", "-v", "0", "-c", ATTACH).strip()
    answer = site.ask(address, headers={"Range": "bytes=0-3"})
    # Of a document the application sends no parts.
    assert (answer.status, answer.body) == (206, b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-cache"
    assert "Ph%E1%BB%A5%20l%E1%BB%A5c.pdf" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_secrets_of_the_folder_are_never_sent(site):
    for path in ("/secret_key", "/demo_password", "/static/../secret_key", "/emergency.json"):
        assert site.ask(path).status in (400, 404)


def test_a_restart_loses_no_request_and_takes_new_code(site):
    site.ask("/")
    site.stop("site")
    site.start_site()
    # Nobody listens yet but the socket; whoever asks now waits.
    assert site.ask("/lien-he/", timeout=120).status == 200


def test_who_sends_too_much_is_told_in_vietnamese(production):
    manage(production, "write_light_home")
    answer = production.ask("/lien-he/", method="POST", headers={"Content-Length": str(60 << 20)})
    assert answer.status == 413
    assert "quá lớn" in answer.text


def test_what_nginx_refuses_by_itself_is_told_in_vietnamese(production):
    manage(production, "write_light_home")
    for path, status in (("/static/none.css", 404), ("/static/", 403), ("/metrics", 404)):
        answer = production.ask(path)
        assert answer.status == status
        assert "Không trả lời được yêu cầu này" in answer.text


def test_whoever_searched_for_a_paragraph_is_led_on_with_it(production):
    answer = production.ask("/tim-kiem?q=" + "a" * 6000)
    assert answer.status == 301
    assert len(answer.headers["location"]) > 6000


@pytest.fixture(scope="module")
def away(production: Stack) -> Stack:
    """The stack without its application, for good; last in this file."""
    production.warm()
    manage(production, "write_light_home")
    production.stop("site")
    # Without the socket of systemd, as on a machine that only the server in front survives.
    production.listening.close()
    return production


def test_while_the_application_is_away_the_copy_stands_in(away):
    site = away
    answer = site.ask("/tin-tuc/")
    assert (answer.status, answer.headers["x-portal-copy"]) == (200, "1")
    assert "kept-copy" in answer.text
    assert has_enough(answer)
    assert has_enough(site.ask("/emergency.css"))
    assert site.ask("/").headers["x-portal-copy"] == "1"
    for path in ("/lien-he/", "/", "/khan-cap/"):
        assert site.ask(path, method="POST", headers={"Content-Length": "0"}).status == 503
    # Another page than the copy has, or the same.
    assert site.ask("/tim-kiem/?q=x").status == 503
    assert site.ask("/tin-tuc/?fbclid=x").status == 200
    for path in ("/secret_key", "/light-home/now.html"):
        assert site.ask(path).status in (404, 503)


def test_where_there_is_no_page_nginx_says_in_vietnamese_whom_to_call(away):
    site = away
    for path, method in (("/khong-co-trang-nay/", "GET"), ("/lien-he/", "POST")):
        answer = site.ask(path, method=method, headers={"Content-Length": "0"})
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        assert has_enough(answer)
        assert 'href="tel:112"' in answer.text
    for path in ("/khan-cap/", "/en/khan-cap/"):
        answer = site.ask(path)
        assert (answer.status, answer.headers["x-portal-copy"]) == (200, "1")
        assert 'href="/emergency.css"' in answer.text
    assert site.ask("/.busy").status in (404, 503)


def test_the_files_are_right_by_their_own_programs(tmp_path):
    made = list(write_all(tmp_path, defaults("portal.example")))
    units = [str(path) for path in made if path.suffix in {".service", ".socket", ".timer"}]
    verified = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    subprocess.run(
        ["promtool", "test", "rules", "alerts.test.yml"],
        cwd=ROOT / "deploy" / "prometheus",
        check=True,
        capture_output=True,
    )
