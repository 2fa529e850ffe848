"""Whatever stands in an address or its query, or is sent to it, is no error of the server.

Which parameters an address knows is written nowhere: they are what it looks for in its query.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.addresses import routes
from tests.portal.exchange.opendata.site import public_rows
from tests.sampling import Some, sampled

pytestmark = pytest.mark.django_db

# A NUL and what is no UTF-8 come to no view: see test_bad_text.py.
NASTY = [
    "' & ! | ) :* %_\\ <script>{{ 7 }}{% x %}\r\nX: y \uffff\u202e\u0301",
    "ắ" * 10_000,
    "9" * 5000,
    "01/01/0001",
    "31/12/9999",
]
# In place of parts of addresses: as numbers of rows, years and months, and as words.
PARTS = ["0000", "9" * 5000, "%2e%2e"]
# Every page knows these; a number that is wrong hides the rest of the query.
OF_EVERY_PAGE = {"co-chu", "trang"}
NO_PARAMETER = "khong-co"
# Of what these look for, the test says it itself.
ALWAYS = {"/tim-kiem/", "/du-lieu/api/chi-tieu.json", "/quy-hoach/cam-ket/"}
# Beside what the other tests of all addresses put in place of parts.
KNOWN = {
    "opendata:set": {"slug": "chi-tieu"},
    "opendata:file": {"slug": "su-kien", "extension": "csv"},
    "opendata:rows": {"slug": "chi-tieu"},
    "en:list": {"listed": "tin-tuc"},
}


def addresses() -> list[str]:
    """One of each route outside the admin."""
    return sorted(
        reverse(route.name, kwargs=KNOWN[route.name]) if route.name in KNOWN else route.address()
        for route in routes()
        if not route.text.startswith("/admin/")
    )


def misshapen() -> list[str]:
    """Each route with named parts, with each of PARTS in their places."""
    named = [route for route in routes() if route.parts and not route.text.startswith("/admin/")]
    return [route.address(**dict.fromkeys(route.parts, part)) for route in named for part in PARTS]


@pytest.fixture
def reader() -> Client:
    """Somebody who reads a site with a row of each kind."""
    public_rows()
    return Client(raise_request_exception=False)


@pytest.fixture
def known(reader: Client, monkeypatch: pytest.MonkeyPatch, some: Some) -> dict[str, set[str]]:
    """The parameters that each address looks for, beside those of every page."""
    addresses_found: set[str] = set()

    def noting(name: str) -> Any:
        original = getattr(QueryDict, name)

        def look(self: QueryDict, key: str, *more: Any) -> Any:
            addresses_found.add(key)
            return original(self, key, *more)

        return look

    found = {}
    with monkeypatch.context() as patched:
        for name in ("get", "getlist", "__getitem__", "__contains__"):
            patched.setattr(QueryDict, name, noting(name))
        for address in {*some(addresses()), *ALWAYS}:
            addresses_found.clear()
            # Some filters look at nothing where nothing is asked.
            reader.get(address, {NO_PARAMETER: ""})
            found[address] = addresses_found - OF_EVERY_PAGE - {NO_PARAMETER}
    return found


def queries(names: set[str]) -> list[dict[str, str]]:
    """Each nasty value in all of the parameters, and a day in each alone: some come to others."""
    together = [dict.fromkeys(names, value) for value in NASTY] if names else []
    alone = names if len(names) > 1 else ()
    return together + [{name: "31/12/9999"} for name in sorted(alone)]


def broken(reader: Client, addresses: Iterable[str]) -> list[tuple[str, int]]:
    """Those that end in an error of the server; files are made while they are read."""
    found = []
    for address in addresses:
        answer = reader.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        if answer.status_code >= 500:
            found.append((address[:120], answer.status_code))
    return found


@sampled(one_in=24)
def test_no_parameter_breaks_an_address(reader, known):
    assert known["/tim-kiem/"] == {"q", "loai", "tu", "den"}
    assert known["/du-lieu/api/chi-tieu.json"] == {"sau", "so-dong"}
    assert "co_quan" in known["/quy-hoach/cam-ket/"]
    addresses = [
        f"{address}?{urlencode(query)}"
        for address, names in known.items()
        for query in queries(names)
    ]
    addresses += [f"/tin-tuc/?{urlencode({name: v})}" for name in OF_EVERY_PAGE for v in NASTY]
    assert broken(reader, addresses) == []


@sampled(one_in=32)
def test_no_part_of_an_address_breaks_it(reader, some):
    assert broken(reader, some(misshapen())) == []


@sampled(one_in=24)
def test_no_method_and_no_content_breaks_an_address(reader, some):
    for method, content_type, content in (
        ("put", "application/json", b'{"a": ['),
        ("post", "multipart/form-data; boundary=x", b"--x\r\nno part"),
    ):
        send = getattr(reader, method)
        answers = [
            (address, send(address, content, content_type=content_type).status_code)
            for address in some(addresses())
        ]
        assert [found for found in answers if found[1] >= 500] == []
