"""What people read is Vietnamese, also where Django and django-allauth wrote the words."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account import app_settings as account_settings
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin import site
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from portal.accounts.models import User
from tests import builders
from tests.sampling import sampled

pytestmark = pytest.mark.django_db

PASSWORD = "mat khau rat dai"


@pytest.fixture(autouse=True)
def _as_often_as_you_like(settings: Any, letters_at_once: None) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The texts that somebody asks the Vietnamese catalogs for in vain."""
    found: set[str] = set()
    known = trans_real.translation("vi")
    known_texts: Any = known._catalog
    gettext_found = trans_real.gettext

    def gettext(message: str) -> str:
        if translation.get_language() == "vi" and message and message not in known_texts:
            found.add(str(message))
        return gettext_found(message)

    monkeypatch.setattr(trans_real, "gettext", gettext)
    monkeypatch.setattr(translation._trans, "gettext", gettext)
    return found


@pytest.fixture
def administrator() -> User:
    return builders.person("quantri", is_superuser=True, email="quantri@example.vn")


@pytest.fixture
def at_work(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_the_watch_sees_english(english):
    assert translation.gettext("Enter a valid date.") == (
        "Không có ngày như vậy, hoặc viết chưa đúng dạng; hãy viết ngày/tháng/năm, "
        "ví dụ 30/11/2026."
    )
    assert translation.gettext("Not said in Vietnamese yet") == "Not said in Vietnamese yet"
    assert english == {"Not said in Vietnamese yet"}


def test_signing_in_and_its_errors_are_vietnamese(client, administrator, english):
    client.get("/tai-khoan/login/")
    client.post("/tai-khoan/login/", {"login": "", "password": ""})
    page = client.post("/tai-khoan/login/", {"login": "quantri", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.text
    client.get("/tai-khoan/signup/")
    client.get("/tai-khoan/inactive/")
    client.get("/tai-khoan/confirm-email/khong-co/")
    assert english == set()


@pytest.mark.parametrize("address", ["quantri@example.vn", "la@example.vn", "khong phai"])
def test_a_forgotten_password_is_answered_in_vietnamese(client, administrator, english, address):
    client.get("/tai-khoan/password/reset/")
    client.post("/tai-khoan/password/reset/", {"email": address})
    client.get("/tai-khoan/password/reset/done/")
    client.get("/tai-khoan/password/reset/key/1-khong-co/")
    # No letter goes to somebody who has no account here.
    assert len(mail.outbox) == (address == "quantri@example.vn")
    for sent in mail.outbox:
        assert "Kính gửi Anh/Chị," in sent.body
    assert english == set()


def test_ones_own_account_is_vietnamese(at_work, administrator, english, settings):
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    at_work.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    EmailAddress.objects.create(user=administrator, email=administrator.email, primary=True)
    for address in ("logout", "password/change", "email", "reauthenticate", "2fa"):
        assert at_work.get(f"/tai-khoan/{address}/").status_code == 200, address
    wrong = {"oldpassword": "sai", "password1": "123", "password2": "124"}
    at_work.post("/tai-khoan/password/change/", wrong)
    right = {
        "oldpassword": PASSWORD,
        "password1": "cau Truong Tien",
        "password2": "cau Truong Tien",
    }
    at_work.post("/tai-khoan/password/change/", right, follow=True)
    typed = {"action_send": "", "email": "quantri@example.vn"}
    at_work.post("/tai-khoan/email/", typed, follow=True)
    assert [sent.subject for sent in mail.outbox] == [
        "[Sở Bưu chính, Viễn thông] Đã đổi mật khẩu",
        "[Sở Bưu chính, Viễn thông] Vui lòng xác nhận địa chỉ thư điện tử",
    ]
    assert all("Kính gửi Anh/Chị," in sent.body for sent in mail.outbox)
    at_work.post("/tai-khoan/logout/", follow=True)
    assert english == set()


def test_who_asks_too_often_reads_so_on_a_page_of_the_site(at_work, english, settings):
    settings.ACCOUNT_RATE_LIMITS = {"change_password": "1/d/user"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    at_work.post("/tai-khoan/password/change/", {})
    page = at_work.post("/tai-khoan/password/change/", {})
    assert page.status_code == 429
    assert "<h1>Quá nhiều yêu cầu</h1>" in page.text
    assert "lâu nhất một giờ" in page.text
    assert "hộp thư rác" not in page.text
    assert english == set()


def test_who_asks_for_many_letters_is_told_where_they_may_be(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/h/key"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for _number in range(2):
        page = client.post("/tai-khoan/password/reset/", {"email": "ai-do@so.example"})
    assert page.status_code == 429
    assert "lâu nhất một giờ" in page.text
    assert "hộp thư rác" in page.text


@pytest.mark.parametrize("limits", [account_settings.RATE_LIMITS, mfa_settings.RATE_LIMITS])
def test_no_limit_is_longer_than_the_page_says(limits):
    rates = [rate for each in limits.values() for rate in parse_rates(each)]
    assert max(rate.duration for rate in rates) <= 3600


def test_the_second_step_is_vietnamese(at_work, administrator, english):
    at_work.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    assert at_work.get("/tai-khoan/2fa/totp/activate/").status_code == 200
    at_work.post("/tai-khoan/2fa/totp/activate/", {"code": "1"})
    TOTP.activate(administrator, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(administrator)
    for address in ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"):
        assert at_work.get(f"/tai-khoan/2fa/{address}").status_code == 200, address
    at_work.post("/tai-khoan/2fa/recovery-codes/generate/", follow=True)
    stranger = Client()
    sign_in = {"login": "quantri", "password": PASSWORD}
    assert stranger.post("/tai-khoan/login/", sign_in)["Location"] == "/tai-khoan/2fa/authenticate/"
    stranger.get("/tai-khoan/2fa/authenticate/")
    stranger.post("/tai-khoan/2fa/authenticate/", {"code": "sai"})
    assert english == set()


@sampled(one_in=18)
def test_every_list_and_form_of_the_admin_is_vietnamese(at_work, english, some):
    builders.article(section=builders.section(), topics=[])
    request = at_work.get("/admin/").wsgi_request
    for model in some(site._registry):
        admin = site._registry[model]
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        at_work.get(reverse(f"{place}_changelist"), {"q": "giao ban"})
        if admin.has_add_permission(request):
            at_work.get(reverse(f"{place}_add"))
            at_work.post(reverse(f"{place}_add"), {})
        if row := model._default_manager.first():
            for page in ("change", "history", "delete"):
                at_work.get(reverse(f"{place}_{page}", args=[row.pk]))
    assert english == set()


def test_the_scripts_of_the_admin_speak_vietnamese(at_work):
    words = at_work.get("/admin/jsi18n/").text
    assert '"Cancel": "H\\u1ee7y"' in words
    assert '"Noon": "12 gi\\u1edd"' in words


def test_sections_are_listed_by_kinds_that_people_know(at_work):
    builders.section()
    page = at_work.get("/admin/portal/section/?kind=article").text
    assert '<td data-label="Loại" class="field-kind_label">bài viết</td>' in page
    assert '<a href="?kind=article">bài viết</a>' in page
    assert "field-name" not in at_work.get("/admin/portal/section/?kind=page").text
