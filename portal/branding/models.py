"""What a department looks like: its logo, its colours and its words for the menu; one row."""

from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.branding.colours import HEX, Colours, unreadable

CODE_NAME: Final = r"^[A-Za-z0-9.:_-]{1,60}$"
CODE: Final = r"^[A-Za-z0-9._=+/-]{1,200}$"
_IS_COLOUR = RegexValidator(
    f"^{HEX.pattern}$", _("Write # and six digits or letters a to f, such as #1a5fb4.")
)


def _colour(name: StrPromise, help_text: StrPromise) -> "models.CharField[str, str]":
    return models.CharField(
        name, max_length=7, blank=True, help_text=help_text, validators=[_IS_COLOUR]
    )


class Branding(models.Model):
    """The department's own face; there is one row, and without it the site has ours."""

    ONLY: ClassVar[int] = 1
    COLOURS: ClassVar[tuple[str, ...]] = ("accent", "accent_dark", "warm", "warm_dark", "footer")

    logo = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "A PNG or WebP on a transparent ground, at least 512 pixels high: on top of pages, on "
            "the cards beside shared links, and as the icon on phones. Empty: the site's drawing."
        ),
    )
    accent = _colour(
        _("main colour"),
        _("Of links, headings and buttons. Empty: the site's violet."),
    )
    accent_dark = _colour(
        _("main colour at night"),
        _("For screens set to dark. Empty: the main colour, made light enough."),
    )
    warm = _colour(
        _("second colour"),
        _("Of small marks such as the kind of a page. Empty: the site's brown."),
    )
    warm_dark = _colour(
        _("second colour at night"),
        _("For screens set to dark. Empty: the second colour, made light enough."),
    )
    footer = _colour(
        _("ground of the footer"),
        _("Dark, for its letters are light. Empty: the main colour, darkened."),
    )

    seal = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("label of who watches over this site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The picture of the label, such as that of network trust, taken into the library: the "
            "site loads nothing from elsewhere. Empty: the name alone leads there."
        ),
    )
    seal_name = models.CharField(
        _("what the label says"),
        max_length=120,
        blank=True,
        help_text=_("In words, for those who do not see it. Empty: there is no label."),
    )
    seal_link = models.CharField(
        _("where the label leads"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("The page of the authority that confirms it, beginning with https://."),
    )
    code_name = models.CharField(
        _("name of the monitoring code"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(CODE_NAME, _("Letters, digits, points, colons and hyphens."))],
        help_text=_("As the authority says it: name of the <meta> in the head of each page."),
    )
    code = models.CharField(
        _("monitoring code"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(CODE, _("Letters, digits and . _ = + / - only; no script."))],
        help_text=_("The content of that <meta>. A script of theirs is not taken."),
    )

    objects: ClassVar[models.Manager["Branding"]] = models.Manager()

    class Meta:
        verbose_name = _("look of the site")
        verbose_name_plural = _("look of the site")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="branding_branding_there_is_one"),
            *(
                models.CheckConstraint(
                    condition=Q(**{field: ""}) | Q(**{f"{field}__regex": f"^{HEX.pattern}$"}),
                    name=f"branding_{field}_is_a_colour",
                )
                for field in ("accent", "accent_dark", "warm", "warm_dark", "footer")
            ),
            models.CheckConstraint(
                condition=Q(seal=None, seal_name="", seal_link="")
                | ~Q(seal_name="") & Q(seal_link__startswith="https://"),
                name="branding_seal_says_what_and_leads_there",
                violation_error_message=_("Say what the label says and where it leads."),
            ),
            models.CheckConstraint(
                condition=Q(code_name="", code="")
                | Q(code_name__regex=CODE_NAME, code__regex=CODE),
                name="branding_code_has_name_and_content",
                violation_error_message=_("Write both name and code, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("The look of the site"))

    def clean(self) -> None:
        """Refuse colours that cannot be read; each fault says what to choose."""
        if faults := dict(unreadable(self.colours)):
            raise ValidationError(faults)

    @property
    def colours(self) -> Colours:
        chosen = {name: getattr(self, name) for name in self.COLOURS}
        return Colours(**{n: c for n, c in chosen.items() if HEX.fullmatch(c)})


class MenuWord(models.Model):
    """The department's own word for a place in the menu and the footer."""

    branding = models.ForeignKey(Branding, on_delete=models.CASCADE, related_name="words")
    place = models.CharField(
        _("place"),
        max_length=60,
        help_text=_("The place of the menu or the footer that shall be called otherwise."),
    )
    word = models.CharField(
        _("its name"),
        max_length=40,
        help_text=_("Short: seven words of the menu stand side by side."),
    )
    word_en = models.CharField(
        _("its name in English"),
        max_length=40,
        blank=True,
        help_text=_("Shown under /en/. Empty: the usual English word."),
    )

    objects: ClassVar[models.Manager["MenuWord"]] = models.Manager()

    class Meta:
        verbose_name = _("word of the menu")
        verbose_name_plural = _("words of the menu")
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["branding", "place"],
                name="branding_menuword_one_for_each_place",
                violation_error_message=_("This place has a word already."),
            ),
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(word=""), name="branding_menuword_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.word
