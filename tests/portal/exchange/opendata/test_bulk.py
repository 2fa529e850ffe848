"""The file of all open data: whole, checked by sums, never half written, and of bounded size."""

import hashlib
import io
import json
import tracemalloc
from itertools import repeat
from zipfile import ZipFile

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command

from portal.exchange.datafiles.tables import Dataset, Table
from portal.exchange.opendata import bulk as bulk_module
from portal.exchange.opendata.bulk import current_bulk, folder, write_bulk
from portal.exchange.opendata.sets import OpenSet, open_sets
from tests.portal.exchange.opendata.site import SECRET, hidden_rows, public_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_it_holds_every_table_of_every_set_with_its_sum(client):
    public_rows()
    bulk = write_bulk()
    with ZipFile(bulk.path) as book:
        names = set(book.namelist())
        found = json.loads(book.read("manifest.json"))
        assert {each["name"] for each in found["files"]} == names - {"manifest.json"}
        for each in found["files"]:
            data = book.read(each["name"])
            assert (len(data), hashlib.sha256(data).hexdigest()) == (each["size"], each["sha256"])
        for opened in open_sets().values():
            for table in opened.dataset().every_table():
                assert f"{opened.slug}/{table.name}.csv" in names
            assert json.loads(book.read(f"{opened.slug}.json"))
        # Pages with data of their own are in it, too.
        figures = book.read("chi-tieu/mat-do-dien-thoai/observations.csv").decode()
    assert "30.5" in figures
    assert found["versions"] == {each.slug: each.version for each in open_sets().values()}


def test_nothing_hidden_gets_into_it():
    public_rows()
    hidden_rows()
    with ZipFile(write_bulk().path) as book:
        leaks = [name for name in book.namelist() if SECRET in book.read(name).decode()]
        assert leaks == []
        assert "Tin hiện" in book.read("tin-tuc.json").decode()


def test_readers_get_it_with_size_day_and_sum(client):
    assert client.get("/du-lieu/toan-bo.zip").status_code == 404
    assert "tệp đầu tiên chưa được ghi" in client.get("/du-lieu/").text
    public_rows()
    bulk = write_bulk()
    page = client.get("/du-lieu/").text
    assert bulk.sha256 in page
    assert 'href="/du-lieu/toan-bo.zip"' in page
    answer = client.get("/du-lieu/toan-bo.zip")
    data = answer.getvalue()
    assert hashlib.sha256(data).hexdigest() == bulk.sha256
    assert ZipFile(io.BytesIO(data)).testzip() is None
    again = client.get("/du-lieu/toan-bo.zip", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    found = json.loads(client.get("/du-lieu/dcat.jsonld").content)
    [file] = found["dcat:dataset"][-1]["dcat:distribution"]
    assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == bulk.sha256
    assert file["dcat:byteSize"]["@value"] == str(bulk.size)


def test_a_writing_that_fails_leaves_the_one_before(monkeypatch):
    before = write_bulk()
    monkeypatch.setattr(bulk_module, "json_pieces", lambda data: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_bulk()
    assert current_bulk() == before
    names = sorted(path.name for path in folder().iterdir())
    assert names == [".lock", "current.json", before.path.name]


def test_a_new_one_takes_the_place_of_the_old_one(client):
    before = write_bulk()
    public_rows()
    after = write_bulk()
    assert current_bulk() == after != before
    assert not before.path.exists()


def test_of_two_that_are_written_at_once_the_later_one_stays(monkeypatch):
    parts, later = bulk_module._files, []

    def overtaken():
        monkeypatch.setattr(bulk_module, "_files", parts)
        later.append(write_bulk())
        yield "tin-tuc.json", [b"[]"]

    monkeypatch.setattr(bulk_module, "_files", overtaken)
    assert write_bulk() == later[0] == current_bulk()
    assert list(folder().glob("*.zip")) == [later[0].path]


@pytest.mark.parametrize("text", ["", "{", '{"file": "weg.zip", "size": 1}', "[]"])
def test_what_is_broken_on_disk_counts_as_none(client, text):
    folder().mkdir()
    (folder() / "current.json").write_text(text)
    assert current_bulk() is None
    assert client.get("/du-lieu/").status_code == 200


def test_it_needs_little_memory_however_many_rows(monkeypatch):
    columns = open_sets()["tin-tuc"].dataset().tables[0].columns[:2]
    rows = 25_000
    table = Table("many", "Nhiều", columns, lambda: repeat((1, "x" * 200), rows))
    many = OpenSet("nhieu", "Nhiều", "", lambda: Dataset("nhieu", "", (), (table,)), None)
    monkeypatch.setattr(bulk_module, "open_sets", lambda: {"nhieu": many})
    tracemalloc.start()
    try:
        bulk = write_bulk()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    with ZipFile(bulk.path) as book:
        assert book.getinfo("nhieu/many.csv").file_size > 5_000_000
    assert peak < 4_000_000


def test_it_is_written_each_day_and_by_hand(capsys):
    assert "portal.exchange.opendata.bulk.write_open_data" in project_settings.PERIODIC_TASKS
    call_command("write_open_data")
    assert current_bulk().sha256 in capsys.readouterr().out
