"""The open data of consultations; the comments of one stand beside its page."""

from django.utils.translation import gettext_lazy as _

from portal.consultations import data
from portal.consultations.models import Consultation
from portal.opendata.sets import OpenSet

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
