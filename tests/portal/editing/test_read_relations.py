"""Forms and comparisons that a reporter only reads name no draft of others."""

import pytest
from django.urls import reverse

from portal.published_index.models import IndexGroup, PublishedItem
from portal.publishing import revisions, services
from portal.publishing.models import State
from projects.plans.models import MasterPlan
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

SECRET = "Sáp nhập hai sở"
INSTEAD = "một bản nháp của người khác"


def change(row):
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    return reverse(f"admin:{name}_change", args=[row.pk])


def index_item(page):
    return PublishedItem.objects.create(name="Quy chế", group=IndexGroup.OTHER, page=page)


def draft_of(person, **fields):
    plan = MasterPlan(title="Của mình", horizon=2010, state=State.DRAFT, **fields)
    return services.save(plan, by=person)


@pytest.fixture
def secret():
    return projects.plan(SECRET, state=State.DRAFT, published_at=None)


@pytest.mark.parametrize(
    "record",
    [
        lambda page: projects.plan(evidence=page, amends=page),
        lambda page: projects.goal(projects.plan(), evidence=page).plan,
        lambda page: projects.project(plan=page),
        lambda page: projects.promise(proof=page),
        index_item,
    ],
    ids=["plan", "goal", "project", "promise", "item of the index"],
)
def test_a_form_that_is_only_read_names_no_draft_of_others(client, publisher, secret, record):
    address = change(record(secret))
    client.force_login(builders.reporter())
    answer = client.get(address)
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert change(secret) not in answer.text
    assert INSTEAD in answer.text
    client.force_login(publisher)
    assert SECRET in client.get(address).text


def test_what_readers_see_and_what_is_ones_own_is_named(client):
    reporter = builders.reporter()
    client.force_login(reporter)
    own = draft_of(reporter)
    page = client.get(change(projects.plan(amends=own, replaces=projects.plan("Kỳ trước")))).text
    assert f'<a href="{change(own)}">Của mình</a>' in page
    assert "Kỳ trước" in page


def test_a_comparison_names_no_draft_of_others(client, publisher, secret):
    reporter = builders.reporter()
    own = draft_of(reporter)
    own.amends = secret
    services.save(own, by=publisher)
    assert revisions.snapshot(own)["fields"]["amends_id"] == secret.pk
    address = reverse("admin:plans_masterplan_compare", args=[own.pk]) + "?tu=1&den=2"
    client.force_login(reporter)
    shown = client.get(address).text
    assert SECRET not in shown
    assert INSTEAD in shown
    client.force_login(publisher)
    assert SECRET in client.get(address).text
