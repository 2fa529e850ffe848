"""The addresses of the site; each app's own stand in its urls.py, named here as strings."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from portal.branding import views as branding
from portal.editing.preview_reader import preview_link
from portal.exchange.datafiles.options import Extension
from portal.media.richtext.views import upload_picture
from portal.participation.questions.views import contact
from portal.participation.service_figures.views import service_figures
from portal.publishing.feeds import FeedFile
from portal.site import (
    cards,
    components,
    corrections,
    emergency,
    feeds,
    following,
    headers,
    icons,
    media,
    news_sitemap,
    single_file,
    site_map,
    sitemaps,
    topics,
    views,
)
from portal.site.health import views as probes
from portal.site.search import search, suggest

# Of the data files beside the pages of every app.
register_converter(Extension, "extension")
register_converter(FeedFile, "feed")

handler400 = "portal.site.errors.bad_request"
handler403 = "portal.site.errors.permission_denied"
handler404 = "portal.site.errors.page_not_found"
handler500 = "portal.site.errors.server_error"

urlpatterns = [
    # Of the whole site, and of what any list, section or topic gathers. They stand before all
    # else: in “/chi-tieu/feed.json” the data of an indicator could be meant, too.
    path("<feed:file>", feeds.feed, name="site_feed"),
    path("<path:page>/<feed:file>", feeds.feed, name="feed"),
    path("", views.home, name="home"),
    path("gioi-thieu/", include("portal.department.urls")),
    path("giao-dien/", components.components, name="components"),
    path("khan-cap/", emergency.light_home, name="light_home"),
    path("khan-cap/to-a4/", emergency.sheet, name="duty_sheet"),
    path("lien-he/", contact, name="contact"),
    path("chat-luong-phuc-vu/", service_figures, name="service_figures"),
    path("so-do/", site_map.site_map, name="site_map"),
    path("theo-doi/", following.follow, name="follow"),
    path("theo-doi/", include("portal.subscriptions.urls")),
    path("tim-kiem/", search, name="search"),
    path("tim-kiem/goi-y/", suggest, name="suggestions"),
    path("chu-de/", topics.topic_list, name="topics"),
    path("chu-de/<slug:slug>/", topics.topic, name="topic"),
    path("du-lieu/", include("portal.exchange.opendata.urls")),
    path("", include("news.urls")),
    path("", include("portal.participation.urls")),
    path("", include("portal.published_index.urls")),
    path("", include("enterprises.urls")),
    path("", include("projects.urls")),
    path("tai-khoan/", include("portal.accounts.urls")),
    # Its pages for other identity providers are left out: ours stand above.
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/2fa/", include("allauth.mfa.urls")),
    path("tai-len/anh/", upload_picture, name="richtext_upload"),
    path("xem-truoc/<str:token>/", preview_link, name="preview_link"),
    path("xem-truoc/<str:token>/tep/<path:path>", media.preview_file, name="preview_file"),
    path("en/", include("portal.site.english_urls")),
    path("admin/", admin.site.urls),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.site_pages, name="sitemap_pages"),
    path("sitemap-tin-moi.xml", news_sitemap.news, name="sitemap_news"),
    re_path(
        r"^sitemap-(?P<kind>[a-z]+)-(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])\.xml$",
        sitemaps.month,
        name="sitemap_month",
    ),
    path(".well-known/security.txt", headers.security_txt, name="security_txt"),
    path("bao-cao-csp/", headers.policy_report, name="policy_report"),
    path("favicon.ico", icons.favicon, name="favicon"),
    path("mau-sac/<slug:digest>.css", branding.colours, name="brand_colours"),
    path("bieu-trung/<slug:digest>/<slug:form>.png", branding.drawing, name="brand_drawing"),
    path("site.webmanifest", icons.manifest, name="manifest"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("tep/<int:pk>/", media.attachment, name="attachment"),
    path("tep/<int:pk>/phu-de.vtt", media.captions, name="captions"),
    path("tep/<int:pk>/<int:number>/", media.attachment_version, name="attachment_version"),
    path("anh-chia-se/<int:pk>-<slug:digest>.png", cards.shared_picture, name="shared_picture"),
    path("media/<path:path>", media.serve_media, name="media"),
    # Below the address of a page of any kind.
    path("<path:page>/ma-qr.svg", views.page_code, name="page_code"),
    path("<path:page>/luu.html", single_file.saved_page, name="saved_page"),
    path("<path:page>/dinh-chinh/<int:number>/", corrections.comparison, name="correction"),
]
