"""Addresses of the enterprises: their desk, the directory, and what they offer.

The directory takes any word below doanh-nghiep/ and events any below su-kien/, so these two come
last.
"""

from django.urls import path, register_converter

from enterprises.approval import desk_views as approval
from enterprises.approval.forms import TOPICS
from enterprises.association import views as association
from enterprises.briefings import desk_views as desk_briefings
from enterprises.briefings import views as briefings
from enterprises.desk import views as desk
from enterprises.directory import data as directory_data
from enterprises.directory import views as directory
from enterprises.events import calendar
from enterprises.events import desk_views as desk_events
from enterprises.events import views as events
from enterprises.freshness import views as freshness
from enterprises.infrastructure import data as infrastructure_data
from enterprises.infrastructure import desk_views as desk_infrastructure
from enterprises.infrastructure import match_views as matches
from enterprises.infrastructure import views as infrastructure
from enterprises.kit.periods import ReportPeriodConverter
from enterprises.people import desk_views as people
from enterprises.people import invitation_views as invitations
from enterprises.people import join_views as joining
from enterprises.products import desk_views as desk_products
from enterprises.products import views as products
from enterprises.products import withdrawal_views as withdrawals
from enterprises.reports import desk_views as reports
from enterprises.servicepoints import data as service_data
from enterprises.servicepoints import views as servicepoints
from portal.exchange.chart_files import png_answer, svg_answer

register_converter(ReportPeriodConverter, "report_period")

DESK = "doanh-nghiep/cua-toi/"
REPORTS = f"{DESK}bao-cao/"
PEOPLE = f"{DESK}nguoi/"
INVITATION = "doanh-nghiep/loi-moi/<str:token>/"
PRODUCTS = f"{DESK}san-pham/"
INFRASTRUCTURE = f"{DESK}ha-tang/"
OBSTACLES = f"{DESK}vuong-mac/"
EVENTS = f"{DESK}su-kien/"

