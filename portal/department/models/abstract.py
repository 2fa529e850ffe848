"""What several models of the department have in common."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.text.numbers import PHONE, PHONE_RULE

UNKNOWN_HELP = _("Empty: readers are told that there is no information yet.")
# Forms list units and posts to choose from; a longer list nobody reads.
MAX_ROWS: Final = 100


class ContactDetails(models.Model):
    """Somebody or something that the public reaches at work."""

    phone = models.CharField(
        _("work telephone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(PHONE, PHONE_RULE)],
        help_text=_("An office number, shown to everybody; never a private one."),
    )
    email = models.EmailField(
        _("work e-mail"),
        blank=True,
        help_text=_("An address of the office, shown to everybody; never a private one."),
    )

    class Meta:
        abstract = True


class LimitedRows(models.Model):
    """Rows of which there are a hundred at most."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self._state.adding and type(self)._base_manager.count() >= MAX_ROWS:
            raise ValidationError(
                _("There are %(most)s of these already; change one that is out of date."),
                params={"most": MAX_ROWS},
                code="too_many",
            )
