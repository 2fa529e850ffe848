"""What is somebody's own stays with them, and a staff account is none without its second factor."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.media.pictures.models import Picture
from portal.publishing.models import State
from tests import builders
from tests.portal.media.pictures.samples import jpeg

pytestmark = pytest.mark.django_db
PRIVATE = "private, no-store"
ACCOUNT = ["login/", "password/reset/", "password/change/", "email/", "2fa/", "2fa/recovery-codes/"]


def cache_of(client: Client, url: str) -> str:
    return str(client.get(url).headers.get("Cache-Control", ""))


@pytest.mark.parametrize("page", ACCOUNT)
def test_account_pages_are_kept_by_nobody(client: Client, page: str) -> None:
    assert cache_of(client, f"/tai-khoan/{page}") == PRIVATE
    client.force_login(builders.editor())
    assert cache_of(client, f"/tai-khoan/{page}") == PRIVATE


def test_recovery_codes_are_kept_by_nobody(client: Client) -> None:
    user = builders.editor()
    codes = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.create(user=user, type=codes, data={"seed": "a" * 40, "used_mask": 0})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 2_000_000_000}]
    session.save()
    for page in ("", "download/", "generate/"):
        assert cache_of(client, f"/tai-khoan/2fa/recovery-codes/{page}") == PRIVATE


@pytest.mark.parametrize("url", ["/", "/admin/", "/tin-tuc/", "/khong-co/", "/admin/so-tay/"])
def test_what_somebody_signed_in_is_answered_is_theirs(client: Client, url: str) -> None:
    before = cache_of(client, url)
    client.force_login(builders.editor())
    assert cache_of(client, url) == PRIVATE
    if url in ("/", "/tin-tuc/"):
        assert before != PRIVATE


def test_pictures_for_all_are_kept_by_the_browser(client: Client, media: Path) -> None:
    client.force_login(builders.editor())
    client.post("/tai-len/anh/", {"upload": jpeg()})
    assert "immutable" in cache_of(client, Picture.objects.get().url)


# --- the second factor ---------------------------------------------------------------------------


@pytest.fixture(params=["no step", "codes alone"])
def half(client: Client, settings: object, request: pytest.FixtureRequest) -> Client:
    """A publisher's browser, signed in by the password alone: codes alone ask for nothing."""
    settings.STAFF_MFA_REQUIRED = True  # type: ignore[attr-defined]  # pytest-django's
    user = builders.publisher()
    if request.param == "codes alone":
        codes = Authenticator.Type.RECOVERY_CODES
        Authenticator.objects.create(user=user, type=codes, data={"seed": "a" * 40})
    client.force_login(user)
    return client


def test_no_picture_is_taken_from_half_an_account(half: Client, media: Path) -> None:
    assert half.post("/tai-len/anh/", {"upload": jpeg()}).status_code == 403
    assert not Picture.objects.exists()


def test_half_an_account_reads_as_a_reader(half: Client, media: Path) -> None:
    page = builders.article("Bí mật", state=State.DRAFT)
    file = page.attachments.create(
        name="Phụ lục", file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"), size=8
    )
    for url, status in ((page.path, 404), (file.file.url, 404), ("/doanh-nghiep/cua-toi/", 302)):
        answer = half.get(url)
        assert answer.status_code == status, url
        assert "Bí mật" not in answer.text


def test_the_admin_leads_half_an_account_to_the_second_step(half: Client) -> None:
    assert half.get("/admin/").headers["Location"] == "/tai-khoan/2fa/"
    assert half.get("/tai-khoan/email/").status_code == 200


def test_a_whole_account_is_the_staffs(half: Client, media: Path) -> None:
    user = User.objects.get()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "a"})
    assert half.post("/tai-len/anh/", {"upload": jpeg()}).json()["uploaded"] == 1


# --- a password that is forgotten ----------------------------------------------------------------

RESET = "/tai-khoan/password/reset/"


@pytest.mark.usefixtures("letters_at_once")
def test_nobody_is_written_to_who_has_no_account(client: Client) -> None:
    cache.clear()
    known = builders.person("co-that", email="co-that@example.vn")
    addresses = [
        client.post(RESET, {"email": email}).headers["Location"]
        for email in ("nguoi-la@example.vn", known.email)
    ]
    assert addresses[0] == addresses[1]  # and who asks is not told which of them exists
    assert [letter.to for letter in mail.outbox] == [[known.email]]


@pytest.mark.usefixtures("letters_at_once")
def test_one_account_gets_three_letters_an_hour_whoever_asks(client: Client) -> None:
    cache.clear()
    builders.person("co-that", email="co-that@example.vn")
    for number in range(6):
        client.post(RESET, {"email": "co-that@example.vn"}, REMOTE_ADDR=f"10.0.0.{number}")
    assert len(mail.outbox) == 3


def test_a_new_key_keeps_sessions_while_the_old_one_is_named(client: Client, settings: Any) -> None:
    client.force_login(builders.editor())
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [old]
    assert client.get("/admin/").status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "m" * 50, []
    assert client.get("/admin/").status_code == 302
