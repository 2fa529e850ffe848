"""The units of the department and its posts. What a person is beside their post has no column."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.department.bilingual import Bilingual, english
from portal.department.models.abstract import ContactDetails, LimitedRows


class Unit(Bilingual, ContactDetails, LimitedRows):
    """An office or centre of the department, below the department itself or another unit."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("Empty: it stands directly below the department's leaders."),
    )
    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("In full, as its seal says.")
    )
    name_en = english(models.CharField, _("name"), max_length=200)
    functions = models.TextField(
        _("functions"),
        blank=True,
        help_text=_("What citizens and enterprises come to it for; a line for each duty."),
    )
    functions_en = english(models.TextField, _("functions"))
    room = models.CharField(
        _("room or address"),
        max_length=300,
        blank=True,
        help_text=_("Where it is: a room of the office, or an address of its own."),
    )
    room_en = english(models.CharField, _("room or address"), max_length=300)
    position = models.PositiveSmallIntegerField(
        _("position"), default=10, help_text=_("Smaller numbers stand first.")
    )

    objects: models.Manager["Unit"] = models.Manager()

    class Meta:
        verbose_name = _("unit of the department")
        verbose_name_plural = _("units of the department")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="department_unit_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="department_unit_belongs_to_another",
                violation_error_message=_("A unit cannot belong to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        above, seen = self.parent, {self.pk}
        while above is not None and self.pk is not None:
            if above.pk in seen:
                message = _("“%(unit)s” lies below this unit itself; choose another.")
                raise ValidationError(
                    {"parent": ValidationError(message, params={"unit": self.parent})}
                )
            seen.add(above.pk)
            above = above.parent


class Post(Bilingual, ContactDetails, LimitedRows):
    """A post: of the department's leaders, or in a unit; who holds it may be unknown."""

    unit = models.ForeignKey(
        Unit,
        verbose_name=pgettext_lazy("of the department", "unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        help_text=_("Empty: a post of the department's leaders."),
    )
    title = models.CharField(
        _("post"), max_length=150, help_text=_("Such as: Giám đốc, Phó Giám đốc, Trưởng phòng.")
    )
    title_en = english(models.CharField, _("post"), max_length=150)
    holder = models.CharField(
        _("who holds it"),
        max_length=120,
        blank=True,
        help_text=_("Family and given name, nothing else of the person. Empty: not known."),
    )
    known_on = models.DateField(
        _("as of"),
        null=True,
        blank=True,
        help_text=_("The day of which the name is known; readers see it beside the name."),
    )
    source = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page of this site that says who holds the post."),
    )
    duties = models.TextField(
        _("duties"),
        blank=True,
        help_text=_("The fields and units that the post is in charge of; a line for each."),
    )
    duties_en = english(models.TextField, _("duties"))
    is_spokesperson = models.BooleanField(
        _("speaks for the department"),
        default=False,
        help_text=_("The page for the press names this post as spokesperson; there is one."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=10, help_text=_("Smaller numbers stand first.")
    )

    objects: models.Manager["Post"] = models.Manager()

    class Meta:
        verbose_name = _("post in the department")
        verbose_name_plural = _("posts in the department")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="department_post_has_a_title"),
            models.CheckConstraint(
                condition=Q(known_on=None, source=None) | ~Q(holder=""),
                name="department_post_knows_whose_day_it_is",
                violation_error_message=_("Say who holds the post, or leave day and source empty."),
            ),
            models.UniqueConstraint(
                fields=["is_spokesperson"],
                condition=Q(is_spokesperson=True),
                name="department_post_one_spokesperson",
                violation_error_message=_("Another post speaks for the department already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.holder}" if self.holder else self.title
