"""What an enterprise whose page goes still has to report."""

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.kit.periods import holds_on
from enterprises.reports.models import ReportingDuty
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def duties(page: Publication) -> list[Leaning]:
    """Return the duty to report that goes on while the page is off the site."""
    rows = ReportingDuty.objects.filter(enterprise=page.pk)
    return [Leaning(rows.filter(holds_on(timezone.localdate())), _owed)]


def _owed(_number: int) -> str:
    return _("It has to report until somebody ends that; while it is in the bin nobody reminds it.")
