"""What the apps give to open data, sitemap and topics, and how samples are shown."""

from portal.settings.base import env

# How the data files may be used, in a sentence; empty: freely, with the source named.
DATA_LICENCE = env.str("DATA_LICENCE", default="")
# The lists of data sets that the apps open to everybody.
OPEN_DATA = [
    "news.articles.opendata.SETS",
    "projects.overview.opendata.SETS",
    "enterprises.opendata.SETS",
    "portal.participation.consultations.opendata.SETS",
    "portal.published_index.data.SETS",
    "portal.department.opendata.SETS",
]
# Sample figures are marked wherever they stand; off, readers see none of them.
SHOW_SAMPLE_FIGURES = env.bool("SHOW_SAMPLE_FIGURES", default=True)
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
    "questions:track",
    "light_home",
    "duty_sheet",
    "published_index:index",
    "projects:promise_list",
    "enterprises:association",
    "enterprises:join",
    "opendata:index",
    "search",
]
# The same for what has a page and is no publication; the apps' names stand in settings only.
SITEMAP_MODELS = ["events.EventSeries"]
# What stands first on the page of a topic; the other kinds follow.
TOPIC_KINDS_FIRST = ["article", "document", "project", "event"]
