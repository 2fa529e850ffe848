"""Uploaded files are served so that none can act on the page."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from portal.publishing.models import Attachment
from portal.site.media import serve_media
from tests import builders

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
pytestmark = pytest.mark.django_db

PICTURE = "anh/ab/" + "ab" * 16 + "-10x10.jpg"


@pytest.fixture
def media(settings) -> Path:
    root = Path(settings.MEDIA_ROOT)
    (root / PICTURE).parent.mkdir(parents=True)
    (root / PICTURE).write_bytes(b"\xff\xd8\xffpicture")
    (root / "attachments").mkdir()
    (root / "attachments/a.pdf").write_bytes(b"%PDF-1.4")
    (root / "attachments/a.html").write_text("<script>alert(1)</script>")
    (root / ".hidden").write_text("secret")
    (root.parent / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    return root


def get(path: str, **headers: str):
    request = RequestFactory().get("/media/x", headers=headers)
    request.user = AnonymousUser()
    return serve_media(request, path)


def offered(*names: str) -> None:
    """Let a public page hold files of these names."""
    page = builders.article()
    for name in names:
        Attachment.objects.create(publication=page, name="Tệp", file=name, size=1)


def test_it_shows_a_picture_and_lets_it_be_kept_for_good(media: Path) -> None:
    response = get(PICTURE)
    assert response.status_code == 200
    assert b"".join(response) == b"\xff\xd8\xffpicture"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == POLICY


def test_it_gives_anything_else_for_saving(media: Path) -> None:
    offered("attachments/a.pdf", "attachments/a.html")
    pdf, page = get("attachments/a.pdf"), get("attachments/a.html")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == "attachment; filename*=utf-8''T%E1%BB%87p.pdf"
    assert pdf["Cache-Control"] == "public, max-age=300"
    assert page["Content-Type"] == "application/octet-stream"
    assert page["Content-Disposition"] == "attachment; filename*=utf-8''T%E1%BB%87p.html"


def test_it_sends_nothing_again_that_has_not_changed(media: Path) -> None:
    first = get(PICTURE)
    by_tag = get(PICTURE, if_none_match=first["ETag"])
    by_time = get(PICTURE, if_modified_since=first["Last-Modified"])
    assert (by_tag.status_code, by_time.status_code) == (304, 304)
    assert by_tag["ETag"] == first["ETag"]
    os.utime(media / PICTURE, (1, 1))
    assert get(PICTURE, if_none_match=first["ETag"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "attachments/../../secret.txt",
        "/etc/passwd",
        "link.txt",
        ".hidden",
        "anh",
        "",
        "nothing.jpg",
        "a\x00.jpg",
        "x" * 5000,
    ],
)
def test_it_knows_no_file_but_those_below_the_media_folder(media: Path, path: str) -> None:
    if len(path) < 200 and path.isprintable():
        # Whatever a row says.
        offered(path)
    with pytest.raises(Http404):
        get(path)


def test_it_answers_no_other_method(media: Path) -> None:
    assert serve_media(RequestFactory().post("/media/x"), PICTURE).status_code == 405
