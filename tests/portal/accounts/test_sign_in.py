import pytest
from allauth.mfa.models import Authenticator

from portal.accounts.roles import PUBLISH, Role
from tests import builders

pytestmark = pytest.mark.django_db


PASSWORD = "mat khau rat dai"


def sign_in(client, username, password=PASSWORD):
    return client.post("/tai-khoan/login/", {"login": username, "password": password})


def test_staff_come_to_their_desk_after_signing_in(client):
    builders.reporter()
    assert sign_in(client, "phongvien")["Location"] == "/admin/"


def test_a_representative_comes_to_the_desk_of_enterprises(client):
    builders.person("dn-a", Role.REPRESENTATIVE)
    assert sign_in(client, "dn-a")["Location"] == "/doanh-nghiep/cua-toi/"


def test_one_signs_in_by_e_mail_too(client):
    builders.person("dn-a", Role.REPRESENTATIVE, email="a@example.vn")
    assert sign_in(client, "a@example.vn")["Location"] == "/doanh-nghiep/cua-toi/"


def test_a_wrong_password_is_said_on_the_page(client):
    builders.reporter()
    response = sign_in(client, "phongvien", "sai")
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_nobody_opens_an_account_by_themselves(client):
    page = client.post(
        "/tai-khoan/signup/",
        {
            "username": "la",
            "email": "la@example.vn",
            "password1": "mat khau rat dai",
            "password2": "mat khau rat dai",
        },
    )
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(builders.publisher())
    assert client.get("/admin/")["Location"] == "/tai-khoan/2fa/"


def test_staff_with_a_second_factor_work(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    user = builders.publisher()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_a_reader_gets_no_cookie(client):
    builders.article()
    for url in ("/", "/tin-tuc/", "/tin-tuc/mat-do-dien-thoai/", "/gioi-thieu/", "/khong-co/"):
        assert client.get(url).cookies == {}, url


@pytest.mark.parametrize(
    ("role", "may_publish"),
    [
        (Role.REPORTER, False),
        (Role.EDITOR, False),
        (Role.PUBLISHER, True),
        (Role.REPRESENTATIVE, False),
    ],
)
def test_only_publishers_may_publish(role, may_publish):
    assert builders.person("ai-do", role).has_perm(PUBLISH) is may_publish
