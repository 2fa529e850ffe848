"""Behind each number of the desk stand just the questions that it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.participation.publicforms.calls import mark_phoned
from portal.participation.questions.panels import questions_waiting
from tests import builders as site
from tests.portal.participation.questions import builders

pytestmark = pytest.mark.django_db
ONLY_BY_PHONE = {"email": "", "phone": "0905123456"}


def of_each_sort(**fields):
    """One that waits, a call that waits, one that is closed and one whose call was made."""
    waits = builders.question(**fields)
    call = builders.replied(builders.question(**ONLY_BY_PHONE, **fields))
    builders.replied(builders.question(**fields))
    called = builders.replied(builders.question(**ONLY_BY_PHONE, **fields))
    mark_phoned(called, by=called.closed_by)
    return waits, call


def test_a_tile_leads_to_the_questions_that_it_counts(client):
    editor = site.editor()
    late, late_call = of_each_sort(due_on=timezone.localdate() - timedelta(days=1))
    waits, call = of_each_sort()
    client.force_login(editor)
    listed = {
        tile.slug: [row.number for row in client.get(tile.url).context["cl"].result_list]
        for tile in questions_waiting(editor)
    }
    assert listed == {
        "cau-hoi-qua-han": [late.number],
        "cau-hoi": [waits.number],
        "goi-dien-qua-han": [late_call.number],
        "tra-loi-goi-dien": [call.number],
    }
