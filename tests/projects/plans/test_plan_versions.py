"""Plans that amend or replace each other, from the admin's form to the readers' pages."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.publishing import services
from portal.publishing.models import State
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("first", ["amends", "replaces"])
@pytest.mark.parametrize("second", ["amends", "replaces"])
def test_no_plan_comes_before_itself(first, second):
    oldest = builders.plan("Quy hoạch 2000", state=State.DRAFT)
    middle = builders.plan("Quy hoạch 2005", **{first: oldest})
    newest = builders.plan("Quy hoạch 2010", **{second: middle})
    setattr(oldest, first, newest)
    with pytest.raises(ValidationError) as refused:
        services.save(oldest, by=None)
    assert list(refused.value.message_dict) == [first]


def test_the_form_says_which_field_closes_the_circle(client):
    old = builders.plan("Quy hoạch cũ", state=State.DRAFT, horizon=2010)
    new = builders.plan("Quy hoạch mới", replaces=old)
    client.force_login(site.publisher())
    address = reverse("admin:plans_masterplan_change", args=[old.pk])
    answer = client.post(
        address,
        {
            "title": old.title,
            "summary": "Tóm tắt.",
            "language": "vi",
            "horizon": "2010",
            "replaces": str(new.pk),
            "_version": str(old.revision_number),
            **{
                f"{part}-{number}_FORMS": "0"
                for part in ("attachments", "goals")
                for number in ("TOTAL", "INITIAL")
            },
            **{f"{name}_{n}": "" for name in ("published_at", "expires_at") for n in (0, 1)},
        },
    )
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["replaces"]


def test_a_plan_may_amend_one_and_replace_another():
    old, other = builders.plan("Quy hoạch cũ"), builders.plan("Quy hoạch khác")
    new = builders.plan("Quy hoạch mới", amends=old, replaces=other)
    assert (new.amends, new.replaces) == (old, other)


def test_the_form_asks_as_often_for_three_goals_as_for_one(client):
    report, plan = site.article("Báo cáo"), builders.plan(state=State.DRAFT)
    client.force_login(site.publisher())
    address = reverse("admin:plans_masterplan_change", args=[plan.pk])
    calls = []
    for number in range(3):
        indicator = builders.indicator(f"Chỉ tiêu {number}")
        builders.goal(plan, f"Mục tiêu {number}", indicator=indicator, evidence=report)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        calls.append(len(queries))
    assert calls[0] == calls[2]
