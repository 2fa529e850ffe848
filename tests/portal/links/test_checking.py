"""Foreign links are checked patiently, and nothing is called dead for want of a network."""

import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.links import checker, guard, tasks
from portal.links.checker import check_due, forget_unused
from portal.links.client import FetchResult, _Connection, fetch
from portal.links.guard import NoAnswer, Refused
from portal.publishing.models import ExternalAddress, Link, LinkState, State
from tests import builders

URL = "https://example.vn/a"
OTHER = "https://khac.vn/b"


def page(*urls, **fields):
    body = "".join(f'<p><a href="{url}">Văn bản</a></p>' for url in urls)
    return builders.article(body=body, **fields)


def fetcher(answers):
    """A fetcher that knows some answers and gets none elsewhere; `requests` has them in order."""

    def get(url):
        get.requests.append(url)
        if isinstance(answers.get(url), int):
            return FetchResult(answers[url])
        raise answers.get(url) or NoAnswer("name not found")

    get.requests = []
    return get


def run(answers, **options):
    return check_due(get=fetcher(answers), sleep=lambda _seconds: None, **options)


def row(url=URL):
    return ExternalAddress.objects.get(url=url)


@pytest.mark.django_db
def test_a_dead_address_is_tried_after_an_hour_a_day_and_three_days_and_then_called_dead():
    page(URL)
    now, waits = timezone.now(), []
    for _ in range(4):
        run({URL: 404}, now=now)
        waits.append(row().next_check_at - now)
        states = row().state
        now = row().next_check_at
    hour, day = timedelta(hours=1), timedelta(days=1)
    assert waits == [hour, day, 3 * day, 7 * day]
    assert (states, row().failures, row().reason) == (LinkState.DEAD, 4, "HTTP 404")
    run({URL: 200}, now=now)
    assert (row().state, row().failures, row().reason) == (LinkState.ALIVE, 0, "")


@pytest.mark.django_db
def test_an_address_is_not_asked_before_its_time():
    page(URL)
    assert run({URL: 404}).checked == 1
    assert run({URL: 404}).checked == 0


@pytest.mark.django_db
@pytest.mark.parametrize("status", [200, 206, 401, 403, 429, 503])
def test_a_page_that_is_not_for_programs_is_not_dead(status):
    page(URL)
    run({URL: status})
    assert (row().state, row().status) == (LinkState.ALIVE, status)


@pytest.mark.django_db
def test_without_a_network_it_stops_says_so_and_marks_nothing():
    page(OTHER)
    run({OTHER: 200})
    page(*[f"https://h{number}.vn/" for number in range(9)], title="Hai")
    get = fetcher({})
    report = check_due(get=get, sleep=lambda _seconds: None)
    assert (report.network, report.checked) == (False, 0)
    assert get.requests == [*(f"https://h{n}.vn/" for n in range(checker.MAX_SILENT)), OTHER]
    rows = ExternalAddress.objects.exclude(url=OTHER)
    assert set(rows.values_list("state", flat=True)) == {LinkState.NEW}


@pytest.mark.django_db
def test_where_nobody_has_ever_answered_all_are_asked_before_the_network_is_doubted():
    dead = [f"https://h{number}.vn/" for number in range(9)]
    page(*dead)
    assert run({}).network is False
    page(URL, title="Hai")
    report = run({URL: 200})
    assert (report.network, report.checked) == (True, 10)
    assert (row().state, row(dead[0]).state) == (LinkState.ALIVE, LinkState.FAILING)


@pytest.mark.django_db
def test_a_silent_host_counts_once_another_has_answered():
    page(URL, OTHER)
    report = run({OTHER: 200})
    assert (report.network, row().state, row().reason) == (True, "failing", "name not found")


@pytest.mark.django_db
def test_an_address_at_which_the_check_itself_breaks_keeps_no_other_waiting(caplog):
    page(URL)
    page(OTHER, title="Hai")
    report = run({URL: ValueError("A string literal cannot contain NUL"), OTHER: 200})
    assert (report.network, report.checked) == (True, 2)
    assert (row().state, row().reason) == (LinkState.FAILING, "no answer: ValueError")
    assert row(OTHER).state == LinkState.ALIVE
    assert URL in caplog.text


@pytest.mark.django_db
def test_where_only_a_silent_host_is_due_one_that_answered_before_is_the_witness():
    page(OTHER)
    run({OTHER: 200})
    page(URL, title="Hai")
    assert run({}).network is False
    assert row().state == LinkState.NEW
    assert run({OTHER: 200}).network is True
    assert row().state == LinkState.FAILING


@pytest.mark.django_db
def test_an_address_of_our_own_network_fails_without_being_asked():
    page(URL)
    run({URL: Refused("10.0.0.1")})
    assert (row().state, row().reason) == (LinkState.FAILING, "not a public address")


@pytest.mark.django_db
def test_one_host_is_asked_slowly_and_not_without_end():
    page(*[f"https://mot.vn/{number}" for number in range(25)])
    waits = []
    answers = {f"https://mot.vn/{number}": 200 for number in range(25)}
    assert check_due(get=fetcher(answers), sleep=waits.append).checked == checker.MAX_OF_HOST
    assert len(waits) == checker.MAX_OF_HOST - 1
    assert all(0 < wait <= checker.PAUSE for wait in waits)


