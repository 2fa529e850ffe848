"""The frame of the admin's pages: its breadcrumbs, and the way to the section of the handbook."""

from django import template
from django.template.defaultfilters import stringfilter
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.kit.text.markdown import Heading
from portal.newsroom.handbook import section_about, section_at

register = template.Library()


@register.simple_tag
def handbook_section(options: object, anchor: str = "") -> Heading | None:
    """Return the section that a page names, else that about the records of its model options."""
    model = getattr(options, "model", None)
    return section_about(model) if model is not None and not anchor else section_at(anchor)


@register.filter
@stringfilter
def desk_in_crumbs(crumbs: str) -> SafeString:
    """Return rendered breadcrumbs whose first step says where it leads: to the work desk.

    Django's templates call it “Home”, each by itself, which for readers is another page.
    """
    place = reverse("admin:index")
    html = crumbs.replace(
        f'<a href="{place}">{_("Home")}</a>', f'<a href="{place}">{_("Work desk")}</a>'
    )
    return mark_safe(html)  # noqa: S308  # rendered by the template, and two words of our own
