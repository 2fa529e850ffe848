"""What the apps give to open data, sitemap and topics, and how samples are shown."""

from portal.media.richtext.editor import CKEDITOR_CONFIGS as CKEDITOR_CONFIGS
from portal.settings.base import SITE_IS_DEMO, env

# How the data files may be used, in a sentence; empty: freely, with the source named.
DATA_LICENCE = env.str("DATA_LICENCE", default="")
# The lists of data sets that the apps open to everybody.
OPEN_DATA = [
    "news.articles.data.SETS",
    "news.documents.data.SETS",
    "news.notices.data.SETS",
    "news.procedures.data.SETS",
    "projects.overview.plan_data.SETS",
    "projects.work.data.SETS",
    "projects.work.annual_plan_data.SETS",
    "projects.promises.data.SETS",
    "projects.indicators.data.SETS",
    "enterprises.directory.data.SETS",
    "enterprises.products.data.SETS",
    "enterprises.infrastructure.data.SETS",
    "enterprises.events.data.SETS",
    "enterprises.servicepoints.data.SETS",
    "portal.participation.consultations.data.SETS",
    "portal.published_index.data.SETS",
    "portal.department.data.SETS",
]
# Of lists that are data: what their pages below /en/ show of each row, by the names of columns.
ENGLISH_LISTS = {
    "chuong-trinh": ("year",),
    "doanh-nghiep": (
        "sectors", "locality", "website", "phone", "email", "confirmed_on", "may_be_old",
    ),
    "du-an": ("nature", "stage", "field", "starts_on", "ends_on", "owner"),
    "gop-y": ("opens_on", "closes_on", "status"),
    "ha-tang": ("direction", "place", "quantity", "unit"),
    "quy-hoach": ("scope", "horizon", "decision_number", "decided_on"),
    "san-pham": ("enterprise",),
    "su-kien": ("occasion", "begins", "place", "status", "status_reason"),
    "thong-bao": ("section", "number", "issued_on", "closes_at"),
    "thu-tuc": ("code", "field", "online", "days", "fee"),
    "van-ban": ("number", "kind", "issuer", "issued_on", "effect"),
}  # fmt: skip
# Rows whose English names stand in these lists: models with `name` and `name_en`.
NAMED_IN_ENGLISH = [
    "publishing.Section",
    "publishing.Topic",
    "organisations.Organisation",
    "profiles.Sector",
    "documents.DocumentKind",
]
# Lists that speak English by themselves, by their addresses.
ENGLISH_VIEWS = {"chi-tieu": "projects.indicators.views.indicator_list"}
# The panels of the staff's first page, in their order: functions of a user.
DASHBOARD_PANELS = [
    "portal.newsroom.panels.returned_panel",
    "portal.newsroom.panels.to_decide_panel",
    "portal.participation.questions.panels.questions_panel",
    "portal.newsroom.panels.unsaved_panel",
    "portal.newsroom.first_steps.first_steps_panel",
    "portal.newsroom.panels.overdue_panel",
    "portal.newsroom.panels.sent_panel",
    "portal.newsroom.panels.drafts_panel",
    "portal.newsroom.panels.published_panel",
    "portal.newsroom.panels.coming_panel",
]
# What is counted at its top, with a list on a page of its own: functions of a user, too.
DASHBOARD_TILES = [
    "portal.emergency.panels.emergencies_waiting",
    "portal.participation.questions.panels.questions_waiting",
    "portal.newsroom.infected_files.infected_waiting",
    "portal.newsroom.panels.newsroom_waiting",
    "portal.participation.feedback.panels.words_waiting",
    "portal.newsroom.check_days.check_waiting",
    "portal.participation.consultations.panels.consultations_waiting",
    "portal.published_index.panels.published_index_waiting",
    "enterprises.briefings.panels.obstacles_waiting",
    "enterprises.people.panels.joining_waiting",
    "enterprises.products.panels.withdrawals_waiting",
    "enterprises.events.panels.slot_requests_waiting",
    "enterprises.infrastructure.panels.matches_waiting",
    "enterprises.reports.panels.sent_reports_waiting",
    "enterprises.freshness.panels.unconfirmed_waiting",
    "projects.support.panels.applications_waiting",
]
# What the bar above a public page leads the staff to beside its form: functions of a user and it.
STAFF_BAR_WAYS = ["portal.participation.feedback.panels.answers_about"]
# What needs a page to be public, told before it goes: functions of the page.
LEANING_ON_PAGES = [
    "portal.editing.leaning.pieces",
    "portal.editing.leaning.features",
    "portal.search.leaning.picked_results",
    "portal.addresses.leaning.old_addresses",
    "portal.published_index.leaning.lines",
    "portal.participation.consultations.leaning.issued",
    "portal.department.leaning.sources",
    "enterprises.association.leaning.papers",
    "news.documents.leaning.ended_documents",
    "enterprises.people.leaning.people",
    "enterprises.reports.leaning.duties",
    "enterprises.events.leaning.seats",
    "projects.promises.leaning.promises",
    "projects.indicators.leaning.figures",
    "projects.work.leaning.progress_notes",
    "projects.kit.leaning.sourced_rows",
    "portal.newsroom.bundles.collecting.bundles_around",
]
# Where paths lead at which no page is, such as those of a site before: a function of the paths.
LEADING_ON = "portal.addresses.following.by_paths"
# Whether the address of a page that is gone tells readers why: a function of the page.
HAS_WITHDRAWAL_NOTICE = "portal.addresses.withdrawn.has_public_notice"
# Why an account may not have the roles chosen for it: a function of the person and the choice.
ROLES_REFUSED = "enterprises.people.account_roles.refusal"
# Pages that stay others', such as an enterprise's, when one of their people leaves: a function of
# the person.
STAYING_PAGES = "enterprises.people.leaving.staying_pages"
# What somebody who leaves holds and a colleague goes on with: functions of the person.
HELD_BY_STAFF = [
    "portal.editing.staff.held.open_pages",
    "portal.editing.staff.held.open_changes",
    "portal.editing.staff.held.kept_pages",
    "portal.editing.staff.held.preview_links",
    "portal.ownership.checking.named_pages",
    "portal.newsroom.bundles.collecting.open_bundles",
    "portal.newsroom.bundles.handing_over.scheduled_bundles",
    "portal.participation.questions.services.open_questions",
    "enterprises.people.leaving.sent_invitations",
    "enterprises.people.leaving.last_owner",
]
# Those of an enterprise's desk: functions of a representative.
DESK_PANELS = [
    "enterprises.approval.panels.profile_panel",
    "enterprises.freshness.panels.confirmation_panel",
    "enterprises.people.panels.people_panel",
    "enterprises.products.panels.products_panel",
    "enterprises.reports.panels.due_reports_panel",
    "enterprises.infrastructure.panels.infrastructure_panel",
    "projects.support.panels.support_panel",
    "projects.support.panels.participations_panel",
    "enterprises.events.panels.events_panel",
    "enterprises.briefings.panels.obstacles_panel",
    "enterprises.uploads.panels.uploads_panel",
]
# What is made up is marked wherever it stands; off, readers meet none of it and nothing is deleted.
SHOW_SAMPLES = env.bool("SHOW_SAMPLES", default=SITE_IS_DEMO)
# Gives what the site is called in both languages: rows of the staff go before SITE_NAME.
SITE_NAMES = "portal.department.identity.site_names"
# Gives the colours and the logo of drawn pictures.
CARD_STYLE = "portal.branding.brand.card_style"
# Gives the places of menu and footer that the department may call otherwise.
MENU_PLACES = "portal.site.menu.named_places"
# Pages for crawlers beside the lists of each kind, by the names of their views.
SITEMAP_PAGES = [
    "home",
    "about_functions",
    "about_structure",
    "about_leaders",
    "work_calendar",
    "reception",
    "public_services",
    "press",
    "related_agencies",
    "contact",
    "site_map",
    "follow",
    "questions:track",
    "consultations:track",
    "service_figures",
    "light_home",
    "duty_sheet",
    "published_index:index",
    "projects:promise_list",
    "enterprises:association",
    "enterprises:join",
    "enterprises:service_points",
    "enterprises:obstacles",
    "opendata:index",
    "search",
]
# The same for what has a page and is no publication; the apps' names stand in settings only.
SITEMAP_MODELS = ["events.EventSeries", "promises.Promise"]
# Pages with parts in their address that have a code on paper though they are no publications: the
# names of their views, with the model of what they show.
CODED_PAGES = {
    "projects:promise": "promises.Promise",
    "projects:masterplan_summary": "plans.MasterPlan",
    "en:projects:indicator": "indicators.Indicator",
    "enterprises:event_series": "events.EventSeries",
}
# What has a page and is no publication, by the names of the views: links to one die with its row.
RECORD_PAGES = {
    "topic": "publishing.Topic",
    "en:topic": "publishing.Topic",
    "projects:promise": "promises.Promise",
    "enterprises:event_series": "events.EventSeries",
    "enterprises:event_series_calendar": "events.EventSeries",
}
# Parts of the site that the search finds though they are no publications: functions that describe
# them. Of two with one address the first gives the name.
SEARCH_PLACES = [
    "portal.site.places.site_places",
    "portal.subscriptions.places.follow_places",
    "portal.department.places.department_places",
    "portal.participation.places.question_places",
    "portal.participation.places.comment_places",
    "portal.participation.places.service_places",
    "portal.exchange.opendata.places.data_places",
    "portal.published_index.places.published_index_places",
    "projects.promises.places.promise_places",
    "enterprises.directory.places.enterprise_places",
    "enterprises.directory.places.sector_places",
    "enterprises.briefings.places.obstacle_places",
    "enterprises.servicepoints.places.point_places",
    "portal.site.places.list_places",
    "portal.department.places.staff_places",
    "portal.department.places.service_places",
    "enterprises.events.following.series_places",
    "portal.site.places.shelf_places",
]
# Gives by its name who of the staff wants no letters about a matter, as keys.
LETTERS_TURNED_OFF = "portal.newsroom.letters.recipients.turned_off"
# What readers follow by e-mail, by the word in addresses: classes of portal.subscriptions.subjects
# or derived from them.
FOLLOWED = {
    "tat-ca": "portal.subscriptions.subjects.Everything",
    "danh-sach": "portal.subscriptions.subjects.OfKind",
    "chuyen-muc": "portal.subscriptions.subjects.OfSection",
    "chu-de": "portal.subscriptions.subjects.OfTopic",
    "tim": "portal.subscriptions.subjects.OfSearch",
    "trang": "portal.subscriptions.one_page.OnePage",
    "cam-ket": "projects.promises.following.OfPromise",
    "loat": "enterprises.events.following.OfSeries",
}
# What stands first on the page of a topic; the other kinds follow.
TOPIC_KINDS_FIRST = ["article", "document", "project", "event"]
