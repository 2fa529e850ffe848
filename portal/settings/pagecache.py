"""Kept pages: how much memory, what they depend on, and which parameters make another page."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import DEBUG, VAR_DIR, env
from portal.settings.database import CACHES

# Off for the development server, where templates change under the pages.
PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)
# Megabytes of each worker; other pages stay in the store that all share.
PAGE_CACHE_MEMORY = env.int("PAGE_CACHE_MEMORY", default=8)
if PAGE_CACHE_MEMORY < 1:
    raise ImproperlyConfigured(
        f"PAGE_CACHE_MEMORY is {PAGE_CACHE_MEMORY}; write megabytes for each worker, 1 or more."
    )
# What can be made again lies where CACHE_URL says; what is counted never does.
CACHE_IS_SHARED = bool(env.str("CACHE_URL", default=""))
CACHES["pages"] = (
    env.cache_url("CACHE_URL") | {"KEY_PREFIX": "pages"}
    if CACHE_IS_SHARED
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
)
# Those whose address has a query lie apart, in few files: there is no end of such addresses.
CACHES["query_pages"] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": VAR_DIR / "pages" / "queries",
    "TIMEOUT": None,
    "OPTIONS": {"MAX_ENTRIES": 500},
}
if CACHE_IS_SHARED:
    # Of more Django throws out what comes first by its key, counts of sign-ins, however fresh.
    # Where pictures lie beside them there must be fewer: each takes room on the disk.
    CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] = 500_000
# Settings that public pages and files show or follow: after a change of one, what programs have
# fetched is of before. No process sets one of these for itself.
PAGE_SETTINGS = [
    "CONSULTATION_KEPT_DAYS",
    "CONSULTATION_SUMMARY_DAYS",
    "DATA_LICENCE",
    "ENTERPRISE_HIDDEN_AFTER",
    "ENTERPRISE_REPORT_DAYS",
    "ENTERPRISE_SERVICE_DAYS",
    "ENTERPRISE_STALE_AFTER",
    "ENTERPRISE_SUMS_CONTRIBUTORS",
    "ENTERPRISE_SUMS_P",
    "ENTERPRISE_SUMS_SHARE_OF_ONE",
    "ENTERPRISE_SUMS_SHARE_OF_TWO",
    "FEEDBACK_KEPT_DAYS",
    "INFRASTRUCTURE_TERM_DAYS",
    "JOIN_REQUEST_KEPT_DAYS",
    "JOIN_REQUEST_WORKING_DAYS",
    "MEDIA_URL",
    "OIDC_NAME",
    "QUESTION_KEPT_DAYS",
    "QUESTION_LINK_LIFE",
    "QUESTION_WORKING_DAYS",
    "SECURITY_CONTACT",
    "SHOW_SAMPLES",
    "SITE_IS_DEMO",
    "SITE_NAME",
    "SITE_NAME_EN",
    "SITE_URL",
    "SUBSCRIPTION_CONFIRM_LIFE",
]
# Records beside publications that stand on public pages: any write to one makes all pages anew.
PUBLIC_RECORDS = [
    "addresses.OldAddress",
    "addresses.WithdrawalNotice",
    "articles.Author",
    "articles.Source",
    "association.Association",
    "association.AssociationPost",
    "association.Membership",
    "association.PersonalMember",
    "branding.Branding",
    "branding.MenuWord",
    "briefings.ActionItem",
    "department.Department",
    "department.Post",
    "department.ReceptionTime",
    "department.ServiceLink",
    "department.Unit",
    "department.WorkItem",
    "department.WorkWeek",
    "documents.DocumentKind",
    "emergency.DutyContact",
    "emergency.EmergencyNotice",
    "emergency.Lifeline",
    "events.EventAnnouncement",
    "events.EventSeries",
    "events.Registration",
    "events.SlotRequest",
    "freshness.Confirmation",
    "indicators.Observation",
    "infrastructure.InfrastructureMatch",
    "obligations.Duty",
    "obligations.Obligation",
    "obligations.SpecialDay",
    "organisations.Organisation",
    "organisations.Succession",
    "pictures.Picture",
    "profiles.Locality",
    "profiles.Sector",
    "promises.Promise",
    "published_index.PublishedItem",
    "publishing.Correction",
    "publishing.Feature",
    "publishing.Section",
    "publishing.Topic",
    "scanning.ScannedFile",
    "search.Abbreviation",
    "search.PickedResult",
    "servicepoints.ServicePoint",
    "work.Application",
    "work.Participation",
]
# Records that readers never see: a publication that writes them beside its page changes that page
# only. What is named nowhere may change anything.
UNSEEN_RECORDS = [
    "audit.AuditEntry",
    "pagecache.Generation",
    "publishing.ChangeSet",
    "publishing.ForcedPublication",
    "publishing.Remark",
    "publishing.Revision",
    "publishing.Transition",
    "django_tasks_database.DBTaskResult",
]
# When what readers see next changes by itself; midnight is known.
PAGE_MOMENTS = [
    "portal.publishing.due.next_publication",
    "portal.publishing.due.next_change",
    "portal.newsroom.bundles.due.next_release",
    "portal.emergency.alerts.next_notice",
    "portal.emergency.alerts.next_end_of_status",
    "enterprises.events.event_time.next_event_moment",
    "news.notices.models.next_closing",
    "portal.department.reception.next_end",
]
# What has to be written at a moment before any page is made after it, each with what tells the next
# moment; it is named in PAGE_MOMENTS, too, so that kept pages end then.
DUE_WORK = {
    "portal.publishing.due.put_in_place": "portal.publishing.due.first_change",
    "portal.newsroom.bundles.due.release": "portal.newsroom.bundles.due.first_release",
}
# The parameters that pages read: no other one makes a page of its own.
PAGE_PARAMETERS = frozenset({
    "ban", "bang", "bom", "chu", "chu-de", "chu_de", "chuoi", "co-chu", "co-quan", "co_quan",
    "den", "dia-ban", "dia_ban", "doanh_nghiep", "ha-tang", "ha_tang", "hieu-luc", "hieu_luc",
    "hoi-vien", "hoi_vien", "linh-vuc", "linh_vuc", "loai", "loat", "minh-hoa", "nam", "ngay",
    "q", "quy-hoach", "quy-mo", "quy_hoach", "quy_mo", "sau", "so-dong", "tinh-trang",
    "tinh_trang", "trang", "truoc", "tu",
})  # fmt: skip
