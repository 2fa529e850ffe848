"""A file may be sent by the server in front, which is led there by an answer of the site only."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.kit.proxies import trusted_networks
from tests import builders


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "hội nghị.png").write_bytes(b"png")
    return "/media/anh/hội nghị.png"


@pytest.mark.parametrize(("proxies", "sends"), [(["127.0.0.1"], True), ([], False)])
def test_only_a_trusted_server_is_led_to_a_file(client, settings, picture, proxies, sends):
    settings.TRUSTED_PROXIES = trusted_networks(proxies)
    response = client.get(picture, headers={"X-Accel-Media": "1"})
    assert response.status_code == 200
    assert response.get("X-Accel-Redirect") == (
        "/.media/anh/h%E1%BB%99i%20ngh%E1%BB%8B.png" if sends else None
    )
    body = b"" if sends else b"png"
    assert (b"".join(response) if response.streaming else response.content) == body
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline; filename")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
def test_an_attached_file_is_handed_over_at_the_address_that_readers_have(client, settings, media):
    settings.TRUSTED_PROXIES = trusted_networks(["127.0.0.1"])
    found = builders.article().attachments.create(
        name="Phụ lục", file=SimpleUploadedFile("phu-luc.pdf", b"%PDF-1.4"), size=8
    )
    response = client.get(found.address, headers={"X-Accel-Media": "1"})
    assert response["X-Accel-Redirect"] == f"/.media/{found.file.name}"
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.django_db
def test_what_nobody_may_have_leads_nowhere(client, settings, picture):
    settings.TRUSTED_PROXIES = trusted_networks(["127.0.0.1"])
    (settings.MEDIA_ROOT / "attachments").mkdir()
    (settings.MEDIA_ROOT / "attachments" / "nhap.pdf").write_bytes(b"%PDF")
    for path in ("/media/attachments/nhap.pdf", "/.media/attachments/nhap.pdf"):
        response = client.get(path, headers={"X-Accel-Media": "1"})
        assert response.status_code == 404
        assert "X-Accel-Redirect" not in response
