from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article, Author, GalleryPicture, Source
from portal.accounts.admin import SharedRecordAdmin
from portal.editing.picture_rows import PictureRowInline
from portal.editing.publication_admin import PublicationAdmin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells

# As many stand below one article: more are an album that nobody on a phone looks through.
MAX_GALLERY = 24


class GalleryInline(PictureRowInline):
    model = GalleryPicture
    fk_name = "article"
    fields = ["picture", "upload", "alt", "caption", "position"]
    max_num = MAX_GALLERY
    classes = ["collapse"]


@admin.register(Article)
class ArticleAdmin(PublicationAdmin):
    list_select_related = ["section", "author"]
    autocomplete_fields: ClassVar[Any] = [*PublicationAdmin.autocomplete_fields, "author", "source"]
    inlines: ClassVar[Any] = [*PublicationAdmin.inlines, GalleryInline]
    sheet_kind = ("author", "source")
    copied_fields = ("author", "source")
    kind_fieldsets = (
        (_("Author and source"), {"classes": ["collapse"], "fields": ["author", "source"]}),
    )


@admin.register(Author)
class AuthorAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("name", "post"), keys=("name",))
    list_display = ["listed_name", "post"]
    search_fields = ["name"]


@admin.register(Source)
class SourceAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("name", "url"), keys=("name",))
    list_display = ["listed_name", "url"]
    search_fields = ["name"]
