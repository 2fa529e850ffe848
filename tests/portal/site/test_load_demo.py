"""What `load_demo` does: once, again, and with accounts for the people of the demo."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from enterprises.profiles.models import (
    Enterprise,
    PrivateContact,
    Representative,
    RepresentativeRole,
    Sector,
)
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.organisations.models import Organisation
from portal.pagecache import generation
from portal.publishing import services
from portal.publishing.models import Publication, Revision, Section, State, Topic, Transition
from portal.search.models import Abbreviation
from portal.site import doctor, preparation
from portal.site.management.commands import serve
from projects.indicators.models import Series, Target
from projects.plans.models import MasterPlan
from projects.work.models import Participation, Project

pytestmark = pytest.mark.django_db
QUOTING = (MasterPlan, Project, Participation, Target)
ADDRESS = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"


def load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue().strip()


def test_each_representative_signs_in_and_comes_to_the_own_desk(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    load()
    for username, named in (("dn-a", "Công ty minh họa A"), ("dn-b", "Công ty minh họa B")):
        browser = Client()
        answer = browser.post(
            "/tai-khoan/login/", {"login": username, "password": "mat-khau-rat-dai"}
        )
        assert answer["Location"] == "/doanh-nghiep/cua-toi/"
        assert named in browser.get(answer["Location"]).text
    assert {row.role for row in Representative.objects.current()} == {RepresentativeRole.OWNER}


def test_accounts_that_come_later_speak_for_the_samples_that_are_there(settings):
    load()
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    assert "2 representatives" in load()


def test_an_access_that_was_ended_stays_ended(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    Representative.objects.update(ended_at=timezone.now())
    assert load() == "The demo content was there already: nothing is new."
    assert not Representative.objects.current().exists()


def test_an_account_speaks_for_the_sample_where_it_moved_to_and_for_no_real_enterprise(settings):
    load()
    moved, real = Enterprise.objects.public().by_name()
    moved.slug = "cong-ty-minh-hoa-cu"
    services.save(moved, by=None)
    real.is_sample = False
    services.save(real, by=None)
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    assert "1 representatives" in load()
    assert Representative.objects.get().enterprise == moved


def everything() -> list[object]:
    """What a second run could change, the number of the generation included."""
    tables = (
        *(Publication, Revision, Transition, Topic, Section, Organisation),
        *(Target, Series, Participation, Abbreviation),
        *(Sector, PrivateContact, Representative),
    )
    return [
        *(sorted(table.objects.values_list(), key=str) for table in tables),
        list(User.objects.order_by("pk").values_list("pk", "username", "password")),
        generation.current(),
    ]


def test_a_second_run_changes_nothing(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    assert load().startswith("New in the demo content: ")
    before = everything()
    assert load() == "The demo content was there already: nothing is new."
    assert everything() == before


def test_what_editors_changed_stays_as_they_left_it():
    load()
    plan = MasterPlan.objects.public().by_name()[0]
    plan.title = "Quy hoạch mới"
    plan.slug = "quy-hoach-moi"
    services.save(plan, by=None)
    Enterprise.objects.filter(title="Công ty minh họa A").update(state=State.WITHDRAWN)
    pages = Publication.objects.count()
    assert load().startswith("The demo content was there already")
    assert Publication.objects.count() == pages
    assert not Enterprise.objects.public().filter(title="Công ty minh họa A").exists()


def test_the_command_says_in_numbers_what_is_new(settings):
    settings.DEMO_PASSWORD = ""
    said = load()
    for part in (
        "1 article",
        "2 master plans",
        "7 projects",
        "1 indicator",
        "16 organisations",
        "2 sample enterprises",
        "4 sample products",
        "2 sample listings",
        "6 localities",
    ):
        assert part in said
    assert said.endswith("No accounts: DEMO_PASSWORD is not set.")
    assert not User.objects.exists()


def test_the_accounts_have_their_roles_and_the_password(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    shown = {
        user.username: (
            user.is_superuser,
            user.is_staff,
            [group.name for group in user.groups.all()],
            user.check_password("mat-khau-rat-dai"),
        )
        for user in User.objects.prefetch_related("groups")
    }
    assert shown == {
        "quantri": (True, True, [], True),
        "phongvien": (False, True, [Role.REPORTER], True),
        "bientap": (False, True, [Role.EDITOR], True),
        "duyet": (False, True, [Role.PUBLISHER], True),
        "dn-a": (False, False, [Role.REPRESENTATIVE], True),
        "dn-b": (False, False, [Role.REPRESENTATIVE], True),
    }


def test_another_password_is_given_to_the_accounts_that_are_there(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    settings.DEMO_PASSWORD = "mat-khau-khac-dai"
    load()
    assert User.objects.get(username="duyet").check_password("mat-khau-khac-dai")


def test_no_demo_account_is_made_on_a_site_that_is_no_demo(settings):
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-rat-dai", False
    with pytest.raises(ImproperlyConfigured) as refused:
        load()
    assert str(refused.value) == (
        "SITE_IS_DEMO is off, and demo accounts are made on a demo only: unset DEMO_PASSWORD to "
        "load the content without them."
    )
    assert not User.objects.exists()
    settings.DEMO_PASSWORD = ""
    assert load().endswith("No accounts: DEMO_PASSWORD is not set.")
    assert not User.objects.exists()


def test_no_demo_account_of_before_gets_a_password_on_a_site_that_is_no_demo(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-khac-dai", False
    with pytest.raises(ImproperlyConfigured):
        load()
    assert User.objects.get(username="duyet").check_password("mat-khau-rat-dai")


def test_the_first_run_makes_no_demo_account_on_a_site_that_is_no_demo(settings):
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-rat-dai", False
    assert preparation.load_content() is False
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", ""),
        (
            "mat-khau-rat-dai",
            "Demo accounts: none; DEMO_PASSWORD is of no use while SITE_IS_DEMO is off.\n",
        ),
    ],
)
def test_serve_names_no_demo_account_on_a_site_that_is_no_demo(settings, tmp_path, password, said):
    settings.VAR_DIR = tmp_path
    preparation.password_file().touch()
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = password, False
    out = StringIO()
    serve.Command(stdout=out).print_addresses(8000)
    assert out.getvalue() == (
        "The site:  http://127.0.0.1:8000/\nFor staff: http://127.0.0.1:8000/admin/\n"
        f"{said}Ctrl-C ends it.\n"
    )


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_finds_demo_accounts_that_can_sign_in_where_the_site_is_no_demo(settings):
    def found():
        return [each.what for each in doctor.examine() if each.what.startswith("Demo accounts")]

    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    assert found() == []
    settings.SITE_IS_DEMO = False
    assert found() == ["Demo accounts can sign in: bientap, dn-a, dn-b, duyet, phongvien, quantri."]
    User.objects.exclude(username="duyet").update(is_active=False)
    assert found() == ["Demo accounts can sign in: duyet."]
    # Somebody of the department's own who has that name.
    User.objects.filter(username="duyet").update(first_name="Nguyễn Văn Duyệt")
    assert found() == []
