"""What is kept, for whom, under which question; each rule is seen to fail where it is broken."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from django.core.handlers.wsgi import WSGIHandler

from portal.emergency.alerts import alerts_at
from portal.pagecache import clock, questions
from portal.pagecache.moments import Horizon
from portal.pagecache.pages import accepted_encodings
from portal.pagecache.store import Store
from portal.pagecache.wsgi import PageCache
from tests.portal.pagecache.processes import SESSION, Application, ask


@pytest.fixture(autouse=True)
def _nothing_is_published(monkeypatch):
    """One generation without an end: what follows is about readers, and asks no database."""
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)


def cached(application):
    return PageCache(application, alerts_at)


def one_process_makes_a_page_that_many_ask_for(start):
    application = Application(seconds=0.3)
    processes = start(3, application)
    for process in processes:
        process.ask("/healthz")
    count = application.count.value
    for process in processes:
        process.send("/", times=4)
    answers = [answer for process in processes for answer in process.receive()]
    assert len({answer.text for answer in answers}) == 1
    assert application.count.value - count == 1


def test_a_page_is_made_once_among_all_threads_and_processes(start):
    one_process_makes_a_page_that_many_ask_for(start)


def test_without_single_flight_each_would_make_it(start, monkeypatch):
    monkeypatch.setattr(Store, "single_flight", lambda self, key: nullcontext())
    with pytest.raises(AssertionError):
        one_process_makes_a_page_that_many_ask_for(start)


def nobody_gets_a_page_of_somebody(cache):
    ask(cache, "/", HTTP_COOKIE=SESSION)
    assert "nobody" in ask(cache, "/").text
    assert SESSION in ask(cache, "/", HTTP_COOKIE=SESSION).text


def test_who_may_be_signed_in_neither_fills_nor_reads_the_cache():
    nobody_gets_a_page_of_somebody(cached(Application()))


def test_without_that_look_at_cookies_a_page_would_be_another_s(monkeypatch):
    monkeypatch.setattr(questions, "_is_personal", lambda environ: False)
    with pytest.raises(AssertionError):
        nobody_gets_a_page_of_somebody(cached(Application()))


@pytest.mark.parametrize(
    "application",
    [
        Application(("Set-Cookie", "csrftoken=abc")),
        Application(("Cache-Control", "private, no-store")),
        Application(("Cache-Control", "max-age=60, private")),
        Application(("Vary", "Accept-Encoding, Cookie")),
        Application(status="404 Not Found"),
        Application(status="500 Internal Server Error"),
        Application(status="302 Found"),
        Application(length=1_000_001),
    ],
    ids=["cookie", "no-store", "private", "vary", "404", "500", "302", "large"],
)
def test_such_an_answer_is_not_kept_and_made_once_for_each_who_asks(application):
    cache = cached(application)
    ask(cache, "/", HTTP_ACCEPT_ENCODING="br")
    count = application.count.value
    assert "Cache-Status" not in ask(cache, "/").headers
    first, second = ask(cache, "/", HTTP_ACCEPT_ENCODING="br"), ask(cache, "/")
    assert first.text[:2] != second.text[:2]
    assert application.count.value == count + 3


def test_what_was_not_there_is_kept_once_it_is_published(monkeypatch):
    application = Application(status="404 Not Found")
    cache = cached(application)
    ask(cache, "/")
    application.status = "200 OK"
    assert "Cache-Status" not in ask(cache, "/").headers
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 2))
    clock.clock().forget()
    assert [ask(cache, "/").is_hit, ask(cache, "/").is_hit] == [False, True]


def test_who_waited_for_a_slow_error_waits_for_no_other(monkeypatch):
    now = time.time()
    application = Application(status="500 Internal Server Error")

    def slow(environ, start_response):
        monkeypatch.setattr(time, "time", lambda: now + 3)
        return application(environ, start_response)

    cache = cached(slow)
    ask(cache, "/")
    monkeypatch.setattr(Store, "single_flight", None)
    assert ask(cache, "/").status == 500


def test_what_was_an_error_is_kept_soon(monkeypatch):
    application = Application(status="500 Internal Server Error")
    cache = cached(application)
    ask(cache, "/")
    application.status = "200 OK"
    assert "Cache-Status" not in ask(cache, "/").headers
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3)
    assert [ask(cache, "/").is_hit, ask(cache, "/").is_hit] == [False, True]


def test_an_answer_that_is_not_kept_is_ended_once():
    """Django says with each time that a request has finished."""
    ended = []

    class Answer(list):
        def close(self):
            ended.append(self)

    def application(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html"), ("Set-Cookie", "a=b")])
        return Answer([b"made"])

    # It is made for nobody in particular, and again for whoever asks.
    ask(cached(application), "/", HTTP_ACCEPT_ENCODING="gzip")
    assert len(ended) == 1


def test_an_answer_that_is_not_kept_knows_the_reader_s_own_cookies():
    answer = ask(cached(Application(("Vary", "Cookie"))), "/", HTTP_COOKIE="csrftoken=mine")
    assert "csrftoken=mine" in answer.text


def refusing(header):
    """Return an application that refuses whatever has a header, as Django does some."""

    def application(environ, start_response):
        status = "404 Not Found" if environ["PATH_INFO"] == "/none/" else "200 OK"
        start_response("400 Bad Request" if header in environ else status, [])
        return [b"made"]

    return application


@pytest.mark.parametrize(
    "header", ["CONTENT_TYPE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_X_HTTP_METHOD"]
)
def test_no_header_of_one_reader_keeps_a_page_from_all_others(header):
    cache = cached(refusing(header))
    assert ask(cache, "/", **{header: "x"}).status == 200
    assert ask(cache, "/").is_hit


def test_where_no_page_is_kept_a_header_is_answered_to_who_sent_it():
    cache = cached(refusing("CONTENT_TYPE"))
    assert ask(cache, "/none/", CONTENT_TYPE="text/plain; charset=utf-16").status == 400
    assert ask(cache, "/none/").status == 404


@pytest.mark.django_db
def test_django_refuses_nobody_a_page_for_a_header_of_another():
    """Django itself answers 400 to this content type, whatever the page."""
    strange = {"CONTENT_TYPE": "text/plain; charset=utf-16"}
    assert ask(WSGIHandler(), "/robots.txt", **strange).status == 400
    cache = cached(WSGIHandler())
    ask(cache, "/robots.txt", **strange)
    assert ask(cache, "/robots.txt").is_hit


@pytest.mark.parametrize(
    ("path", "environ"),
    [
        ("/admin/", {}),
        ("/tai-khoan/dang-nhap/", {}),
        ("/media/a.pdf", {}),
        ("/", {"REQUEST_METHOD": "POST"}),
        ("/", {"HTTP_AUTHORIZATION": "Basic abc"}),
        ("/", {"HTTP_RANGE": "bytes=0-5"}),
        ("/", {"HTTP_HOST": "evil.example"}),
        ("/?q=" + "a" * 600, {}),
        ("/", {"SCRIPT_NAME": "/x"}),
        ("/?q=%ff", {}),
    ],
    ids=[
        "admin",
        "account",
        "media",
        "post",
        "authorization",
        "range",
        "host",
        "long",
        "below",
        "bytes",
    ],
)
def test_such_a_request_goes_to_the_application(path, environ):
    cache = cached(Application())
    assert ask(cache, path, **environ).text != ask(cache, path, **environ).text


def questions_are_one_however_they_are_written(application):
    cache = cached(application)
    written = ["/?trang=2&nam=2007", "/?nam=2007&trang=2", "/?utm_source=zalo&nam=2007&trang=2&x"]
    assert len({ask(cache, path).text for path in written}) == 1
    assert len({ask(cache, f"/?khong-biet={number}").text for number in range(20)}) == 1
    assert application.count.value == 2
    assert ask(cache, "/?trang=3&nam=2007").text != ask(cache, written[0]).text


def test_unknown_parameters_make_no_page_and_known_ones_are_put_in_order():
    questions_are_one_however_they_are_written(Application())


def test_without_that_each_address_would_be_made(monkeypatch):
    monkeypatch.setattr(questions, "normalize", lambda query: query)
    with pytest.raises(AssertionError):
        questions_are_one_however_they_are_written(Application())


def test_an_unknown_parameter_reaches_a_page_that_is_not_kept():
    assert "?id=5" in ask(cached(Application(status="404 Not Found")), "/cu.php?id=5").text


def test_english_and_vietnamese_pages_are_kept_apart():
    cache = cached(Application())
    assert ask(cache, "/en/tin-tuc/").text != ask(cache, "/tin-tuc/").text


def test_each_encoding_has_a_tag_of_its_own_and_any_of_them_is_known():
    cache = cached(Application(length=2000))
    tags = {}
    for name in ("", "gzip", "br", "zstd"):
        answer = ask(cache, "/", HTTP_ACCEPT_ENCODING=name)
        assert answer.headers.get("Content-Encoding", "") == name
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert answer.headers["Vary"] == "Accept-Encoding"
        tags[name] = answer.headers["ETag"]
    assert len(set(tags.values())) == 4
    for tag in tags.values():
        again = ask(cache, "/", HTTP_IF_NONE_MATCH=f'"other", W/{tag}', HTTP_ACCEPT_ENCODING="br")
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tags["br"]
    assert ask(cache, "/", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_who_has_it_may_read_that_from_another_site_too():
    cache = cached(Application(("Access-Control-Allow-Origin", "*")))
    tag = ask(cache, "/du-lieu/openapi.json").headers["ETag"]
    again = ask(cache, "/du-lieu/openapi.json", HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.headers["Access-Control-Allow-Origin"]) == (304, "*")
    assert "Content-Type" not in again.headers


def test_who_has_the_page_since_its_last_change_gets_304(monkeypatch):
    cache, now = cached(Application()), time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    # Of two pages of one second nobody could tell which it is.
    assert "Last-Modified" not in ask(cache, "/").headers
    monkeypatch.setattr(time, "time", lambda: now + 2)
    changed = ask(cache, "/").headers["Last-Modified"]
    assert ask(cache, "/", HTTP_IF_MODIFIED_SINCE=changed).status == 304
    assert ask(cache, "/", HTTP_IF_MODIFIED_SINCE="Thu, 01 Feb 2007 00:00:00 GMT").status == 200


def test_head_is_answered_with_the_headers_of_get():
    cache = cached(Application())
    got = ask(cache, "/")
    head = ask(cache, "/", REQUEST_METHOD="HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(got.body))
    assert head.headers["ETag"] == got.headers["ETag"]


def test_an_encoding_that_is_refused_is_not_taken():
    assert accepted_encodings("gzip;q=0, br;q=0.0, zstd;q=0.5, *") == {"zstd", "*"}


def test_threads_that_wait_for_a_page_get_the_one_that_was_made():
    application = Application(seconds=0.2)
    cache = cached(application)
    ask(cache, "/other/")
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(lambda _: ask(cache, "/").text, range(4)))
    assert len(set(answers)) == 1
    assert application.count.value == 2


def test_a_host_or_port_makes_no_page_of_its_own():
    application = Application()
    cache = cached(application)
    for host in ("testserver", "testserver:8000", "TESTSERVER", "testserver."):
        ask(cache, "/", HTTP_HOST=host)
    assert application.count.value == 1


def test_letters_that_are_not_written_as_percents_are_read_as_such():
    cache = cached(Application())
    raw = "/?q=cà".encode().decode("latin-1")
    assert "q=c%C3%A0" in ask(cache, raw).text
    assert ask(cache, raw).text == ask(cache, "/?q=c%C3%A0").text
