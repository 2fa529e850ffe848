"""What `load_demo` does once its content is there: the accounts of its people, and nothing else."""

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
from portal.site import doctor
from projects.indicators.models import Series, Target
from projects.plans.models import MasterPlan
from projects.work.models import Participation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def load() -> str:
    output = StringIO()
    call_command("load_demo", "--no-year", stdout=output)
    return output.getvalue().strip()


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
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    assert "2 representatives" in load()


def test_an_access_that_was_ended_stays_ended(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    Representative.objects.update(ended_at=timezone.now())
    assert load() == "The demo content was there already: nothing is new."
    assert not Representative.objects.current().exists()


def test_an_account_speaks_for_the_sample_where_it_moved_to_and_for_no_real_enterprise(settings):
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
    plan = MasterPlan.objects.public().by_name()[0]
    plan.title = "Quy hoạch mới"
    plan.slug = "quy-hoach-moi"
    services.save(plan, by=None)
    Enterprise.objects.filter(title="Công ty minh họa A").update(state=State.WITHDRAWN)
    pages = Publication.objects.count()
    assert load().startswith("The demo content was there already")
    assert Publication.objects.count() == pages
    assert not Enterprise.objects.public().filter(title="Công ty minh họa A").exists()


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


def test_no_demo_account_of_before_gets_a_password_on_a_site_that_is_no_demo(settings):
    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = "mat-khau-khac-dai", False
    with pytest.raises(ImproperlyConfigured):
        load()
    assert User.objects.get(username="duyet").check_password("mat-khau-rat-dai")


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_finds_demo_accounts_that_are_left_over_where_the_site_is_no_demo(settings):
    def found():
        return [each.msg for each in doctor.examine() if each.msg.startswith("Demo accounts")]

    settings.DEMO_PASSWORD = "mat-khau-rat-dai"
    load()
    assert found() == []
    left = "Demo accounts are left over, and cannot sign in"
    settings.SITE_IS_DEMO = False
    assert found() == [f"{left}: bientap, dn-a, dn-b, duyet, phongvien, quantri."]
    User.objects.exclude(username="duyet").update(is_active=False)
    assert found() == [f"{left}: duyet."]
    # Somebody of the department's own who has that name.
    User.objects.filter(username="duyet").update(first_name="Nguyễn Văn Duyệt")
    assert found() == []
