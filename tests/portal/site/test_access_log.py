"""The log names each request, its cost and who asked; errors once; HEAD sends no body."""

import json
import logging
import re
import sys
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings
from django.urls import get_resolver

from portal.kit.logs.forms import JsonFormatter, LineFormatter
from portal.kit.logs.repeats import RepeatsFilter
from portal.kit.logs.requests import RequestFacts, current_request
from portal.kit.logs.secret_addresses import SecretsFilter, without_secrets
from portal.kit.proxies import trusted_networks
from portal.site.access_log import AccessLog
from portal.subscriptions import links
from portal.subscriptions.models import Follower
from tests import builders


def response_of(application, **variables):
    environ = {"PATH_INFO": "/tin/", "REMOTE_ADDR": "127.0.0.1"} | variables
    setup_testing_defaults(environ)
    lines = []
    body = b"".join(AccessLog(application)(environ, lambda *words: lines.append(words)))
    return lines[0][0], dict(lines[0][1]), body


def page(environ, start_response):
    environ["portal.request"].address = "203.0.113.7"
    start_response("200 OK", [("Content-Length", "4")])
    return [b"tin\n"]


def kept_page(_environ, start_response):
    start_response("200 OK", [("Content-Length", "4")])
    return [b"tin\n"]


def test_head_is_answered_with_the_headers_and_no_body():
    status, headers, body = response_of(page, REQUEST_METHOD="HEAD")
    assert (status, headers["Content-Length"], body) == ("200 OK", "4", b"")


def test_a_made_page_bears_the_name_of_its_request_and_a_kept_one_none(settings):
    settings.TRUSTED_PROXIES = trusted_networks(["127.0.0.1"])
    given = {"HTTP_X_REQUEST_ID": "abcdef0123456789"}
    assert response_of(page, **given)[1]["X-Request-Id"] == "abcdef0123456789"
    assert len(response_of(page, HTTP_X_REQUEST_ID="có gì\nlạ")[1]["X-Request-Id"]) == 16
    assert "X-Request-Id" not in response_of(kept_page, **given)[1]
    settings.TRUSTED_PROXIES = []
    assert response_of(page, **given)[1]["X-Request-Id"] != "abcdef0123456789"


def test_a_request_is_a_line_without_what_was_searched_for(caplog, settings):
    settings.LOG_REQUESTS = True
    caplog.set_level(logging.INFO, "portal.access")
    response_of(page, QUERY_STRING="q=tên-ai-đó")
    (record,) = caplog.records
    assert record.getMessage().startswith("GET '/tin/' 200 0.")
    assert record.getMessage().endswith(" s, 0 queries, - 203.0.113.7")
    assert record.status == "200"
    caplog.clear()
    response_of(kept_page)
    assert caplog.records == []


def test_a_slow_request_is_named(caplog, settings):
    settings.SLOW_REQUEST_SECONDS = 0.0
    response_of(kept_page)
    assert [record.name for record in caplog.records] == ["portal.slow"]


# What routes call a part of an address that is a secret, such as the mark of a link in a letter.
SECRETS = ("mark", "token", "key")


def secret_routes(patterns, before=""):
    """Return the routes of which a part is a secret."""
    for each in patterns:
        route = f"{before}{each.pattern}".replace("^", "")
        if hasattr(each, "url_patterns"):
            yield from secret_routes(each.url_patterns, route)
        elif any(f"{name}>" in route for name in SECRETS):
            yield route.rstrip("$")


