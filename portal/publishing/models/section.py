from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.sorted_names import english_name_field, position_field
from portal.publishing.models.addresses import SluggedByName
from portal.publishing.models.kinds import kind_named, kinds
from portal.publishing.models.redirect import Redirect, StoredPathMixin

# Forms list the sections of a kind to choose from; a longer list nobody reads.
MAX_ROWS = 100


class SectionQuerySet(models.QuerySet["Section"]):
    def of_kind(self, kind: str) -> Self:
        """Return the sections that publications of this kind stand in, in the editors' order."""
        return self.filter(kind=kind)


class Section(SluggedByName, StoredPathMixin):
    """A shelf for publications of one kind; the news calls it a category."""

    kind = models.CharField(
        _("kind"), max_length=32, help_text=_("Pages of this kind stand in the section.")
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Short, as it stands in menus and above lists.")
    )
    name_en = english_name_field(100)
    slug = models.SlugField(
        _("address word"),
        max_length=100,
        blank=True,
        help_text=_(
            "Made from the name when left empty. A changed address leads on from the old one."
        ),
    )
    path = models.CharField(_("address"), max_length=255, unique=True, editable=False)
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("A sentence on what belongs here; the section's feed shows it."),
    )
    position = position_field()

    objects = SectionQuerySet.as_manager()

    # Read from the other side, `user.sections`; here, so that accounts know no pages.
    limited_users = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("people limited to this section"),
        blank=True,
        related_name="sections",
        help_text=_("Limits the rights of their roles to their sections; of nobody: everywhere."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["kind", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="publishing_section_one_slug_per_kind",
                violation_error_message=_("Another section of this kind has this address already."),
            ),
            models.CheckConstraint(
                condition=models.Q(path__regex=r"^/([a-z0-9-]+/)+$"),
                name="publishing_section_path_is_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self._check_kind()
        if self._state.adding and Section.objects.of_kind(self.kind).count() >= MAX_ROWS:
            raise ValidationError(
                _("There are %(most)s sections of this kind already. Rename one instead."),
                params={"most": MAX_ROWS},
                code="too_many",
            )

    def _check_kind(self) -> None:
        """Let the kind stay while there are pages of it: they would stand on a shelf of others."""
        changed = Section.objects.filter(pk=self.pk).exclude(kind=self.kind)
        was = changed.values_list("kind", flat=True).first()
        model = kinds().get(was) if was else None
        if model is not None and model.objects.filter(section=self.pk).exists():
            raise ValidationError(
                {"kind": _("Pages stand in this section. Make a new one for another kind.")},
                code="kind",
            )

    def save(self, **options: Any) -> None:
        """Store the section; a changed address leaves a redirect behind."""
        self.fill_slug()
        self.path = reverse(kind_named(self.kind).SECTION_VIEW, kwargs={"slug": self.slug})
        with transaction.atomic():
            super().save(**options)
            Redirect.objects.path_changed(self._stored_path, self.path, section=self)
        self._stored_path = self.path

    def get_absolute_url(self) -> str:
        return self.path


@receiver(pre_delete, sender=Section)
def keep_limits(instance: Section, **_kwargs: Any) -> None:
    """Refuse to delete a section to which people are limited: without limits rights reach all."""
    people: set[models.Model] = set(instance.limited_users.all())
    if people:
        raise models.ProtectedError("People are limited to this section.", people)
