"""What no request to join can be, whoever writes it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import builders
from tests.enterprises.people.test_join_requests import waiting

pytestmark = pytest.mark.django_db


def answered(**fields):
    later = timezone.now() + timedelta(minutes=1)
    return {"state": "accepted", "decided_at": later, "decided_by": builders.publisher()} | fields


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("state_is_known", lambda: answered(state="lost")),
        ("tax_code_has_its_digits", lambda: {"tax_code": "12"}),
        ("answered_by_somebody", lambda: answered(decided_at=None)),
        ("answered_by_somebody", lambda: answered(decided_by=None)),
        ("answered_by_somebody", lambda: answered(state="waiting")),
        ("refused_with_a_word", lambda: answered(state="refused", comment="")),
    ],
)
def test_the_database_refuses(rule, fields):
    with pytest.raises(IntegrityError, match=f"joinrequest_{rule}"), transaction.atomic():
        waiting(**fields())


def test_it_takes_one_that_was_answered():
    assert waiting(**answered()).state == "accepted"
