"""Addresses of the enterprises: their desk, the directory, and what they offer.

Each area writes its addresses from the root of the site. The directory takes any word below
doanh-nghiep/ and events any below su-kien/, so other areas come before these two.
"""

from django.urls import include, path

app_name = "enterprises"
urlpatterns = [
    path("", include("enterprises.desk.urls")),
    path("", include("enterprises.approval.urls")),
    path("", include("enterprises.freshness.urls")),
    path("", include("enterprises.reports.urls")),
    path("", include("enterprises.people.urls")),
    path("", include("enterprises.association.urls")),
    path("", include("enterprises.products.urls")),
    path("", include("enterprises.infrastructure.urls")),
    path("", include("enterprises.briefings.urls")),
    path("", include("enterprises.directory.urls")),
    path("", include("enterprises.events.urls")),
]
