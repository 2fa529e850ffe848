"""What the staff finds where: the menu of the admin, what one writes, and where one searches."""

from django.utils.translation import gettext_lazy as _

from portal.kit.navigation import NavEntry, NavGroup

_STAFF = "portal.accounts.roles.works_here"
_EDITORS = "portal.accounts.roles.edits"
_WRITERS_OF_ALL = "portal.accounts.roles.writes_for_others"
_PUBLISHERS = "portal.accounts.roles.publishes"
_ADMINISTRATORS = "portal.accounts.roles.administers"
_EDIT = "publishing.edit_publication"


def _lists(*targets: str, needs: str = "") -> tuple[NavEntry, ...]:
    return tuple(NavEntry(target, needs=needs) for target in targets)


ADMIN_NAVIGATION = [
    NavGroup(
        _("Work desk"),
        (
            NavEntry("admin:index", _("Work desk"), opens=_STAFF),
            NavEntry("admin:handbook", _("Handbook"), opens=_STAFF),
        ),
    ),
    NavGroup(
        _("Articles and pages"),
        (
            *_lists("articles.Article", "documents.OfficialDocument", "events.Event"),
            *_lists("notices.Notice", "procedures.Procedure", "department.Page", needs=_EDIT),
            *_lists("publishing.EnglishVersion", needs=_EDIT),
            *_lists("pictures.Picture", "department.WorkWeek"),
        ),
    ),
    NavGroup(
        _("Citizens"),
        (
            NavEntry("questions.Question", own_label=_("questions given to me"), is_worked_on=True),
            *_lists("questions.Answer", "consultations.Consultation", needs=_EDIT),
            *_lists("consultations.ConsultationComment", "department.ReceptionTime"),
            NavEntry("feedback.PageFeedback", needs=_EDIT, is_worked_on=True),
            NavEntry("feedback.FeedbackWord", needs=_EDIT, is_worked_on=True),
        ),
    ),
    NavGroup(
        _("Plans and figures"),
        (
            *_lists("work.AnnualPlan", "work.Project", "plans.MasterPlan", needs=_EDIT),
            *_lists("promises.Promise", "indicators.Indicator", needs=_EDIT),
            NavEntry("work.SupportCall", is_worked_on=True),
            *_lists("work.Application"),
        ),
    ),
    NavGroup(
        _("Enterprises"),
        (
            *_lists("profiles.Enterprise", "products.Product", needs=_EDIT),
            *_lists("infrastructure.InfrastructureListing", needs=_EDIT),
            *_lists("infrastructure.InfrastructureMatch"),
            NavEntry("reports.EnterpriseReport", is_worked_on=True),
            *_lists("briefings.ActionItem"),
            NavEntry("profiles.Representative", needs=_EDIT, is_worked_on=True),
            NavEntry("people.Invitation", needs=_EDIT, is_worked_on=True),
            NavEntry("people.JoinRequest", needs=_EDIT, is_worked_on=True),
            *_lists("uploads.UploadQuota", needs=_EDIT),
            NavEntry("events.SlotRequest", is_elsewhere=True),
            NavEntry("freshness.Confirmation", is_elsewhere=True),
            NavEntry("infrastructure.ListingContact", is_elsewhere=True),
            NavEntry("products.WithdrawalRequest", is_elsewhere=True),
            NavEntry("profiles.PrivateContact", is_elsewhere=True),
        ),
    ),
    NavGroup(
        _("Publishing"),
        (
            NavEntry("admin:appearances", _("Publishing calendar"), opens=_STAFF),
            *_lists("publishing.Bundle", needs=_EDIT),
            NavEntry("admin:replacing", _("Find and replace"), opens=_WRITERS_OF_ALL),
            NavEntry("admin:bulk_jobs", _("Work on many pages"), opens=_STAFF, needs=_EDIT),
            *_lists("publishing.Correction"),
            NavEntry("publishing.ExternalAddress", needs=_EDIT, is_worked_on=True),
            NavEntry("publishing.QuoteNotice", needs=_EDIT, is_worked_on=True),
            *_lists("addresses.OldAddress", "addresses.WithdrawalNotice", needs=_EDIT),
            NavEntry("addresses.MissingAddress", needs=_EDIT, is_worked_on=True),
            NavEntry("admin:bin", _("Bin"), opens=_STAFF),
            NavEntry("admin:statistics", _("Statistics"), opens=_EDITORS),
            NavEntry("admin:deadlines", _("Publication deadlines"), opens=_STAFF, needs=_EDIT),
            *_lists("published_index.PublishedItem"),
        ),
    ),
    NavGroup(
        _("Emergency"),
        (
            NavEntry("admin:emergency", _("Emergency mode"), opens=_PUBLISHERS),
            *_lists("emergency.EmergencyNotice", "emergency.Lifeline", "emergency.DutyContact"),
        ),
        has_settings=True,
    ),
    NavGroup(
        _("Set-up"),
        (
            *_lists("publishing.Section", "publishing.Topic", "search.Abbreviation"),
            *_lists("search.PickedResult", "publishing.Feature", "documents.DocumentKind"),
            *_lists("articles.Author", "articles.Source", "organisations.Organisation"),
            *_lists("organisations.Succession", "profiles.Locality", "profiles.Sector"),
            *_lists("servicepoints.ServicePoint"),
            *_lists("obligations.Obligation", "obligations.SpecialDay", "reports.ReportingDuty"),
            *_lists("department.Department", "department.Unit", "department.Post"),
            *_lists("branding.Branding"),
            *_lists("department.ServiceLink", "events.EventSeries", "association.Association"),
            *_lists("association.AssociationPost", "association.Membership"),
            *_lists("association.PersonalMember"),
        ),
        is_sorted=True,
        has_settings=True,
    ),
    NavGroup(
        _("System"),
        (
            NavEntry("admin:health", _("Health of the system"), opens=_ADMINISTRATORS),
            *_lists("accounts.User", "auth.Group"),
            NavEntry("audit.AuditEntry", is_worked_on=True),
            *_lists("account.EmailAddress"),
            NavEntry("accounts.SecondStep", is_worked_on=True),
            NavEntry("tasks.UnsentLetter", is_worked_on=True),
            NavEntry("tasks.BackgroundTask", is_worked_on=True),
            NavEntry("backups.BackupRun", is_worked_on=True),
            NavEntry("admin:tables", _("All tables"), opens=_ADMINISTRATORS),
        ),
        has_settings=True,
    ),
]
# What “write” offers beside the first, which its button opens at once.
ADMIN_WRITES = [
    NavEntry("articles.Article"),
    NavEntry("documents.OfficialDocument"),
    NavEntry("events.Event"),
    NavEntry("notices.Notice", _("notice of a tender, a job, the budget")),
    NavEntry("questions.Answer"),
    NavEntry("department.Page"),
    NavEntry("pictures.Picture"),
]
# What each person keeps for oneself; it stands behind the name, above every page.
ADMIN_OWN = [
    NavEntry("account_email", _("My e-mail address")),
    NavEntry("account_change_password", _("Change password")),
    NavEntry("mfa_index", _("Second sign-in step")),
    NavEntry("account_sessions", _("Where you are signed in")),
    NavEntry("admin:letters", _("Letters to you")),
]
# Where the search of the admin looks, in the order of its answer: functions of a user and words.
ADMIN_SEARCHES = [
    "portal.newsroom.finding.find_pages",
    "enterprises.directory.places.find_enterprises",
    "portal.participation.questions.finding.find_questions",
    "portal.participation.consultations.finding.find_comments",
    "portal.accounts.finding.find_people",
    "portal.newsroom.finding.find_sections_of_handbook",
]
