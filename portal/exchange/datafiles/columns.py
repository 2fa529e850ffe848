"""Columns that tables of many data sets have."""

from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.tables import Column, Kind

ID = Column(
    "id", _("number of the row"), _("Number of the row; no other row ever gets it."), Kind.WHOLE
)
SAMPLE = Column("is_sample", _("sample"), _("Made up to show the site; no fact."), Kind.YES_NO)
NARROWED = Column("narrowed_down_by", _("narrowed down by"))
