"""What a page's form names beside a number that its reader typed: nothing they may not read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from tests import builders
from tests.projects.builders import indicator, plan

pytestmark = pytest.mark.django_db

ADD = "/admin/projects/masterplan/add/"
SECRET = "Sáp nhập hai sở"


@pytest.mark.parametrize("field", ["evidence", "goals-0-evidence", "amends", "goals-0-indicator"])
def test_a_number_that_is_tried_names_no_page_of_others(
    client: Client, publisher: User, field: str
) -> None:
    later = timezone.now() + timedelta(hours=1)
    make = indicator if field.endswith("indicator") else plan
    page = make(SECRET, published_at=later)
    form = {field: str(page.pk)}
    for part in ("goals", "attachments", "corrections"):
        form |= {f"{part}-TOTAL_FORMS": "1", f"{part}-INITIAL_FORMS": "0"}
    client.force_login(builders.reporter())
    answer = client.post(ADD, form)
    assert answer.status_code == 200
    assert f'value="{page.pk}"' in answer.text  # what was chosen stays chosen
    assert SECRET not in answer.text
    client.force_login(publisher)
    assert SECRET in client.post(ADD, form).text
