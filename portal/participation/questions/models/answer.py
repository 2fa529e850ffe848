"""A question with its answer as everybody may read it: without who asked."""

from collections.abc import Collection, Iterable
from typing import ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.text.normalize import nfc
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link

MAX_QUESTION_LENGTH = 3000


class Answer(Publication):
    """A question in the words that the department gave it, and the answer as its text."""

    KIND: ClassVar[str] = "answer"
    DETAIL_VIEW: ClassVar[str] = "questions:answer"
    LIST_VIEW: ClassVar[str] = "questions:list"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "questions and answers; frequently asked questions; FAQ"
    )
    SECTION_VIEW: ClassVar[str] = "questions:section"
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "question", "asked_on", "answered_by",
    )  # fmt: skip
    FOLLOWED_IN_ENGLISH: ClassVar[tuple[str, ...]] = ("question",)

    # Its own rule knows the asker's numbers, too.
    NUMBERS_NOT_CHECKED: ClassVar[tuple[str, ...]] = ("question",)

    publication_ptr = parent_link()
    question = models.TextField(
        _("question"),
        validators=[MaxLengthValidator(MAX_QUESTION_LENGTH)],
        help_text=_("As readers see it: shortened where it helps, without who asked."),
    )
    asked_on = models.DateField(
        _("date of the question"),
        null=True,
        blank=True,
        help_text=_("The day on which it came; readers see how old it is."),
    )
    answered_by = models.CharField(
        _("answering unit"),
        max_length=150,
        blank=True,
        help_text=_("The unit that answers, such as: Phòng Viễn thông. No names of persons."),
    )

    class Meta:
        verbose_name = _("answered question")
        verbose_name_plural = _("answered questions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(question=""), name="questions_answer_has_a_question"
            ),
        ]

    def derive(self) -> None:
        self.question = nfc(self.question).strip()
        self.answered_by = nfc(self.answered_by).strip()
        super().derive()

    def meta_creator(self) -> str:
        return self.answered_by

    def search_extra(self) -> str:
        return f"{self.question} {self.answered_by}"

    @classmethod
    def beside_body(cls, keys: Iterable[int]) -> dict[int, str]:
        rows = cls.objects.filter(pk__in=keys).values_list("pk", "question")
        return {key: escape(question) for key, question in rows}

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.question = nfc(self.question).strip()
        super().clean_fields(exclude=exclude)
