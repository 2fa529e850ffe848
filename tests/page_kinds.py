"""One page of each kind, out of the map of all addresses: none can be forgotten.

Whoever adds an address with named parts adds a line: to IN_THE_DEMO what stands for them in the
demo, to `tests/page_rows.py` how to make the row that it names, or to NOTHING_TO_SEE why there is
nothing to look at. An address without parts is a page by itself, unless it stands there, too.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.addresses import Route, routes

DESK = "/doanh-nghiep/cua-toi/"
OWNER = "dn-a"
STAFF = "quantri"

ARTICLE_SLUG = "hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue"
ARTICLE = f"/tin-tuc/{ARTICLE_SLUG}/"
EVENT = {"slug": "hoi-nghi-trien-khai-ke-hoach-nam-2007"}
PLAN = {"slug": "quy-hoach-cong-nghe-thong-tin-den-nam-2010-va-dinh-huong-nam-2020"}
LISTING = {"slug": "cho-dung-chung-cong-be-minh-hoa"}

IN_THE_DEMO: dict[str, dict[str, Any]] = {
    "topic": {"slug": "cong-nghe-thong-tin"},
    "news:article": {"slug": ARTICLE_SLUG},
    "news:section": {"slug": "hoat-dong-cua-so"},
    "news:year": {"year": 2007},
    "news:month": {"year": 2007, "month": 2},
    "opendata:set": {"slug": "chi-tieu"},
    "projects:masterplan": PLAN,
    "projects:masterplan_summary": PLAN,
    "projects:project": {"slug": "dao-tao-cntt-trong-cac-co-quan-dang-va-nha-nuoc"},
    "projects:project_field": {"slug": "cong-nghe-thong-tin"},
    "projects:annual_plan": {"slug": "2007"},
    "projects:indicator": {"slug": "mat-do-dien-thoai"},
    "enterprises:enterprise": {"slug": "cong-ty-minh-hoa-a"},
    "enterprises:product": {"slug": "tong-dai-dien-thoai-minh-hoa-a"},
    "enterprises:infrastructure": LISTING,
    "enterprises:infrastructure_contact": LISTING,
    "enterprises:event": EVENT,
    "enterprises:event_series": {"slug": "dien-dan-hang-thang"},
    "en:list": {"listed": "tin-tuc"},
    "en:topic": {"slug": "cong-nghe-thong-tin"},
    "en:projects:indicator": {"slug": "mat-do-dien-thoai"},
    "en:opendata:set": {"slug": "chi-tieu"},
    "en:page": {"page": f"tin-tuc/{ARTICLE_SLUG}"},
    "account_confirm_email": {"key": "khong-con-dung"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "khong-con-dung"},
}

# Pages whose address alone does not bring all that they can show.
STATES: dict[str, str] = {
    "search: found": "/tim-kiem/?q=hoi+nghi",
    "search: not found": "/tim-kiem/?q=khongcotunaynhuvay",
    "search: mistyped": "/tim-kiem/?q=ddieejn+thoaij",
    "search: most of the words": "/tim-kiem/?q=hoi+nghi+trien+khai+khongcotunay",
    "en:search: found": "/en/tim-kiem/?q=conference",
    "enterprises:list, narrowed down": "/doanh-nghiep/?q=minh+hoa",
    "news:article, in large letters": f"{ARTICLE}?co-chu=lon",
    "topic, of one kind": "/chu-de/cong-nghe-thong-tin/?loai=article",
}
MISSING = "/khong-co/"
STATUS_404 = "status of 404"

# Why there is nothing to look at, and where.
NOTHING_TO_SEE: dict[str, set[str]] = {
    "a feed": {"site_feed", "feed"},
    "a page in one file, tried by tests/portal/site/test_saving.py": {"saved_page"},
    "a page for frames of others, tried by tests/projects/indicators/test_chart_embedded.py": {
        "projects:indicator_embedded", "en:projects:indicator_embedded",
        "projects:masterplan_embedded", "projects:project_embedded",
        "projects:indicator_parts_embedded", "en:projects:indicator_parts_embedded",
        "enterprises:service_map_embedded",
    },
    "a file of data": {
        "documents:data", "notices:data", "procedures:data",
        "enterprises:data", "enterprises:vcard",
        "enterprises:infrastructure_geojson", "enterprises:infrastructure_data",
        "consultations:data", "consultations:comments_data", "consultations:calendar",
        "published_index:data",
        "opendata:dcat", "opendata:openapi", "opendata:bulk", "opendata:rows", "opendata:row",
        "opendata:file", "work_calendar_file", "enterprises:event_calendar",
        "enterprises:event_series_calendar", "enterprises:event_file",
        "projects:promise_data", "projects:masterplan_data", "projects:project_data",
        "projects:project_timeline_data", "enterprises:service_point_data",
        "projects:task_data", "projects:indicator_data", "projects:indicator_list_data",
        "sitemap", "sitemap_pages", "sitemap_news", "sitemap_month", "robots", "healthz",
        "readyz", "metrics",
        "favicon", "manifest", "brand_colours",
        "suggestions", "security_txt", "policy_report",
    },
    "a file or a picture": {
        "attachment", "attachment_version", "brand_drawing", "captions", "media", "preview_file",
        "shared_picture", "page_code",
        "projects:promise_card", "projects:indicator_chart", "en:projects:indicator_chart",
        "projects:indicator_chart_png", "en:projects:indicator_chart_png",
        "projects:indicator_parts", "en:projects:indicator_parts",
        "projects:indicator_parts_png", "en:projects:indicator_parts_png",
        "enterprises:service_map", "enterprises:service_map_png",
        "projects:masterplan_chart", "projects:masterplan_chart_png",
        "projects:project_chart", "projects:project_chart_png",
        "projects:indicator_card", "en:projects:indicator_card",
        "enterprises:handbook_picture", "mfa_download_recovery_codes",
    },
    "answers posts only": {
        "feedback:answer", "en:feedback_answer",
        "richtext_upload", "enterprises:invitation_ask_again",
        "enterprises:desk_invitation_again", "enterprises:desk_invitation_revoke",
        "enterprises:desk_infrastructure_step", "enterprises:desk_match_propose",
        "enterprises:desk_match_answer", "account_end_session", "account_end_other_sessions",
    },
    "nobody is sent a code to sign in with": {"account_confirm_login_code"},
    "there only where an identity provider is configured; test_identity_provider.py, "
    "test_identity_links.py and tests/browser/test_account_pages.py ask them": {
        "oidc_sign_in", "oidc_callback", "oidc_link", "oidc_unlink",
    },
    "answers the script of the page of signing in": {"mfa_login_webauthn"},
}  # fmt: skip
NO_PAGES = {name: why for why, names in NOTHING_TO_SEE.items() for name in names}

# Outside the desk, these are for somebody who has signed in.
SIGNED_IN = {
    "account_logout", "account_email", "account_change_password", "account_sessions",
    "mfa_index", "mfa_list_webauthn",
    "enterprises:infrastructure_contact",
}  # fmt: skip
FOR_STAFF = {"components"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One page to look at: its name, its address, and who looks; nobody signed in is "".

    A session that stands between two steps is named by its key, and nobody need have signed in.
    """

    name: str
    path: str
    who: str = ""
    status: int = 200
    session: str = ""

    @property
    def is_for_somebody(self) -> bool:
        return bool(self.who or self.session)


def pages() -> Iterator[Route]:
    """Each address outside the admin."""
    return (route for route in routes() if not route.text.startswith("/admin/"))


def in_the_demo(*, but: Collection[str] = ()) -> list[Kind]:
    """A page of each kind that the demo has, in the order of the map; but not those."""
    found = []
    for route in pages():
        if route.name in IN_THE_DEMO:
            path = reverse(route.name, kwargs=IN_THE_DEMO[route.name])
        elif route.parts or route.name in NO_PAGES or route.name in but:
            continue
        else:
            path = route.text
        found.append(Kind(f"{route.name} /{route.pattern}", path, _who(route.name, path)))
    states = [Kind(name, path) for name, path in STATES.items()]
    return [*found, *states, Kind("missing", MISSING, status=404)]


def _who(name: str, path: str) -> str:
    if name in FOR_STAFF:
        return STAFF
    return OWNER if path.startswith(DESK) or name in SIGNED_IN else ""
