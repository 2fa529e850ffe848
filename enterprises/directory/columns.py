"""What the columns of the directory's data mean."""

from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import EnterpriseSize
from portal.exchange.datafiles.columns import ID, SAMPLE
from portal.exchange.datafiles.facts import CHANGED
from portal.exchange.datafiles.tables import Column, Kind

ENTERPRISE = (
    ID,
    Column("name", _("name"), _("In full, as the page is called.")),
    Column("short_name", _("short name"), _("The abbreviation that people know it by.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS),
    Column("tax_code", _("tax code"), _("10 digits; of a branch “-” and 3 more.")),
    Column("licence", _("business licence"), _("Number, day and issuer, as written.")),
    Column("sectors", _("sectors"), _("All that it works in, divided by “; ”.")),
    Column("head_office", _("address of the head office"), _("As written.")),
    Column("locality", _("locality"), _("The administrative unit that it was entered under.")),
    Column(
        "locality_today",
        _("locality of today"),
        _("What took the place of that unit; the same where it still exists."),
    ),
    Column(
        "size",
        _("size of the enterprise"),
        _("By the number of people who work there."),
        codes=dict(EnterpriseSize.choices),
    ),
    Column("founded_year", _("founded in"), _("The year; empty: not known."), Kind.WHOLE),
    Column("capabilities", _("capabilities"), _("One thing a line.")),
    Column("website", _("website"), _("As the enterprise names it.")),
    Column("phone", _("telephone"), _("As written.")),
    Column("email", _("public e-mail"), _("Empty: none is public.")),
    Column(
        "member_since",
        _("member of the association since"),
        _("Of the informatics association; empty: it is no member today."),
        Kind.DAY,
    ),
    SAMPLE,
    Column(CHANGED.name, CHANGED.label, _("When its page last changed."), Kind.MOMENT),
)
