"""What the table of all pages refuses, and by what its lists are found: on the parent row only."""

from typing import Final

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, TruncMonth
from django.utils.translation import gettext_lazy as _

from portal.publishing.models.state import State

CONSTRAINTS: Final = [
    models.CheckConstraint(
        condition=~Q(state="published", published_at=None),
        name="publishing_publication_published_has_date",
        violation_error_message=_("A published page needs a publication time."),
    ),
    models.CheckConstraint(
        condition=Q(expires_at=None)
        | Q(published_at=None)
        | Q(expires_at__gt=models.F("published_at")),
        name="publishing_publication_expires_after_it_appears",
        violation_error_message=_("It would be hidden before it appears; choose a later moment."),
    ),
    models.CheckConstraint(
        condition=Q(cover=None) | Q(cover_decorative=True) | ~Q(cover_alt=""),
        name="publishing_publication_cover_is_described",
        violation_error_message=_("Say what the cover shows, or mark it as decoration."),
    ),
    models.CheckConstraint(
        condition=Q(path__regex=r"^/([a-z0-9-]+/)+$"),
        name="publishing_publication_path_is_an_address",
    ),
    models.CheckConstraint(condition=~Q(kind=""), name="publishing_publication_has_a_kind"),
    models.CheckConstraint(condition=~Q(title=""), name="publishing_publication_has_a_title"),
    models.CheckConstraint(
        condition=Q(state__in=[state for state in State.values if state != "discarded"]),
        name="publishing_publication_state_is_known",
    ),
    models.CheckConstraint(
        condition=~Q(translation_of=models.F("id")),
        name="publishing_publication_translates_another",
    ),
    models.CheckConstraint(
        condition=~Q(parent_page=models.F("id")),
        name="publishing_publication_is_not_its_own_parent",
    ),
    models.CheckConstraint(
        condition=~Q(kind="english") | Q(language="en", translation_of__isnull=False),
        name="publishing_publication_english_is_of_a_page",
        violation_error_message=_("An English version belongs to a Vietnamese page."),
    ),
    models.UniqueConstraint(
        fields=["translation_of", "language"],
        condition=Q(translation_of__isnull=False),
        name="publishing_publication_one_translation_per_language",
        violation_error_message=_("There is a translation into this language already."),
    ),
]
# Beside what a published page is found by: who looks for many need not read their rows to see
# which are public. Mostly empty, so nearly without weight.
_VISIBLE: Final = ("expires_at", "lapses_at", "parent_page")
INDEXES: Final = [
    models.Index(
        fields=["kind", "-published_at", "-id"],
        include=_VISIBLE,
        condition=Q(state="published"),
        name="portal_pub_kind_newest",
    ),
    models.Index(
        fields=["section", "-published_at", "-id"],
        include=_VISIBLE,
        condition=Q(state="published"),
        name="portal_pub_section_newest",
    ),
    models.Index(
        fields=["-published_at", "-id"],
        include=_VISIBLE,
        condition=Q(state="published"),
        name="portal_pub_newest",
    ),
    # When pages last changed: all, those of a month, those of a section; for sitemaps.
    models.Index(
        Greatest("updated_at", "published_at").desc(),
        condition=Q(state="published"),
        name="portal_pub_changed",
    ),
    models.Index(
        F("kind"),
        TruncMonth("published_at"),
        F("updated_at").desc(),
        condition=Q(state="published"),
        name="portal_pub_kind_month",
    ),
    models.Index(
        fields=["section", "-updated_at"],
        condition=Q(state="published", section__isnull=False),
        name="portal_pub_section_changed",
    ),
    models.Index(
        fields=["-expires_at"],
        condition=Q(expires_at__isnull=False),
        name="portal_pub_expiring",
    ),
    models.Index(
        fields=["-lapses_at"],
        condition=Q(lapses_at__isnull=False),
        name="portal_pub_lapsing",
    ),
    models.Index(
        fields=["parent_page"],
        condition=Q(parent_page__isnull=False),
        name="portal_pub_parent_page",
    ),
    models.Index(
        fields=["kind", "-corrected_at", "-id"],
        condition=Q(corrected_at__isnull=False),
        name="portal_pub_corrected",
    ),
    models.Index(fields=["kind", "sort_key", "id"], name="portal_pub_kind_name"),
    models.Index(fields=["kind", "-updated_at", "-id"], name="portal_pub_kind_changed"),
    models.Index(
        fields=["state", "-updated_at"],
        name="portal_pub_state",
        condition=~Q(state="published"),
    ),
    GinIndex(fields=["search_vector"], name="portal_pub_search"),
    GinIndex(
        OpClass("folded_title", name="gin_trgm_ops"),
        condition=Q(state="published"),
        name="portal_pub_similar_title",
    ),
]
