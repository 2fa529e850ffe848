"""A PDF file cannot take memory and time of the site that its size does not tell of."""

import resource
import subprocess
import sys
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.kit.files import pdf_pages
from portal.kit.files.documents import check_document
from tests.portal.kit.files.test_checking_documents import pdf

OBJECTS = 10_000_000


def swelling() -> bytes:
    """Return a small file whose one stream unpacks to a list of millions of objects."""
    unpacked = b"-1 0 " * OBJECTS
    stream = zlib.compress(unpacked, 9)
    head = (
        b"%%PDF-1.7\n2 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n"
    )
    body = head % (OBJECTS, len(unpacked) - 1, len(stream)) + stream + b"\nendstream\nendobj\n"
    # The catalogue is said to lie in that stream.
    rows = b"".join(
        bytes(row) for row in ([0, 0, 0, 0, 0], [2, 0, 0, 2, 0], [1, 0, 0, 9, 0], [1, 0, 0, 0, 0])
    )
    table = b"3 0 obj\n<</Type/XRef/Size 4/W[1 3 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    start = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + rows + start


def reckoned() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def test_a_file_of_millions_of_objects_costs_the_site_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_pages, "TIMEOUT_SECONDS", 2.0)
    content = swelling()
    assert len(content) < 100_000
    before = reckoned()
    facts = check_document(SimpleUploadedFile("a.pdf", content))
    assert facts.pages is None
    assert reckoned() - before < 1


def test_who_waits_for_the_count_does_not_wait_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "TIMEOUT_SECONDS", 0.001)
    assert check_document(SimpleUploadedFile("a.pdf", pdf(2))).pages is None
    with pdf_pages._TURN:
        assert pdf_pages.count_pages(pdf(2)) is None
    monkeypatch.undo()
    assert pdf_pages.count_pages(pdf(2)) == 2


def test_who_sends_a_file_while_no_process_can_be_started_is_not_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_pages, "_PROGRAM", ("/nowhere/python",))
    assert check_document(SimpleUploadedFile("a.pdf", pdf(2))).pages is None


def test_no_process_of_the_site_holds_the_library_in_its_memory():
    program = "import django, sys; django.setup(); print('pypdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("False\n", 0)
