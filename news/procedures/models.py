"""An administrative procedure with its steps and papers, as the authority has announced it."""

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.constraints import is_known
from portal.kit.postgres.keys import rows_by_keys
from portal.kit.sorted_names import position_field
from portal.kit.text.normalize import nfc
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.searched import Beside

MAX_DAYS = 1000


class OnlineLevel(models.TextChoices):
    """How much of the procedure can be done online (Nghị định 42/2022/NĐ-CP, Điều 11)."""

    FULL = "full", _("wholly online")
    PART = "part", _("partly online")
    PAPER = "paper", _("at the counter or by post")


class Procedure(Publication):
    """A procedure; its section is the field that it belongs to, such as telecommunications."""

    KIND: ClassVar[str] = "procedure"
    DETAIL_VIEW: ClassVar[str] = "procedures:procedure"
    LIST_VIEW: ClassVar[str] = "procedures:list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "administrative procedures; papers needed; permits; licences"
    )
    LIST_PHRASES: ClassVar[StrPromise] = pgettext_lazy(
        "meant by", "procedure; which papers; apply for a permit; open a shop"
    )
    SECTION_VIEW: ClassVar[str] = "procedures:section"
    SCHEMA_TYPE: ClassVar[str] = "GovernmentService"
    META_SELECT_RELATED: ClassVar[tuple[str, ...]] = ("section",)
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "steps", "papers")
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {"section": ("name",)}
    PARTS_SEARCHED: ClassVar[tuple[str, ...]] = ("papers.name", "steps.text")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "code", "online", "applicants", "place", "outcome", "days",
        "days_note", "fee", "decision", "basis", "national_url", "steps.text", "steps.actor",
        "papers.name", "papers.originals", "papers.copies", "papers.note",
    )  # fmt: skip
    FOLLOWED_IN_ENGLISH: ClassVar[tuple[str, ...]] = (
        "online", "applicants", "place", "outcome", "days", "days_note", "fee", "steps.text",
        "papers.name", "papers.originals", "papers.copies", "papers.note",
    )  # fmt: skip

    publication_ptr = parent_link()
    code = models.CharField(
        _("code of the procedure"),
        max_length=30,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9A-Za-z][0-9A-Za-z.\-]*\Z",
                _("Letters, digits, dots and hyphens only, such as 1.004253."),
            )
        ],
        help_text=_("As the national database has it, such as 1.004253. Empty: not known."),
    )
    online = models.CharField(
        _("online"),
        max_length=8,
        choices=OnlineLevel,
        default=OnlineLevel.PAPER,
        help_text=_("How much of it can be done without coming."),
    )
    keywords = models.CharField(
        _("what people call it"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Words that people type who look for it, where the title has others: quán net, đại lý "
            "Internet. The search finds it by them; readers do not see them."
        ),
    )
    applicants = models.CharField(
        _("who may apply"),
        max_length=300,
        blank=True,
        help_text=_("Citizens, enterprises, organisations: in a few words."),
    )
    place = models.CharField(
        _("where to apply"),
        max_length=300,
        blank=True,
        help_text=_("Counter, house number, street, hours: as somebody needs it who comes."),
    )
    outcome = models.CharField(
        _("what one gets"),
        max_length=300,
        blank=True,
        help_text=_("The paper at the end, such as “Giấy phép bưu chính”."),
    )
    days = models.PositiveSmallIntegerField(
        _("working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_DAYS)],
        help_text=_("Working days from complete papers to the answer. Empty: not known."),
    )
    days_note = models.CharField(
        _("on the time"),
        max_length=300,
        blank=True,
        help_text=_("Where the days differ by case, in a sentence."),
    )
    fee = models.CharField(
        _("fee"),
        max_length=300,
        blank=True,
        help_text=_("The sum with its unit, or “Không”. Empty: not known, which readers are told."),
    )
    decision = models.CharField(
        _("announced by"),
        max_length=300,
        blank=True,
        help_text=_("The decision that announced it: number, day, issuer."),
    )
    basis = models.TextField(
        _("legal basis"),
        blank=True,
        help_text=_("Laws, decrees, circulars: one a line."),
    )
    national_url = models.URLField(
        _("address at the national service"),
        max_length=500,
        blank=True,
        help_text=_("The page at which one applies online, with https://."),
    )

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("administrative procedures")
        indexes = [models.Index(fields=["code"], name="news_procedure_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="news_procedure_code_once",
                violation_error_message=_("Another procedure has this code already."),
            ),
            is_known("online", OnlineLevel, "news_procedure_online_is_known"),
            models.CheckConstraint(
                condition=Q(days=None) | Q(days__range=(1, MAX_DAYS)),
                name="news_procedure_days_are_some",
            ),
            models.CheckConstraint(
                condition=Q(national_url="") | Q(national_url__startswith="https://"),
                name="news_procedure_leads_on_safely",
                violation_error_message=_("The address has to begin with https://."),
            ),
            models.CheckConstraint(
                condition=Q(online="paper") | ~Q(national_url=""),
                name="news_procedure_online_has_an_address",
                violation_error_message=_(
                    "What can be done online needs the address at which one does it."
                ),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.code, self.fee = self.code.strip(), nfc(self.fee).strip()
        if self.national_url and not self.national_url.startswith("https://"):
            raise ValidationError({"national_url": _("The address has to begin with https://.")})

    @property
    def days_in_words(self) -> str:
        """Return how long it takes: “10 working days”; empty where it is not known."""
        if self.days is None:
            return ""
        return ngettext("%(days)d working day", "%(days)d working days", self.days) % {
            "days": self.days
        }

    @property
    def basis_lines(self) -> list[str]:
        """Return the laws, one by one."""
        return [line.strip() for line in self.basis.splitlines() if line.strip()]

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        rows = rows_by_keys(cls, keys, "code", "days")
        found = {row.pk: " · ".join(filter(None, (row.code, row.days_in_words))) for row in rows}
        return {key: Beside(words) for key, words in found.items() if words}

    def meta_tags(self) -> tuple[str, ...]:
        return (self.section.name,) if self.section is not None else ()

    def search_extra(self) -> str:
        field = self.section.name if self.section else ""
        known = (
            self.code, self.keywords, field, self.outcome, self.applicants, self.place,
            self.decision, self.basis, *self.parts_to_search(),
        )  # fmt: skip
        return " ".join(part for part in known if part)


class ProcedureStep(models.Model):
    """A step of a procedure: what somebody does, and who that is."""

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.CASCADE, related_name="steps"
    )
    text = models.TextField(
        _("what is done"), max_length=2000, help_text=_("In a sentence or two, for who applies.")
    )
    actor = models.CharField(
        _("by whom"),
        max_length=200,
        blank=True,
        help_text=_("Who applies, the counter, or a unit of the department."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("step of the procedure")
        verbose_name_plural = _("steps of the procedure")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="procedures_step_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ProcedurePaper(models.Model):
    """A paper that has to be handed in."""

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.CASCADE, related_name="papers"
    )
    name = models.CharField(
        _("paper"), max_length=500, help_text=_("As the form or the law calls it.")
    )
    originals = models.PositiveSmallIntegerField(
        _("originals"),
        default=1,
        validators=[MaxValueValidator(100)],
        help_text=_("How many originals; 0: none."),
    )
    copies = models.PositiveSmallIntegerField(
        _("copies"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("How many copies; 0: none."),
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("When it is needed, or which form to use."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("paper to hand in")
        verbose_name_plural = _("papers to hand in")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="procedures_paper_has_a_name"),
            models.CheckConstraint(
                condition=Q(originals__lte=100, copies__lte=100)
                & (Q(originals__gte=1) | Q(copies__gte=1)),
                name="procedures_paper_is_at_least_one",
                violation_error_message=_("Say how many originals or copies: at least one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number_in_words(self) -> str:
        """Return how many are handed in: “1 original, 2 copies”."""
        parts = []
        if self.originals:
            parts.append(
                ngettext("%(number)s original", "%(number)s originals", self.originals)
                % {"number": self.originals}
            )
        if self.copies:
            parts.append(
                ngettext("%(number)s copy", "%(number)s copies", self.copies)
                % {"number": self.copies}
            )
        return ", ".join(parts)
