"""What pages for readers show of the desk to who speaks for an enterprise."""

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from enterprises.desk.bar import bar_for
from portal.publishing.models import Publication

register = template.Library()


@register.inclusion_tag("components/staff_bar.html", takes_context=True)
def desk_bar(context: Context, page: Publication | None) -> dict[str, object]:
    """Show the bar above an enterprise's own page to its people; nothing to anybody else."""
    bar = bar_for(context.get("request"), page)
    return {"bar": bar, "label": _("For your enterprise")}
