"""Pages of our own in the admin: their addresses, beside those that Django makes, and contexts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise

from portal.kit.text.numbers import parse_key


class _OwnPage(NamedTuple):
    route: str
    name: str
    stem: str | None
    only: Callable[[Any], Any] | None


def own_page[View: Callable[..., HttpResponseBase]](
    route: str, name: str, *, stem: str | None = None, only: Callable[[Any], Any] | None = None
) -> Callable[[View], View]:
    """Give a view of an admin class an address below its list; only the staff gets through to it.

    The address is called `name` after the model, as Django calls its own (`articles_article_step`),
    or after `stem`. `only` is `require_GET` or `require_POST`. Rights are asked by the view itself.
    """

    def mark(view: View) -> View:
        marked: Any = view
        marked.own_pages = (_OwnPage(route, name, stem, only), *getattr(view, "own_pages", ()))
        return view

    return mark


class OwnPagesMixin(admin.ModelAdmin[Any]):
    """Has the pages that `own_page` marks; a subclass that writes such a view anew keeps them."""

    def get_urls(self) -> list[URLPattern]:
        """Return them before Django's own, of which the last takes any address for a row's."""
        own = [
            self._address(page, getattr(self, name))
            for kind in type(self).__mro__
            for name, view in vars(kind).items()
            for page in getattr(view, "own_pages", ())
        ]
        return [*own, *super().get_urls()]

    def _address(self, page: _OwnPage, view: Callable[..., HttpResponseBase]) -> URLPattern:
        inner = view if page.only is None else page.only(view)
        stem = page.stem or f"{self.opts.app_label}_{self.opts.model_name}"
        return path(page.route, self.admin_site.admin_view(inner), name=f"{stem}_{page.name}")


def row_or_404[Row: Model](rows: QuerySet[Row], key: str) -> Row:
    """Return the row among these that an address names by its key; Http404 where there is none."""
    number = parse_key(key)
    row = rows.filter(pk=number).first() if number is not None else None
    if row is None:
        raise Http404
    return row


def own_page_context(request: HttpRequest, title: str | Promise, **more: object) -> dict[str, Any]:
    """Return what the template of such a page is given: the admin's frame, its title, and more.

    With `opts` of a model the page leads to the handbook's section about it; `handbook_anchor`
    names another one.
    """
    return admin.site.each_context(request) | {"title": title, **more}


def show_own_page(
    request: HttpRequest, template: str, title: str | Promise, **more: object
) -> TemplateResponse:
    """Return the page that a template makes of `own_page_context`."""
    return TemplateResponse(request, template, own_page_context(request, title, **more))
