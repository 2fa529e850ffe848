"""Template tags by which a page says once, in one line, what is not known of its subject.

    {% unknown_once %}
      {% facts %}{% fact _("Place") %}{{ project.place }}{% endfact %}{% endfacts %}
      {% unknown _("Budget") %}
    {% endunknown_once %}

An empty fact is no row; its label stands in the line at the end, with those of `unknown`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django import template
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
# A variable of the context would not reach through `{% include … only %}`.
_missing: Final[ContextVar[list[str] | None]] = ContextVar("missing", default=None)


@contextmanager
def _gathered() -> Iterator[list[str]]:
    labels: list[str] = []
    token = _missing.set(labels)
    try:
        yield labels
    finally:
        _missing.reset(token)


def unknown_line(labels: list[str]) -> SafeString:
    """Return one line that names what is not known; nothing where all is."""
    if not labels:
        return SafeString("")
    names = ", ".join(_in_sentence(label) for label in dict.fromkeys(labels))
    counted = ngettext("%(count)d item", "%(count)d items", len(labels)) % {"count": len(labels)}
    if len(labels) == 1:
        return format_html('<p class="unknown">{}: {}.</p>', _("No information yet"), names)
    return format_html(
        '<p class="unknown">{}: {} ({}).</p>', _("No information yet"), names, counted
    )


def _in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence; what is written in capitals stays so."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


class UnknownOnceNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        with _gathered() as labels:
            shown = self.nodelist.render(context)
        return mark_safe(shown + unknown_line(labels))  # noqa: S308  # rendered by the template


@register.tag
def unknown_once(parser: Parser, token: Token) -> UnknownOnceNode:
    """Say at the end, in one line, what of all that stands inside is not known."""
    nodelist = parser.parse(("endunknown_once",))
    parser.delete_first_token()
    return UnknownOnceNode(nodelist)


class FactsNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        if _missing.get() is not None:
            return self._listed(context)
        with _gathered() as labels:
            shown = self._listed(context)
        return mark_safe(shown + unknown_line(labels))  # noqa: S308  # rendered by the template

    def _listed(self, context: Context) -> str:
        rows = self.nodelist.render(context)
        return SafeString(f'<dl class="facts">{rows}</dl>' if rows.strip() else "")


@register.tag
def facts(parser: Parser, token: Token) -> FactsNode:
    """Show a list of facts; outside `unknown_once` it says itself, below it, what is missing."""
    nodelist = parser.parse(("endfacts",))
    parser.delete_first_token()
    return FactsNode(nodelist)


@register.simple_block_tag
def fact(content: str, label: str, path: str = "") -> str:
    """Show a row of a list of facts, or remember its label where there is nothing to show."""
    if not content.strip():
        unknown(label)
        return ""
    term = format_html('<a href="{}">{}</a>', path, label) if path else label
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", term, SafeString(content))


@register.simple_tag
def unknown(label: str) -> str:
    """Remember that nothing is known of this; outside `unknown_once` say so here."""
    labels = _missing.get()
    if labels is None:
        return unknown_line([str(label)])
    labels.append(str(label))
    return ""
