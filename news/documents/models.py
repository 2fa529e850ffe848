"""Official documents: number, issuer, signer and days of effect."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from news.documents.effect import Tie, effect_of, for_titles, known_start, state_of
from news.documents.numbers import StoredColumn, bare_number, key_in_database, number_key
from portal.kit.constraints import is_known
from portal.kit.sorted_names import english_name_field, position_field
from portal.kit.text.normalize import nfc
from portal.kit.typing import SaveOptions
from portal.publishing.language_tags import plain_name
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link
from portal.publishing.models.searched import Beside
from portal.publishing.models.state_now import StateNow


class DocumentKind(models.Model):
    """A kind of document: quyết định, chỉ thị, thông báo, kế hoạch."""

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("As the heading of the paper says it: “Quyết định”."),
    )
    name_en = english_name_field(100)
    short_name = models.CharField(
        _("short name"), max_length=20, blank=True, help_text=_("As numbers have it: “QĐ”.")
    )
    position = position_field()

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of document")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="documents_documentkind_has_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **options: Unpack[SaveOptions]) -> None:
        self.name, self.short_name = nfc(self.name).strip(), nfc(self.short_name).strip()
        super().save(**options)


class OfficialDocument(Publication):
    """One document as it was issued; its title is what it is about, as the paper says it."""

    KIND: ClassVar[str] = "document"
    DETAIL_VIEW: ClassVar[str] = "documents:document"
    LIST_VIEW: ClassVar[str] = "documents:list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "documents; legal documents; decisions; directives; official letters"
    )
    META_SELECT_RELATED: ClassVar[tuple[str, ...]] = ("document_kind", "issuer")
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "relations")
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {
        "issuer": ("name", "short_name"),
        "document_kind": ("name",),
    }
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "number", "document_kind", "issuer", "signer", "signer_post",
        "issued_on", "effective_on", "expires_on", "is_effect_unknown", "relations.words",
    )  # fmt: skip

    publication_ptr = parent_link()
    number = models.CharField(
        _("number and symbol"),
        max_length=100,
        help_text=_("As it is written on the paper: 12/2007/QĐ-UBND."),
    )
    # What is asked for when somebody types a number: kept by PostgreSQL, in step by itself.
    number_key = StoredColumn(
        expression=key_in_database("number"), output_field=models.TextField(), db_persist=True
    )
    document_kind = models.ForeignKey(
        DocumentKind,
        verbose_name=_("kind of document"),
        on_delete=models.PROTECT,
        related_name="documents",
        help_text=_("Type to find it; a kind that is missing may be added."),
    )
    issuer = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The agency at the head of the paper; type to find it."),
    )
    signer = models.CharField(
        _("signed by"), max_length=150, blank=True, help_text=_("The name under the signature.")
    )
    signer_post = models.CharField(
        _("office of the signer"),
        max_length=150,
        blank=True,
        help_text=_("As it stands over the signature: “Giám đốc”."),
    )
    issued_on = models.DateField(_("issued on"), help_text=_("The day on the paper."))
    effective_on = models.DateField(
        _("in force from"),
        blank=True,
        help_text=_("The first day of effect. Empty: the day on which it was issued."),
    )
    expires_on = models.DateField(
        _("no longer in force from"),
        null=True,
        blank=True,
        help_text=_(
            "Only where the document itself, or the law, says a day. What another document "
            "replaces or annuls is told below, and works by itself."
        ),
    )
    is_effect_unknown = models.BooleanField(
        _("effect today not known"),
        default=False,
        db_default=False,
        help_text=_("Tick it where no source at hand says if it is in force; readers see that."),
    )

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        indexes = [
            models.Index(fields=["-issued_on", "-publication_ptr"], name="news_document_newest"),
            models.Index(
                fields=["document_kind", "-issued_on", "-publication_ptr"],
                name="news_document_kind",
            ),
            models.Index(
                fields=["issuer", "-issued_on", "-publication_ptr"], name="news_document_issuer"
            ),
            models.Index(
                fields=["number_key"], opclasses=["text_pattern_ops"], name="news_document_number"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="news_document_has_a_number"),
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_on"],
                name="news_document_once",
                violation_error_message=_(
                    "This agency's document of this number and day is here already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(effective_on__gte=F("issued_on")),
                name="news_document_in_force_once_issued",
                violation_error_message=_(
                    "It cannot be in force before it was issued; compare the two days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("effective_on")),
                name="news_document_ends_after_it_begins",
                violation_error_message=_(
                    "It cannot end before it is in force; compare the two days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    @property
    def full_number(self) -> str:
        """Return kind and number: “Quyết định số 12/2007/QĐ-UBND”."""
        return gettext("%(kind)s No. %(number)s") % {
            "kind": plain_name(self.document_kind),
            "number": self.number,
        }

    def clean(self) -> None:
        super().clean()
        self.number = bare_number(self.number)
        if self.number and not number_key(self.number):
            raise ValidationError({"number": _("Write the number with its letters and digits.")})

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.effective_on = self.effective_on or self.issued_on
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self.number = bare_number(self.number)
        self.effective_on = self.effective_on or self.issued_on
        super().derive()

    @property
    def known_effective_on(self) -> date | None:
        """Return the first day of effect, where a source says one."""
        return known_start(self.effective_on, self.issued_on, self.is_effect_unknown)

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        return {
            row.pk: Beside(
                f"{row.full_number} · {effect_of(row).label}", row.issued_on, _("issued on")
            )
            for row in for_titles(cls, keys)
        }

    def state_now(self) -> StateNow:
        return state_of(self)

    def number_to_search(self) -> str:
        return self.number

    def title_to_search(self) -> str:
        return f"{self.document_kind.name} {self.number} {self.title}"

    def meta_title(self) -> str:
        return f"{self.full_number}: {self.title}"

    def meta_creator(self) -> str:
        return self.issuer.name

    def meta_tags(self) -> tuple[str, ...]:
        return (self.document_kind.name,)

    def search_extra(self) -> str:
        known = (self.issuer.name, self.issuer.short_name, self.signer, self.signer_post)
        return " ".join(part for part in known if part)


class DocumentRelation(models.Model):
    """A relation from a document to another; its inverse is read from the same row."""

    source = models.ForeignKey(
        OfficialDocument,
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="relations",
    )
    tie = models.CharField(
        _("what it does"),
        max_length=16,
        choices=Tie,
        help_text=_("What this document does to the other one."),
    )
    target = models.ForeignKey(
        OfficialDocument,
        verbose_name=_("the other document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suffered",
        help_text=_("Type its number; where it is not on this site, name it in words instead."),
    )
    words = models.CharField(
        _("the other document in words"),
        max_length=300,
        blank=True,
        help_text=_("Kind, number, day and issuer of a document that is not on this site."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("relation to another document")
        verbose_name_plural = _("relations to other documents")
        ordering = ["position", "id"]
        constraints = [
            is_known("tie", Tie, "documents_documentrelation_tie_is_known"),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(words=""),
                name="documents_documentrelation_names_one",
                violation_error_message=_("Choose the other document, or name it in words."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(target=F("source")),
                name="documents_documentrelation_to_another",
                violation_error_message=_("A document cannot do this to itself."),
            ),
            models.UniqueConstraint(
                fields=["source", "tie", "target"],
                name="documents_documentrelation_once",
                violation_error_message=_("This is said of the two documents already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tie_display()}: {self.target.number if self.target else self.words}"

    def clean(self) -> None:
        self.words = nfc(self.words).strip()
        # In the form of a new document it is there, and has no key yet.
        source = getattr(self, "source", None)
        if self.target is None or source is None:
            return
        if self.target == source:
            raise ValidationError({"target": _("A document cannot do this to itself.")})
        issued = source.issued_on
        if issued is not None and self.target.issued_on > issued:
            raise ValidationError(
                {"target": _("The other document was issued later; perhaps it is the other way?")}
            )
        if self.tie in (Tie.REPLACES, Tie.ANNULS) and self._comes_round():
            raise ValidationError({"target": _("The other document already does this to it.")})

    def _comes_round(self) -> bool:
        """Return whether the other one, by however many steps, does the same to this one."""
        seen: set[int] = set()
        ends = DocumentRelation.objects.filter(tie__in=[Tie.REPLACES, Tie.ANNULS])
        reached = {self.target_id}
        while reached - seen:
            seen |= {key for key in reached if key}
            found = ends.filter(source__in=reached, target__isnull=False)
            reached = set(found.values_list("target_id", flat=True))
        return self.source_id in seen
