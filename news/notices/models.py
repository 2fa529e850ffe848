"""A notice: what it is about, until when something can be handed in, and what came of it."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.postgres.keys import rows_by_keys
from portal.kit.text.normalize import nfc
from portal.pagecache.moments import next_moment_of
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.searched import Beside
from portal.publishing.models.state_now import StateNow

FIRST_YEAR, LAST_YEAR = 1990, 2100


class NoticeStatus(models.TextChoices):
    """The status of a notice by the clock."""

    OPEN = "open", _("papers are taken")
    CLOSED = "closed", _("the time is over")
    NO_TERM = "no_term", _("without a time limit")


class Notice(Publication):
    """A notice; its section says what it is about, such as procurement or recruitment."""

    KIND: ClassVar[str] = "notice"
    DETAIL_VIEW: ClassVar[str] = "notices:notice"
    LIST_VIEW: ClassVar[str] = "notices:list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "notices; tenders; procurement; jobs; recruitment; budget"
    )
    SECTION_VIEW: ClassVar[str] = "notices:section"
    META_SELECT_RELATED: ClassVar[tuple[str, ...]] = ("section",)
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {"section": ("name",)}
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "number", "issued_on", "closes_at", "held_at", "fiscal_year",
        "place", "contact",
    )  # fmt: skip
    FOLLOWED_IN_ENGLISH: ClassVar[tuple[str, ...]] = ("closes_at", "held_at", "place", "contact")

    NUMBERS_NOT_CHECKED: ClassVar[tuple[str, ...]] = ("contact",)

    publication_ptr = parent_link()
    number = models.CharField(
        _("number and symbol"),
        max_length=100,
        blank=True,
        help_text=_("As it is written on the paper: 15/TB-SBCVT. Empty: it has none."),
    )
    issued_on = models.DateField(_("issued on"), help_text=_("The day on the paper."))
    closes_at = models.DateTimeField(
        _("papers are taken until"),
        null=True,
        blank=True,
        help_text=_("Last day and hour for bids or applications; readers see how long it is open."),
    )
    held_at = models.DateTimeField(
        _("opening of bids, or examination"),
        null=True,
        blank=True,
        help_text=_("Day and hour at which bids are opened or the examination is held."),
    )
    fiscal_year = models.PositiveSmallIntegerField(
        _("budget year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_("Only of a budget or its settlement: the year that the figures are of."),
    )
    place = models.CharField(
        _("where papers are handed in"),
        max_length=300,
        blank=True,
        help_text=_("Room, house number, street, or the address of the bidding network."),
    )
    contact = models.CharField(
        _("whom to ask"),
        max_length=300,
        blank=True,
        help_text=_("Unit, name, telephone, e-mail of whoever answers questions about it."),
    )
    result_of = models.ForeignKey(
        "self",
        verbose_name=_("tells the result of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        help_text=_("The earlier notice that this one ends; type words of its title to find it."),
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices of tenders, jobs, budget")
        indexes = [
            models.Index(fields=["-issued_on", "-publication_ptr"], name="news_notice_newest"),
            models.Index(
                fields=["closes_at"],
                condition=Q(closes_at__isnull=False),
                name="news_notice_closes",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(result_of=None) | ~Q(result_of=F("publication_ptr")),
                name="news_notice_is_no_result_of_itself",
                violation_error_message=_("A notice cannot tell the result of itself."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(held_at=None) | Q(held_at__gte=F("closes_at")),
                name="news_notice_opens_bids_once_closed",
                violation_error_message=_(
                    "Bids are not opened, and nobody is examined, before papers are all in; "
                    "compare the two times."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year=None) | Q(fiscal_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="news_notice_year_is_one",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.number = nfc(self.number).strip()
        self._check_closing()
        if self.result_of is not None and self.pk and self.result_of.result_of_id == self.pk:
            message = _("The other notice tells the result of this one.")
            raise ValidationError({"result_of": message})

    def _check_closing(self) -> None:
        if self.closes_at is None or self.issued_on is None:
            return
        if timezone.localdate(self.closes_at) < self.issued_on:
            message = _("The time cannot be over before the day of the notice.")
            raise ValidationError({"closes_at": message})

    def status(self, at: datetime | None = None) -> NoticeStatus:
        """Return where the time for papers stands: open, over, or without a term."""
        if self.closes_at is None:
            return NoticeStatus.NO_TERM
        is_open = (at or timezone.now()) < self.closes_at
        return NoticeStatus.OPEN if is_open else NoticeStatus.CLOSED

    @property
    def status_today(self) -> NoticeStatus:
        """Return the same for templates."""
        return self.status()

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        rows = rows_by_keys(cls, keys, "closes_at", "issued_on")
        return {row.pk: Beside(_until(row), row.issued_on, _("issued on")) for row in rows}

    def public_results(self) -> models.QuerySet["Notice"]:
        """Return the notices that end this one, as far as readers see them."""
        rows = Notice.objects.public().filter(result_of=self)
        return rows.order_by("issued_on", "pk").defer("body")

    def state_now(self) -> StateNow:
        results = list(self.public_results())
        code = " ".join(["results", *sorted(str(each.pk) for each in results)])
        titles = "; ".join(each.title for each in results)
        return StateNow(code, f"{gettext('There is a result:')} {titles}" if results else "")

    def meta_tags(self) -> tuple[str, ...]:
        return (self.section.name,) if self.section is not None else ()

    def search_extra(self) -> str:
        year = str(self.fiscal_year or "")
        known = (self.number, year, self.place, self.section.name if self.section else "")
        return " ".join(part for part in known if part)


def _until(notice: Notice) -> str:
    if notice.closes_at is None:
        return ""
    moment = date_format(timezone.localtime(notice.closes_at), "SHORT_DATETIME_FORMAT")
    return gettext("papers until %(moment)s") % {"moment": moment}


def next_closing(now: datetime) -> datetime | None:
    """Return the next moment at which papers are taken no more."""
    return next_moment_of(Notice.objects.public(now), ["closes_at"], now)


def last_closing(now: datetime) -> datetime | None:
    """Return the last moment at which papers were taken no more."""
    rows = Notice.objects.public(now).filter(closes_at__lte=now).order_by("-closes_at")
    return rows.values_list("closes_at", flat=True).first()
