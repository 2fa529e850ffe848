"""What must never be of consultations and comments, the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from portal.participation.consultations.models import Consultation, ConsultationComment
from tests import builders as site
from tests.portal.participation.consultations import builders

pytestmark = pytest.mark.django_db


def refused_as(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def test_none_closes_before_it_opens():
    page = builders.consultation()
    rows = Consultation.objects.filter(pk=page.pk)
    refused_as(
        "consultations_consultation_closes_after_it_opens",
        lambda: rows.update(closes_on=page.opens_on - timedelta(days=1)),
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("portal_comment_state_is_known", {"state": "seen"}),
        ("portal_comment_verdict_is_known", {"verdict": "perhaps"}),
        ("portal_comment_is_of_somebody", {"name": ""}),
        ("portal_comment_is_of_somebody", {"email": ""}),
        ("portal_comment_is_of_somebody", {"text": ""}),
        ("portal_comment_decided_by_somebody", {"decided_by": None}),
        ("portal_comment_decided_by_somebody", {"decided_at": None}),
        ("portal_comment_decided_by_somebody", {"state": "waiting"}),
        ("portal_comment_refused_with_a_reason", {"state": "refused"}),
        (
            "portal_comment_answered_where_shown",
            {"state": "refused", "reason": "X", "verdict": "taken"},
        ),
        ("portal_comment_answer_has_a_verdict", {"answer": "Đã sửa."}),
        ("portal_comment_not_taken_with_words", {"verdict": "partly"}),
        ("portal_comment_not_taken_with_words", {"verdict": "explained"}),
        ("portal_comment_erased_has_no_email", {"erased_at": timezone.now()}),
    ],
)
def test_a_comment_that_must_not_be(name, fields):
    comment = builders.shown(builders.consultation())
    rows = ConsultationComment.objects.filter(pk=comment.pk)
    refused_as(name, lambda: rows.update(**fields))


def test_one_form_makes_one_comment():
    page = builders.consultation()
    stamp = builders.comment(page).stamp
    refused_as("stamp", lambda: builders.comment(page, stamp=stamp))


def test_what_people_said_does_not_go_with_the_page():
    page = builders.consultation()
    builders.comment(page)
    with pytest.raises(ProtectedError):
        page.delete()


def test_a_document_that_goes_takes_no_consultation_along():
    issued = site.article("Quyết định")
    page = builders.done(issued=issued)
    site_page = type(issued).objects.get(pk=issued.pk)
    site_page.delete()
    page.refresh_from_db()
    assert page.issued_id is None


def test_a_consultation_does_not_lead_to_itself():
    from django.core.exceptions import ValidationError

    page = builders.consultation()
    page.issued_id = page.pk
    with pytest.raises(ValidationError, match="không phải trang này"):
        page.full_clean(exclude=["search_vector"])