def test_the_log_of_the_server_in_front_names_no_secret_of_an_address():
    text = (settings.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    [rule] = re.findall(r'"~(\S+)" "\$portal_words\*"', text)
    shown = re.compile(rule.replace("(?<", "(?P<"))
    routes = list(secret_routes(get_resolver().url_patterns))
    assert len(routes) > 20
    for route in routes:
        # The first secret and all behind it is left out; a slug is none.
        start = re.split(r"<str:|\(\?P<", route)[0].replace("<slug:slug>", "du-thao")
        found = shown.match(f"/{start}abc-1/")
        assert found is not None, route
        assert found["portal_words"] == f"/{start}"
        assert without_secrets(f"GET /{start}abc-1/ 200") == f"GET /{start}*/ 200"
    assert '"$request_method $portal_shown"' in text
    for open_page in ("/theo-doi/thu/da-gui/", "/hoi-dap/tra-cuu/", "/doanh-nghiep/vnpt/"):
        assert shown.match(open_page) is None
        assert without_secrets(open_page) == open_page


def test_the_log_of_the_server_in_front_names_what_was_asked_for():
    """Not the page that says so, where it was refused; a query is left out."""
    text = (settings.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    [rule] = re.findall(r'"~(\S+)" \$portal_path;', text)
    asked = re.compile(rule.replace("(?<", "(?P<"))
    for path in ("/", "/tim-kiem/", "/tep/7/", "/van-ban.csv", "/tin-tuc/a.b/luu.html", ""):
        for query in ("", "?", "?q=a%20/b&x=?"):
            assert asked.search(path + query)["portal_path"] == path
    for hidden in ("%78em-truoc/a", "/xem-truoc/a", "./xem-truoc/a", "x/../xem-truoc/a"):
        assert asked.search(f"/{hidden}") is None
    assert "map $request_uri $portal_asked_for {\n    default $uri;" in text
    assert "map $portal_asked_for $portal_shown {\n    default $portal_asked_for;" in text


@pytest.mark.django_db
def test_the_site_names_no_secret_of_an_address(client):
    seen = []
    client.handler = _Facts(client.handler, seen)
    follower = Follower.objects.create(email="doc@gia.example")
    assert client.get(links.manage_address(follower)).status_code == 200
    assert (seen[-1].path, seen[-1].route) == ("/theo-doi/cua-toi/*/", "subscriptions:manage")


def test_what_django_writes_of_a_refused_request_names_none_either():
    secret = "/hoi-dap/theo-doi/WzEsMl0:1x:abc"
    record = logging.makeLogRecord({"msg": "Method Not Allowed (%s): %s", "args": ("POST", secret)})
    assert SecretsFilter().filter(record)
    assert record.getMessage() == "Method Not Allowed (POST): /hoi-dap/theo-doi/*"
    assert "secrets" in settings.LOGGING["handlers"]["console"]["filters"]


@pytest.mark.django_db
def test_django_tells_route_person_and_queries(client):
    seen = []
    client.handler = _Facts(client.handler, seen)
    editor = builders.editor()
    client.force_login(editor)
    client.get("/admin/")
    facts = seen[-1]
    assert facts.route == "admin:index"
    assert facts.who == editor.username
    assert facts.address == "127.0.0.1"
    assert facts.queries > 3


class _Facts:
    """Django's test client in the place of a server."""

    def __init__(self, handler, seen):
        self.handler, self.seen = handler, seen

    def __call__(self, environ):
        facts = environ["portal.request"] = RequestFacts(environ)
        self.seen.append(facts)
        token = current_request.set(facts)
        try:
            return self.handler(environ)
        finally:
            current_request.reset(token)


def record_of(error=None, message="Lỗi"):
    return logging.LogRecord("portal", logging.ERROR, "a.py", 1, message, (), error)


@pytest.fixture
def error():
    try:
        raise ValueError("sai")
    except ValueError:
        return sys.exc_info()


def test_json_lines_hold_the_request(error):
    facts = RequestFacts({"REQUEST_METHOD": "GET", "PATH_INFO": "/a/"})
    facts.route, facts.who, facts.address = "news:list", "duyet", "203.0.113.7"
    token = current_request.set(facts)
    try:
        found = json.loads(JsonFormatter().format(record_of(error)))
        line = LineFormatter("%(message)s").format(record_of())
    finally:
        current_request.reset(token)
    assert found["request"] == facts.id
    assert (found["route"], found["who"], found["from"]) == ("news:list", "duyet", "203.0.113.7")
    assert found["error"].endswith("ValueError: sai")
    assert line == f"Lỗi [{facts.id}]"


def test_an_error_is_written_once_a_minute_with_how_many_there_were(error, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("portal.kit.logs.repeats.time.monotonic", lambda: now[0])
    once = RepeatsFilter()
    assert [once.filter(record_of(error)) for _time in range(4)] == [True, False, False, False]
    # What has no traceback is a line, and stays one.
    assert once.filter(record_of()) is True
    now[0] += 61
    later = record_of(error)
    assert once.filter(later) is True
    assert later.getMessage() == "Lỗi (3 more like it before)"