app_name = "enterprises"
urlpatterns = [
    path(DESK, desk.home, name="desk"),
    path(f"{DESK}so-tay/", desk.handbook, name="handbook"),
    path(f"{DESK}so-tay/<slug:name>.png", desk.handbook_picture, name="handbook_picture"),
    path(f"{DESK}ho-so/", approval.profile, name="profile"),
    path(f"{DESK}ho-so/nguoi-lien-he/", approval.contact_person, name="contact_person"),
    *(
        path(f"{DESK}ho-so/{slug}/", approval.profile_topic, {"topic": topic}, name="profile_topic")
        for slug, topic in TOPICS.items()
    ),
    path(f"{DESK}xem-truoc/", approval.profile_preview, name="profile_preview"),
    path(f"{DESK}yeu-cau/", approval.requests, name="requests"),
    path(f"{DESK}yeu-cau/<int:number>/", approval.request_detail, name="request"),
    path("doanh-nghiep/con-dung/<str:token>/", freshness.still_right, name="still_right"),
    path(f"{DESK}con-dung/", freshness.desk_still_right, name="desk_still_right"),
    path(REPORTS, reports.report_list, name="desk_reports"),
    path(f"{REPORTS}<report_period:period>/", reports.report, name="desk_report"),
    path(PEOPLE, people.people, name="desk_people"),
    path(f"{PEOPLE}moi/", people.invite, name="desk_invite"),
    path(f"{PEOPLE}roi/", people.leave, name="desk_leave"),
    path(
        f"{PEOPLE}loi-moi/<int:pk>/gui-lai/", people.invitation_again, name="desk_invitation_again"
    ),
    path(
        f"{PEOPLE}loi-moi/<int:pk>/thu-hoi/",
        people.invitation_revoke,
        name="desk_invitation_revoke",
    ),
    path(f"{PEOPLE}<int:pk>/vai-tro/", people.role, name="desk_person_role"),
    path(f"{PEOPLE}<int:pk>/ket-thuc/", people.end, name="desk_person_end"),
    path(f"{PEOPLE}<int:pk>/ban-giao/", people.hand_over, name="desk_hand_over"),
    path("doanh-nghiep/dang-ky/", joining.join, name="join"),
    path("doanh-nghiep/dang-ky/da-gui/<str:mark>/", joining.join_sent, name="join_sent"),
    path(INVITATION, invitations.invitation, name="invitation"),
    path(f"{INVITATION}xin-lai/", invitations.ask_again, name="invitation_ask_again"),
    path("hoi-tin-hoc/", association.association, name="association"),
    path(PRODUCTS, desk_products.products, name="desk_products"),
    path(f"{PRODUCTS}moi/", desk_products.product_new, name="desk_product_new"),
    path(f"{PRODUCTS}<int:pk>/", desk_products.product, name="desk_product"),
    path(f"{PRODUCTS}<int:pk>/noi-dung/", desk_products.product_words, name="desk_product_words"),
    path(f"{PRODUCTS}<int:pk>/hinh/", desk_products.product_picture, name="desk_product_picture"),
    path(f"{PRODUCTS}<int:pk>/tep/", desk_products.product_files, name="desk_product_files"),
    path(
        f"{PRODUCTS}<int:pk>/xem-truoc/", desk_products.product_preview, name="desk_product_preview"
    ),
    path(f"{PRODUCTS}<int:pk>/xin-go/", withdrawals.product_withdraw, name="desk_product_withdraw"),
    path("san-pham/", products.product_list, name="product_list"),
    path("san-pham/<slug:slug>/", products.product, name="product"),
    path(INFRASTRUCTURE, desk_infrastructure.listings, name="desk_infrastructure"),
    path(f"{INFRASTRUCTURE}moi/", desk_infrastructure.new, name="desk_infrastructure_new"),
    path(f"{INFRASTRUCTURE}<int:pk>/", desk_infrastructure.listing, name="desk_infrastructure_one"),
    path(
        f"{INFRASTRUCTURE}<int:pk>/sua/", desk_infrastructure.edit, name="desk_infrastructure_edit"
    ),
    path(
        f"{INFRASTRUCTURE}<int:pk>/xem-truoc/",
        desk_infrastructure.preview,
        name="desk_infrastructure_preview",
    ),
    path(f"{INFRASTRUCTURE}<int:pk>/ghep/", matches.propose, name="desk_match_propose"),
    path(f"{INFRASTRUCTURE}ghep/<int:pk>/", matches.answer, name="desk_match_answer"),
    path(
        f"{INFRASTRUCTURE}<int:pk>/<slug:name>/",
        desk_infrastructure.step,
        name="desk_infrastructure_step",
    ),
    path("ha-tang/", infrastructure.listing_list, name="infrastructure_list"),
    path("ha-tang.geojson", infrastructure_data.geojson, name="infrastructure_geojson"),
    path("ha-tang.<extension:extension>", infrastructure_data.listings, name="infrastructure_data"),
    path("ha-tang/<slug:slug>/lien-he/", infrastructure.contact, name="infrastructure_contact"),
    path("ha-tang/<slug:slug>/", infrastructure.listing, name="infrastructure"),
    path("diem-phuc-vu/", servicepoints.service_points, name="service_points"),
    path("diem-phuc-vu.<extension:extension>", service_data.points, name="service_point_data"),
    path(
        "diem-phuc-vu/bieu-do/so-do.svg",
        servicepoints.map_file,
        {"answer": svg_answer},
        name="service_map",
    ),
    path(
        "diem-phuc-vu/bieu-do/so-do.png",
        servicepoints.map_file,
        {"answer": png_answer},
        name="service_map_png",
    ),
    path("diem-phuc-vu/nhung/so-do/", servicepoints.map_embedded, name="service_map_embedded"),
    path(OBSTACLES, desk_briefings.obstacle_list, name="desk_obstacles"),
    path(f"{OBSTACLES}neu/", desk_briefings.new_obstacle, name="desk_obstacle_new"),
    path(f"{OBSTACLES}<int:pk>/", desk_briefings.obstacle, name="desk_obstacle"),
    path("su-kien/vuong-mac/", briefings.obstacles, name="obstacles"),
    path("doanh-nghiep/", directory.enterprise_list, name="list"),
    path("doanh-nghiep.<extension:extension>", directory_data.enterprises, name="data"),
    path("doanh-nghiep/<slug:slug>/", directory.enterprise, name="enterprise"),
    path("doanh-nghiep/<slug:slug>.vcf", directory.vcard, name="vcard"),
    path(EVENTS, desk_events.events, name="desk_events"),
    path(f"{EVENTS}nguoi-du/<int:pk>/", desk_events.guest, name="desk_guest"),
    path(f"{EVENTS}trinh-bay/<int:pk>/", desk_events.slot_request, name="desk_slot_request"),
    path(f"{EVENTS}<slug:slug>/", desk_events.event, name="desk_event"),
    path(f"{EVENTS}<slug:slug>/xin-trinh-bay/", desk_events.ask_for_slot, name="desk_slot_ask"),
    path("su-kien/", events.event_list, name="event_list"),
    path("su-kien/lich.ics", calendar.calendar, name="event_calendar"),
    path(
        "su-kien/loat/<slug:slug>/lich.ics", calendar.series_calendar, name="event_series_calendar"
    ),
    path("su-kien/loat/<slug:slug>/", events.series, name="event_series"),
    path("su-kien/<slug:slug>.ics", calendar.event_calendar, name="event_file"),
    path("su-kien/<slug:slug>/", events.event, name="event"),
]
