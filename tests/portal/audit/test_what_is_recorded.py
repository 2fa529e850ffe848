"""Sign-ins, changes of shared records and steps of publications are written down with values."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from news.articles.models import Author
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.kit.text.sorting import sort_key
from portal.media.pictures.intake import store_picture
from portal.media.pictures.models import Picture
from portal.publishing import workflow
from portal.publishing.models import Section, State, Topic
from portal.search.models import Abbreviation
from tests import builders
from tests.portal.audit.rows import entries
from tests.portal.media.pictures import samples

pytestmark = pytest.mark.django_db
PASSWORD = "mat khau rat dai"
DUYET, QUANTRI = "duyet", "quantri"


@pytest.fixture(autouse=True)
def _no_rate_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def at_work(client):
    """A signed-in publisher; what signing in has written is not looked at."""
    client.force_login(builders.publisher(DUYET))
    return client


@pytest.fixture
def administrator(client):
    client.force_login(builders.person(QUANTRI, is_superuser=True))
    return client


def since_signing_in():
    return entries()[1:]


# --- sign-ins -------------------------------------------------------------------------------------


def test_signing_in_and_out_is_written_down_with_its_address(client):
    builders.person("an", first_name="An", last_name="Nguyễn")
    client.post("/tai-khoan/login/", {"login": "an", "password": PASSWORD}, REMOTE_ADDR="10.1.2.3")
    client.post("/tai-khoan/logout/", REMOTE_ADDR="10.1.2.3")
    assert entries() == [
        ("Nguyễn An (an)", "signed_in", "Nguyễn An", {}, {}),
        ("Nguyễn An (an)", "signed_out", "Nguyễn An", {}, {}),
    ]
    assert [row.ip for row in AuditEntry.objects.all()] == ["10.1.2.3", "10.1.2.3"]


@pytest.mark.parametrize("typed", ["an", "AN", "an@example.vn"])
def test_a_failed_sign_in_names_the_account_and_nobody_as_doer(client, typed):
    builders.person("an", email="an@example.vn")
    client.post("/tai-khoan/login/", {"login": typed, "password": "sai-bi-mat"})
    assert entries() == [("", "sign_in_failed", "an", {}, {"with": "password"})]


def test_a_password_typed_as_a_name_is_not_kept(client):
    client.post("/tai-khoan/login/", {"login": "mat-khau-cua-toi", "password": "sai-bi-mat"})
    assert entries() == [("", "sign_in_failed", "", {}, {"with": "password"})]
    assert "bi-mat" not in str(list(AuditEntry.objects.values()))
    assert "mat-khau" not in str(list(AuditEntry.objects.values()))


def test_a_changed_password_is_written_down_without_it(client):
    user = builders.person("an")
    client.force_login(user)
    new = {"oldpassword": PASSWORD, "password1": "cau Truong Tien", "password2": "cau Truong Tien"}
    client.post("/tai-khoan/password/change/", new)
    assert ("an", "password_changed", "an", {}, {}) in entries()
    user.refresh_from_db()
    kept = str(list(AuditEntry.objects.values()))
    assert "Truong Tien" not in kept
    assert user.password not in kept


def test_a_second_factor_set_and_removed_is_written_down(
    client, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: [1])
    builders.person("an")
    client.post("/tai-khoan/login/", {"login": "an", "password": PASSWORD})
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    client.get("/tai-khoan/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, 1))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/tai-khoan/2fa/totp/activate/", {"code": code})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/tai-khoan/2fa/totp/deactivate/")
    assert [row for row in since_signing_in() if "totp" in str(row)] == [
        ("an", "second_factor_set", "an", {}, {"type": "totp"}),
        ("an", "second_factor_removed", "an", {"type": "totp"}, {}),
    ]
    assert secret not in str(list(AuditEntry.objects.values()))


def test_a_wrong_second_factor_is_a_failed_sign_in(client):
    user = builders.person("an")
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    client.post("/tai-khoan/login/", {"login": "an", "password": PASSWORD})
    client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"})
    assert entries() == [("", "sign_in_failed", "an", {}, {"with": "totp"})]


# --- shared records -------------------------------------------------------------------------------


def test_an_added_record_is_kept_with_all_its_values(at_work):
    at_work.post("/admin/portal/topic/add/", {"name": "Tần số", "slug": "tan-so"})
    topic = Topic.objects.get()
    values = {"id": topic.pk, "name": "Tần số", "name_en": "", "slug": "tan-so", "description": ""}
    values["sort_key"] = sort_key("Tần số")
    assert since_signing_in() == [(DUYET, "added", "Tần số", {}, values)]


@pytest.mark.parametrize(
    ("make", "typed", "old", "new"),
    [
        (
            lambda: Topic.objects.create(name="Cũ", slug="cu"),
            {"name": "Mới", "slug": "cu", "description": ""},
            {"name": "Cũ"},
            {"name": "Mới"},
        ),
        (
            lambda: Abbreviation.objects.create(short="KTS", long="kỹ thuật số"),
            {"short": "KTS", "long": "kỹ thuật số hóa"},
            {"long": "kỹ thuật số"},
            {"long": "kỹ thuật số hóa"},
        ),
        (
            lambda: Author.objects.create(name="Lê Văn Cũ"),
            {"name": "Lê Văn Mới", "post": ""},
            {"name": "Lê Văn Cũ"},
            {"name": "Lê Văn Mới"},
        ),
    ],
)
def test_a_changed_record_is_kept_with_old_and_new_values(at_work, make, typed, old, new):
    record = make()
    place = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    response = at_work.post(reverse(place, args=[record.pk]), typed)
    assert response.status_code == 302
    [(who, action, _, was, became)] = since_signing_in()
    assert (who, action) == (DUYET, "changed")
    assert {name: was[name] for name in old} == old
    assert {name: became[name] for name in new} == new
    assert "id" not in was


def test_a_section_that_moves_keeps_both_addresses(at_work):
    section = builders.section("Thông báo")
    typed = {"kind": "article", "name": "Tin mới", "slug": "tin-moi", "position": 2}
    at_work.post(reverse("admin:publishing_section_change", args=[section.pk]), typed)
    [(_, action, _, old, new)] = since_signing_in()
    section = Section.objects.get()
    assert action == "changed"
    assert old == {
        "name": "Thông báo",
        "slug": "thong-bao",
        "path": "/tin-tuc/chuyen-muc/thong-bao/",
        "position": 0,
    }
    assert new == {
        "name": "Tin mới",
        "slug": "tin-moi",
        "path": "/tin-tuc/chuyen-muc/tin-moi/",
        "position": 2,
    }


def test_a_save_that_changes_nothing_is_not_written_down(at_work):
    topic = Topic.objects.create(name="Tần số", slug="tan-so")
    typed = {"name": "Tần số", "slug": "tan-so", "description": ""}
    at_work.post(reverse("admin:publishing_topic_change", args=[topic.pk]), typed)
    assert since_signing_in() == []


def test_a_refused_save_is_not_written_down(at_work):
    topic = Topic.objects.create(name="Tần số", slug="tan-so")
    at_work.post(reverse("admin:publishing_topic_change", args=[topic.pk]), {"name": ""})
    assert since_signing_in() == []


def test_a_deleted_record_is_kept_with_all_its_values(at_work):
    topic = Topic.objects.create(name="Tần số", slug="tan-so")
    values = {"id": topic.pk, "name": "Tần số", "name_en": "", "slug": "tan-so", "description": ""}
    values["sort_key"] = sort_key("Tần số")
    at_work.post(reverse("admin:publishing_topic_delete", args=[topic.pk]), {"post": "yes"})
    assert not Topic.objects.exists()
    assert since_signing_in() == [(DUYET, "deleted", "Tần số", values, {})]


def test_records_deleted_together_are_each_kept(at_work):
    topics = [Topic.objects.create(name=name, slug=name) for name in ("a", "b", "c")]
    picked = [topic.pk for topic in topics[:2]]
    chosen = {"action": "delete_selected", "_selected_action": picked, "post": "yes"}
    at_work.post("/admin/portal/topic/", chosen)
    assert sorted(row[1:3] for row in since_signing_in()) == [("deleted", "a"), ("deleted", "b")]


# --- people ---------------------------------------------------------------------------------------


def person_form(user, **fields):
    typed = {"username": user.username, "first_name": user.first_name, "email": user.email}
    return {name: value for name, value in (typed | fields).items() if value is not None}


def test_a_role_given_to_somebody_is_written_down(administrator):
    user = builders.reporter("an")
    reporters, publishers = (
        Group.objects.get(name=role) for role in (Role.REPORTER, Role.PUBLISHER)
    )
    typed = person_form(user, groups=[reporters.pk, publishers.pk])
    assert administrator.post(f"/admin/portal/user/{user.pk}/change/", typed).status_code == 302
    [(who, action, what, old, new)] = since_signing_in()
    assert (who, action, what) == (QUANTRI, "changed", "an")
    assert old["groups"] == [f"Người soạn tin (#{reporters.pk})"]
    assert new["groups"] == sorted(
        [f"Người soạn tin (#{reporters.pk})", f"Người duyệt (#{publishers.pk})"],
        key=lambda name: int(name.rsplit("#", 1)[1][:-1]),
    )
    assert "password" not in old
    assert "password" not in new


def test_a_right_given_to_a_role_is_written_down(administrator):
    group = Group.objects.get(name=Role.REPORTER)
    right = group.permissions.model.objects.get(codename="publish_publication")
    typed = {"name": group.name, "permissions": [right.pk]}
    administrator.post(f"/admin/auth/group/{group.pk}/change/", typed)
    old = {"permissions": ["publishing.write_publication"]}
    new = {"permissions": ["publishing.publish_publication"]}
    assert since_signing_in() == [(QUANTRI, "changed", "Người soạn tin", old, new)]


def test_a_new_account_is_kept_without_its_password(administrator):
    reporters = Group.objects.get(name=Role.REPORTER)
    typed = {"first_name": "Mới", "email": "moi@so.example", "groups": [reporters.pk]}
    administrator.post("/admin/portal/user/add/", typed)
    added, invited = sorted(since_signing_in(), key=lambda row: row[1])
    assert (added[1], added[2], added[3], added[4]["username"]) == ("added", "Mới", {}, "moi")
    assert invited[1:] == ("step", "Mới", {}, {"letter": "invitation", "to": "moi@so.example"})
    kept = str(list(AuditEntry.objects.values()))
    assert User.objects.get(username="moi").password not in kept


def test_a_second_factor_taken_from_somebody_is_kept_without_its_secret(administrator):
    user = builders.reporter("an")
    factor = Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    administrator.post(f"/admin/portal/secondstep/{factor.pk}/delete/", {"post": "yes"})
    [(who, action, _, old, _)] = since_signing_in()
    assert (who, action, old["user"], old["type"]) == (
        QUANTRI,
        "deleted",
        f"an (#{user.pk})",
        "totp",
    )
    assert "JBSWY3DPEHPK3PXP" not in str(list(AuditEntry.objects.values()))


def test_an_address_is_called_verified_by_its_form_alone(administrator):
    user = builders.reporter("an")
    address = EmailAddress.objects.create(user=user, email="an@so.example", primary=True)
    chosen = {"action": "make_verified", "_selected_action": [address.pk]}
    administrator.post("/admin/account/emailaddress/", chosen)
    address.refresh_from_db()
    assert (address.verified, since_signing_in()) == (False, [])
    typed = {"user": user.pk, "email": address.email, "primary": "on", "verified": "on"}
    administrator.post(f"/admin/account/emailaddress/{address.pk}/change/", typed)
    [(who, action, _, old, new)] = since_signing_in()
    assert (who, action, old, new) == (QUANTRI, "changed", {"verified": False}, {"verified": True})


def test_who_stands_in_the_record_is_not_deleted(administrator):
    user = User.objects.get(username=QUANTRI)
    other = builders.person("khac", is_superuser=True)
    administrator.force_login(other)
    administrator.post(f"/admin/portal/user/{user.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


# --- pictures and steps ---------------------------------------------------------------------------


def test_a_picture_taken_in_and_described_is_written_down(at_work, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = store_picture(samples.jpeg(), by=User.objects.get(username=DUYET))
    store_picture(samples.jpeg(), by=None)
    url = reverse("admin:pictures_picture_change", args=[picture.pk])
    at_work.post(url, {"alt": "Cầu Trường Tiền", "focal_x": "50", "focal_y": "50"})
    assert Picture.objects.get().alt == "Cầu Trường Tiền"
    assert [
        (row[0], row[1], row[3].get("alt"), row[4].get("alt")) for row in since_signing_in()
    ] == [
        (DUYET, "added", None, ""),
        (DUYET, "changed", "", "Cầu Trường Tiền"),
    ]


def test_each_step_of_a_publication_is_written_down():
    article = builders.article(state=State.DRAFT, published_at=None)
    workflow.transition(article, to=State.SUBMITTED, by=builders.editor())
    workflow.transition(
        article, to=State.CHANGES_ASKED, by=builders.publisher(), comment="Thiếu nguồn"
    )
    [first, second] = article.transitions.all()
    assert entries() == [
        (
            "bientap",
            "step",
            "Mật độ điện thoại",
            {"state": "draft"},
            {"step": first.pk, "state": "submitted", "comment": ""},
        ),
        (
            "duyet",
            "step",
            "Mật độ điện thoại",
            {"state": "submitted"},
            {"step": second.pk, "state": "changes_asked", "comment": "Thiếu nguồn"},
        ),
    ]


def test_a_refused_step_is_not_written_down():
    article = builders.article(state=State.DRAFT, published_at=None)
    with pytest.raises(ValidationError):
        workflow.transition(article, to=State.WITHDRAWN, by=builders.publisher(), comment="Nhầm")
    assert entries() == []