@pytest.mark.django_db
def test_a_host_with_many_links_keeps_no_other_waiting():
    many = [f"https://mot.vn/{number}" for number in range(40)]
    page(*many)
    ExternalAddress.objects.update(next_check_at=timezone.now() - timedelta(days=1))
    page(URL, "https://ba.vn/")
    answers = dict.fromkeys([*many, URL, "https://ba.vn/"], 200)
    assert run(answers, limit=21).checked == 21
    assert (row().state, row("https://ba.vn/").checked_at) == (LinkState.ALIVE, None)


@pytest.mark.django_db
def test_links_of_withdrawn_pages_are_not_asked_and_unused_addresses_are_forgotten():
    article = page(URL, state=State.DRAFT, published_at=None)
    type(article).objects.filter(pk=article.pk).update(state=State.BINNED)
    assert run({URL: 404}).checked == 0
    assert forget_unused() == 0
    Link.objects.all().delete()
    assert forget_unused() == 1


@pytest.mark.django_db
def test_the_command_and_the_task_say_that_there_is_no_network(monkeypatch, caplog):
    page(URL)
    nothing = checker.CheckReport(network=False)
    for module in ("portal.site.management.commands.check_links", "portal.links.tasks"):
        monkeypatch.setattr(f"{module}.check_due", lambda **_options: nothing)
    with pytest.raises(CommandError, match="No network"):
        call_command("check_links")
    assert tasks.check_links.call()["network"] is False
    assert "no network" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1"),
        *("::ffff:8.8.8.8", "2002:7f00:1::", "64:ff9b::7f00:1"),
    ],
)
def test_places_that_are_not_public_are_refused(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_the_open_internet_is_public(address):
    assert guard.is_public(address)


def test_a_name_with_one_address_inside_is_refused(monkeypatch):
    found = [(0, 0, 0, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(guard.socket, "getaddrinfo", lambda *_args, **_options: found)
    with pytest.raises(Refused):
        guard.resolve("example.vn", 80)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:5432/", "http://[::1]/", "ftp://example.vn/"]
)
def test_the_fetcher_asks_no_place_of_our_own(url):
    with pytest.raises(Refused):
        fetch(url)


class _Site(BaseHTTPRequestHandler):
    requests: list[str]

    def do_HEAD(self):
        self.requests.append(f"HEAD {self.path}")
        if self.path == "/drops-head":
            self.close_connection = True
            return
        if self.path == "/hangs-at-head":
            self.rfile.read()
            return
        where = {"/moved": "/here", "/inside": "http://10.0.0.1/", "/round": "/round"}
        where |= {"/nonsense": "http://[x/", "/nul": "/here\0", "/nul-in-name": "//127.0.0.1\0x/"}
        if self.path in where:
            self.send_response(301)
            self.send_header("Location", where[self.path])
        else:
            self.send_response({"/here": 200, "/no-head": 405}.get(self.path, 404))
        self.end_headers()

    def do_GET(self):
        self.requests.append(f"GET {self.path}")
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()
        self.wfile.write(b"x" * 100)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    handler = type("Site", (_Site,), {"requests": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler.requests
    server.shutdown()
    server.server_close()


def ask(url):
    return fetch(url, allowed=lambda ip: ip == "127.0.0.1", timeout=5)


def test_head_is_enough_where_it_answers(site):
    address, requests = site
    assert ask(f"{address}/here") == FetchResult(200)
    assert requests == ["HEAD /here"]


def test_get_decides_where_head_is_not_liked(site):
    address, requests = site
    assert ask(f"{address}/no-head") == FetchResult(200)
    assert ask(f"{address}/gone") == FetchResult(404)
    assert requests == ["HEAD /no-head", "GET /no-head", "HEAD /gone", "GET /gone"]


@pytest.mark.parametrize("path", ["/drops-head", "/hangs-at-head"])
def test_get_decides_where_head_has_no_answer(site, path):
    address, requests = site
    result = fetch(f"{address}{path}", allowed=lambda ip: ip == "127.0.0.1", timeout=1)
    assert result == FetchResult(200)
    assert requests == [f"HEAD {path}", f"GET {path}"]


def test_a_move_for_good_is_told(site):
    address, _requests = site
    assert ask(f"{address}/moved") == FetchResult(200, moved_to=f"{address}/here")


def test_a_redirect_into_our_own_network_is_refused(site):
    address, requests = site
    with pytest.raises(Refused):
        ask(f"{address}/inside")
    assert requests == ["HEAD /inside"]


def test_a_redirect_without_end_is_no_answer(site):
    address, _requests = site
    with pytest.raises(NoAnswer, match="too many redirects"):
        ask(f"{address}/round")


@pytest.mark.parametrize("path", ["/nonsense", "/nul", "/nul-in-name"])
def test_a_redirect_to_what_is_no_address_is_no_answer(site, path):
    address, _asked = site
    with pytest.raises(NoAnswer, match="no address"):
        ask(f"{address}{path}")


def test_what_is_no_name_of_a_host_is_no_answer():
    with pytest.raises(NoAnswer, match="no address"):
        _Connection("a b.vn", 80, ip="127.0.0.1", secure=False, ends=time.monotonic() + 9)


def test_a_closed_door_is_no_answer(site):
    with pytest.raises(NoAnswer, match="no connection"):
        ask("http://127.0.0.1:1/")
