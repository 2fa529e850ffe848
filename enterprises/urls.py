"""Addresses of the enterprises: the directory, their desk, and what they offer."""

from django.urls import include, path

from enterprises.directory import data, views

app_name = "enterprises"
urlpatterns = [
    path("", include("enterprises.freshness.urls")),
    path("doanh-nghiep/cua-toi/nguoi/", include("enterprises.people.desk_urls")),
    path("", include("enterprises.products.urls")),
    path("doanh-nghiep/cua-toi/vuong-mac/", include("enterprises.briefings.desk_urls")),
    path("doanh-nghiep/cua-toi/", include("enterprises.desk.urls")),
    path("doanh-nghiep/cua-toi/ha-tang/", include("enterprises.infrastructure.desk_urls")),
    path("doanh-nghiep/cua-toi/", include("enterprises.approval.urls")),
    path("doanh-nghiep/cua-toi/bao-cao/", include("enterprises.reports.urls")),
    path("doanh-nghiep/", include("enterprises.people.urls")),
    path("doanh-nghiep/", views.enterprise_list, name="list"),
    path("doanh-nghiep.<extension:extension>", data.enterprises, name="data"),
    path("doanh-nghiep/<slug:slug>/", views.enterprise, name="enterprise"),
    path("doanh-nghiep/<slug:slug>.vcf", views.vcard, name="vcard"),
    path("", include("enterprises.association.urls")),
    path("", include("enterprises.infrastructure.urls")),
    path("", include("enterprises.briefings.urls")),
    path("su-kien/", include("enterprises.events.urls")),
]
