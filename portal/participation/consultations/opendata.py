"""The open data of consultations; the comments of one stand beside its page."""

from django.utils.translation import gettext_lazy as _

from portal.exchange.opendata.sets import OpenSet
from portal.participation.consultations import data
from portal.participation.consultations.models import Consultation

SETS = [
    OpenSet(
        slug="gop-y",
        title=_("Consultations on drafts"),
        description=_("Drafts put before the public, with their days and where each stands today."),
        whole=data.whole,
        found=Consultation.objects.public,
        cells=data.rows,
        about_time="closes_on",
        files="consultations:data",
        members=data.with_comments,
    ),
]
