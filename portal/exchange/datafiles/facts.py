"""The facts that every data set states of itself."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.exchange.datafiles.tables import SAMPLE, Column, Fact, Kind
from portal.kit.site_names import site_name
from portal.publishing.models import Publication

TITLE = Column("title", gettext_lazy("title"))
ADDRESS = Column("address", gettext_lazy("address"), kind=Kind.ADDRESS)
SUMMARY = Column("summary", gettext_lazy("summary"))
PUBLISHER = Column("publisher", gettext_lazy("publisher"))
LICENCE = Column("licence", gettext_lazy("licence"))
NOTICE = Column("notice", gettext_lazy("notice"))
CHANGED = Column("changed_at", gettext_lazy("last changed"), kind=Kind.DATE_TIME)
NARROWED = Column("narrowed_down_by", gettext_lazy("narrowed down by"))


def facts_of_page(page: Publication) -> tuple[Fact, ...]:
    """Return what a page that the data belong to says of itself, and what holds for all data."""
    return (
        Fact(TITLE, page.title),
        Fact(ADDRESS, settings.SITE_URL + page.path),
        Fact(SUMMARY, page.summary or None),
        Fact(SAMPLE, page.is_sample),
        *facts_of_site(page.last_changed_at),
    )


def facts_of_site(changed_at: datetime | None) -> tuple[Fact, ...]:
    """Return who publishes the data, how they may be used, and when they last changed."""
    facts = [Fact(PUBLISHER, site_name("vi")), Fact(LICENCE, licence())]
    if settings.SITE_IS_DEMO:
        facts.append(Fact(NOTICE, _("A demonstration, not an official site")))
    return (*facts, Fact(CHANGED, changed_at and timezone.localtime(changed_at)))


def licence() -> str:
    """Return how the data may be used, in a sentence."""
    usual = _("Free to use, change and pass on as long as the source is named: %(publisher)s.")
    return settings.DATA_LICENCE or usual % {"publisher": site_name()}
