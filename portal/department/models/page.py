"""A page of free text about the department, written and published like any other page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link


class Page(Publication):
    """A page under /gioi-thieu/."""

    KIND: ClassVar[str] = "page"
    DETAIL_VIEW: ClassVar[str] = "about_page"
    LIST_VIEW: ClassVar[str] = "about"
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy("searched as", "about us; introduction")

    publication_ptr = parent_link()
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=10,
        help_text=_("Its place among the About pages; smaller numbers stand first."),
    )

    class Meta:
        verbose_name = _("About page")
        verbose_name_plural = _("About pages")
