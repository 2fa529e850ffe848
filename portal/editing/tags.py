"""What several screens of the newsroom show of a page."""

from typing import Any, Literal

from django import forms, template
from django.contrib.admin.helpers import Fieldset
from django.template import Context
from django.urls import reverse

from portal.editing.checks.violations import Violation
from portal.editing.form_sections import Fault, faults_of, has_something
from portal.editing.inbound_links import MAX_ROWS, inbound_links_for
from portal.editing.leaning import leaning_on
from portal.editing.staff_bar import Bar, bar_for
from portal.media.richtext import figures
from portal.publishing.models import Publication
from portal.publishing.state_words import page_words

register = template.Library()
register.filter("page_words", page_words)


@register.inclusion_tag("admin/publishing/publication/inbound_links.html", takes_context=True)
def inbound_links(context: Context, publication: Publication, goes: bool = False) -> dict[str, Any]:
    """Return the pages with a link to this one; `goes` where readers are about to lose it.

    Then it is told, too, what else needs the page to be public.
    """
    pages = inbound_links_for(publication, context["request"].user)
    leaning = leaning_on(publication) if goes else []
    facts = {"goes": goes, "is_public": goes and publication.is_public, "leaning": leaning}
    return {"pages": pages, "most": MAX_ROWS, **facts}


@register.inclusion_tag("components/staff_bar.html", takes_context=True)
def staff_bar(context: Context, page: Publication | None) -> dict[str, Bar | None]:
    """Return the bar above a public page, for who works here; nothing for readers."""
    return {"bar": bar_for(context.get("request"), page)}


@register.simple_tag
def figure_choosers() -> list[str]:
    """Return where in the admin figures are found that a text can quote."""
    return [reverse(view) for view in figures.choosers()]


@register.simple_tag
def unfold(fieldset: Fieldset, violations: list[Violation] | Literal[""]) -> str:
    """Show a section of the form open where it holds something; says nothing itself."""
    if has_something(fieldset, violations or []):
        fieldset.is_collapsible = False
    return ""


@register.simple_tag
def faults(form: forms.ModelForm[Any], formsets: list[Any]) -> list[Fault]:
    """Return the errors of a form and of its rows with their places; tables at fault stand open."""
    for formset in formsets:
        if formset.non_form_errors():
            formset.is_collapsible = False
    return faults_of(form, formsets)
