"""Pictures that staff uploaded, kept in three widths."""

from typing import Unpack

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit.text.normalize import visible
from portal.kit.text.vectors import search_vector
from portal.kit.typing import SaveOptions
from portal.media.pictures.files import Rendition


class Licence(models.TextChoices):
    """The licence of a picture; empty where nobody has said it."""

    OWN = "own", _("taken by the office's staff")
    PERMITTED = "permitted", _("with the photographer's permission")
    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC0 = "cc0-1.0", _("CC0, free of rights")
    PUBLIC_DOMAIN = "public-domain", _("public domain")


# Where readers find the terms; a licence with an address is named beside the picture.
TERMS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.vi",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.vi",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.vi",
}


class Picture(models.Model):
    """A picture on the site; made only by `portal.media.pictures.intake.store_picture`."""

    file = models.FileField(_("file"), max_length=200, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("text alternative"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    credit = models.CharField(
        _("photographer"),
        max_length=200,
        blank=True,
        help_text=_("Who took it, as it shall stand below the picture."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        blank=True,
        help_text=_("What allows us to show it."),
    )
    tags = ArrayField(
        models.CharField(max_length=50),
        verbose_name=_("tags"),
        default=list,
        blank=True,
        help_text=_("Words to find it by, with commas between them."),
    )
    # In hundredths of the width and height, from the left and from the top.
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In hundredths; or click into the picture."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("In hundredths; or click into the picture."),
    )
    # Of the bytes as uploaded, so that the same file is kept once.
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    # One object per size and format: width, height, format, path, bytes; smallest first.
    renditions = models.JSONField(default=list, editable=False)
    # Likewise of the part around the focal point that lists show; see `crops`.
    crops = models.JSONField(default=list, editable=False)
    search_vector = SearchVectorField(editable=False, null=True)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0),
                name="pictures_picture_has_a_size",
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="pictures_picture_focal_point_is_inside",
            ),
            models.CheckConstraint(
                condition=models.Q(licence__in=["", *Licence.values]),
                name="pictures_picture_licence_is_known",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="pictures_picture_search"),
            GinIndex(fields=["tags"], name="pictures_picture_tags"),
            models.Index(fields=["-created_at", "-id"], name="pictures_picture_newest"),
        ]

    def __str__(self) -> str:
        # Its stored name is a sum of its content, which nobody can read.
        return self.alt or gettext("picture no. %(number)s, not described") % {"number": self.pk}

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row, and what it is found by."""
        self.tags = normalize_tags(self.tags)
        self.search_vector = search_vector(
            title=self.alt,
            summary=self.credit,
            body_html="",
            kind="picture",
            language="vi",
            published_at=None,
            extra=" ".join(self.tags),
        )
        if (names := options.get("update_fields")) is not None:
            options["update_fields"] = {*names, "search_vector"}
        super().save(**options)

    @property
    def terms_url(self) -> str:
        """Return the address of the licence's terms, if it has any."""
        return TERMS.get(Licence(self.licence), "") if self.licence else ""

    @property
    def file_name(self) -> str:
        """Return the name that the server gave the largest size."""
        return str(self.file.name).rsplit("/", 1)[-1]

    @property
    def url(self) -> str:
        """Return the address of the largest size in the format that every browser reads."""
        return self.file.url

    @property
    def smallest_url(self) -> str:
        """Return the address of the smallest size, for previews."""
        sizes = self.in_format(self.fallback_format)
        return _url(sizes[0]) if sizes else self.url

    @property
    def crop_url(self) -> str:
        """Return the address of the largest crop, else of the smallest whole picture."""
        crop = self.crop(self.fallback_format)
        return _url(crop[-1]) if crop else self.smallest_url

    @property
    def fallback_format(self) -> str:
        """Return `png` where the picture is partly transparent, else `jpeg`."""
        return "png" if self.file_name.endswith(".png") else "jpeg"

    def in_format(self, format_name: str) -> list[Rendition]:
        """Return the sizes kept in one format, smallest first."""
        return [size for size in self.renditions if size["format"] == format_name]

    def srcset(self, format_name: str) -> str:
        """Return the value of a srcset attribute for one format."""
        return _srcset(self.in_format(format_name))

    def crop(self, format_name: str) -> list[Rendition]:
        """Return the sizes of the crop around the focal point in one format, smallest first."""
        return [size for size in self.crops if size["format"] == format_name]

    def crop_srcset(self, format_name: str) -> str:
        """Return the value of a srcset attribute for the crop in one format."""
        return _srcset(self.crop(format_name))


def normalize_tags(tags: list[str]) -> list[str]:
    """Return the tags in small letters, each once, in their order, with single spaces."""
    words = (" ".join(visible(tag).lower().split()) for tag in tags)
    return list(dict.fromkeys(word for word in words if word))


def _srcset(sizes: list[Rendition]) -> str:
    return ", ".join(f"{_url(size)} {size['width']}w" for size in sizes)


def _url(size: Rendition) -> str:
    return default_storage.url(size["path"])
