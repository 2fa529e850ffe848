"""One thing that has to be published: by what law, how often, and where on this site it stands."""

from datetime import datetime
from typing import Final, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known
from portal.kit.sorted_names import position_field
from portal.kit.text.normalize import nfc
from portal.obligations.models import Obligation
from portal.publishing.models import Publication, Section, heavy_columns
from portal.publishing.references import is_fixed_page

MAX_TERM_LENGTH: Final = 3660
NOWHERE: Final = _("No page of this site has this address. Open the page and copy its address.")

UNWATCHED: Final = _(
    "Nothing tells when something changes at this address: choose a kind, a section or a page, or "
    "leave the days empty."
)


class IndexGroup(models.TextChoices):
    """The headings of the index, in the order of the page."""

    BODY = "body", _("The department and how to reach it")
    LAW = "law", _("Documents and drafts")
    PLANS = "plans", _("Plans, programmes, projects")
    FIGURES = "figures", _("Figures and data")
    SERVICES = "services", _("Services, questions and answers")
    NEWS = "news", _("News and notices")
    OTHER = "other", _("Other information")


class Medium(models.TextChoices):
    """The form in which readers get it."""

    PAGE = "page", _("page")
    FILE = "file", _("file")
    DATA = "data", _("data set")


class PublishedItemQuerySet(models.QuerySet["PublishedItem"]):
    def in_order(self) -> Self:
        return self.order_by("position", "id")

    def with_changes(self) -> Self:
        """Annotate `changed_at`: when what readers see there last changed, or None."""
        found = Coalesce(
            _last("kind", OuterRef("kind")),
            _last("section", OuterRef("section")),
            _last("pk", OuterRef("page")),
        )
        rows = self.select_related("obligation", "section", "page").annotate(changed_at=found)
        return rows.defer(*heavy_columns("page"))


def _last(by: str, reference: OuterRef) -> Greatest:
    """Return the later of the last change and the last appearance among public pages."""
    public = Publication.objects.public().filter(**{by: reference})
    changed = public.order_by("-updated_at", "-id").values("updated_at")
    appeared = public.newest().values("published_at")
    return Greatest(Subquery(changed[:1]), Subquery(appeared[:1]))


class PublishedItem(models.Model):
    """A line of the index; whether it is late works itself out."""

    name = models.CharField(
        _("what has to be published"),
        max_length=200,
        unique=True,
        help_text=_("As readers look for it: “Chương trình công tác năm”."),
    )
    group = models.CharField(
        _("group of the index"),
        max_length=16,
        choices=IndexGroup,
        default=IndexGroup.OTHER,
        help_text=_("Under which heading of the index it stands."),
    )
    basis = models.CharField(
        _("legal basis"),
        max_length=500,
        blank=True,
        help_text=_("Kind, number and article of the law or decree that asks for it. Empty: none."),
    )
    form = models.CharField(
        _("form"),
        max_length=16,
        choices=Medium,
        default=Medium.PAGE,
        help_text=_("As what readers get it."),
    )
    obligation = models.ForeignKey(
        Obligation,
        verbose_name=_("publication obligation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Where each single page has its deadline: this line is late while one of them is."
        ),
    )
    renewed_within = models.PositiveSmallIntegerField(
        _("renewed within (days)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_TERM_LENGTH)],
        help_text=_("Late when nothing changed there for so many days. Empty: no such term."),
    )
    kind = models.CharField(
        _("kind of page"),
        max_length=32,
        blank=True,
        help_text=_("Where all pages of a kind are meant: their last change counts."),
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where a section is meant: the last change in it counts."),
    )
    page = models.ForeignKey(
        Publication,
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where one page is meant."),
    )
    address = models.CharField(
        _("address"),
        max_length=255,
        blank=True,
        help_text=_(
            "Of a place on this site that is none of these, such as /lien-he/ or /du-lieu/. Empty: "
            "that of the kind, the section or the page. With all of them empty the index says that "
            "there is no information yet."
        ),
    )
    position = position_field()

    # Of rows that come `with_changes`.
    changed_at: datetime | None

    objects = PublishedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the index of published information")
        verbose_name_plural = _("index of published information")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="portal_published_has_a_name"),
            is_known("group", IndexGroup, "portal_published_group_is_known"),
            is_known("form", Medium, "portal_published_form_is_known"),
            models.CheckConstraint(
                condition=Q(kind="", section=None)
                | Q(kind="", page=None)
                | Q(section=None, page=None),
                name="portal_published_stands_in_one_place",
                violation_error_message=_("Choose a kind, a section or a page: one of the three."),
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="/"),
                name="portal_published_address_is_of_this_site",
                violation_error_message=_("An address of this site begins with “/”."),
            ),
            models.CheckConstraint(
                condition=Q(renewed_within=None)
                | Q(renewed_within__gte=1, renewed_within__lte=MAX_TERM_LENGTH),
                name="portal_published_term_is_some_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name, self.basis = nfc(self.name).strip(), nfc(self.basis).strip()
        self.address = self.address.strip()
        if self.address.startswith("/"):
            if not _leads_somewhere(self.address):
                raise ValidationError({"address": NOWHERE})
            self._lead_to_page()
        if self.renewed_within and self.address and not self.is_watched:
            raise ValidationError({"renewed_within": UNWATCHED})

    @property
    def is_watched(self) -> bool:
        """Return whether the site knows when something there changed last."""
        return bool(self.kind or self.section_id or self.page_id)

    def _lead_to_page(self) -> None:
        """Mean the page that lives at the address, so that it is known when that is gone."""
        if is_fixed_page(self.address) or Section.objects.filter(path=self.address).exists():
            return
        page = Publication.objects.public().filter(path=self.address).first()
        if page is None:
            raise ValidationError({"address": NOWHERE})
        if not self.kind and self.section_id is None and self.page_id in (None, page.pk):
            self.page, self.address = page, ""


def _leads_somewhere(address: str) -> bool:
    if address.startswith("//"):
        return False  # a browser takes what follows for another host
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
