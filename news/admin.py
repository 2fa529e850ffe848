from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.models import Article, Author, Source
from portal.accounts.admin import SharedRecordAdmin
from portal.newsroom.admin import PublicationAdmin


@admin.register(Article)
class ArticleAdmin(PublicationAdmin):
    list_select_related = ["section", "author"]
    autocomplete_fields: ClassVar[Any] = [*PublicationAdmin.autocomplete_fields, "author", "source"]
    kind_fieldsets = (
        (_("Author and source"), {"classes": ["collapse"], "fields": ["author", "source"]}),
    )


@admin.register(Author)
class AuthorAdmin(SharedRecordAdmin):
    list_display = ["name", "post"]
    search_fields = ["name"]


@admin.register(Source)
class SourceAdmin(SharedRecordAdmin):
    list_display = ["name", "url"]
    search_fields = ["name"]
