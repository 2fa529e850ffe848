"""Something for each component to show on the page of components; none of it is stored or true."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final

from django import forms
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from portal.kit.charts import progress_bar
from portal.kit.filters import ALL, ListFilter
from portal.kit.qr import qr_svg
from portal.organisations.former_bodies import BodyName, FormerBody
from portal.participation.publicforms.forms import PublicForm

type Sample = Callable[[], dict[str, Any]]

MOMENT: Final = datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)
# With the marks that stand highest and lowest in Vietnamese.
TITLE: Final = "Ễnh ương, Ự, Ợ: dòng có dấu cao và thấp nhất không được chạm nhau"
WORDS: Final = "Một đoạn chữ dài vừa phải để thấy bề rộng của dòng, khoảng cách và dấu tiếng Việt."
FILE: Final = SimpleNamespace(
    address="/lien-he/",
    name="Kế hoạch năm 2007",
    extension="PDF",
    size=120_000,
    pages=4,
    seconds=95,
    is_original=True,
    is_recording=True,
    version=None,
)
HELD: Final = {
    "held": SimpleNamespace(token="", name="giay-phep.pdf"),
    "held_name": "tep-mau-cu",
}
PAGE: Final = SimpleNamespace(
    title=TITLE,
    path="/giao-dien/",
    spoken_path="/giao-dien/",
    summary=WORDS,
    published_at=MOMENT,
    section=SimpleNamespace(path="/tin-tuc/", name="Hoạt động của Sở"),
    language="vi",
    cover=None,
    is_sample=True,
    issued_on=MOMENT.date(),
    full_number="12/2007/QĐ-UBND",
    issuer=SimpleNamespace(name="UBND tỉnh"),
    effect="over",
)


class SampleForm(PublicForm):
    """The form of the sample; it leads nowhere."""

    PURPOSE = "sample"

    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ.")
    choice = forms.ChoiceField(
        label="Lĩnh vực", choices=[("1", "Bưu chính"), ("2", "Viễn thông")], required=False
    )
    text = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 3}))


def _form(name: str) -> SampleForm:
    """Return the sample of a form whose fields have ids of their own."""
    form = SampleForm()
    form.auto_id = f"{name}_%s"
    return form


def _field() -> forms.BoundField:
    """Return a field that stands alone, beside the same one in the sample of a form."""
    return _form("alone")["choice"]


class SampleFilter(ListFilter[Any]):
    """The filter of the sample; it narrows nothing."""

    year = forms.ChoiceField(label="Năm", choices=[ALL, ("2007", "2007")], required=False)


def _indicator() -> dict[str, Any]:
    indicator = SimpleNamespace(
        title="Mật độ điện thoại",
        path="/chi-tieu/mat-do-dien-thoai/",
        unit="máy/100 dân",
        target=SimpleNamespace(value=35, upper=None, year=2007),
        latest=None,
        distance=None,
        source_title="Nguồn minh họa",
        source_path="",
    )
    return {"indicator": indicator}


def _plan_card() -> dict[str, Any]:
    project = SimpleNamespace(
        title="Dự án minh họa",
        path="/du-an/",
        language="vi",
        stage_label="đang triển khai",
        stage_tone="ongoing",
    )
    plan = SimpleNamespace(
        title=TITLE,
        path="/quy-hoach/",
        language="vi",
        horizon=2010,
        orientation=2020,
        summary=WORDS,
        is_sample=True,
    )
    rollup = SimpleNamespace(percent=40, known=2, counted=5)
    bar = progress_bar("sample-bar", title="Tiến độ", percent=Decimal(40))
    card = SimpleNamespace(plan=plan, rollup=rollup, bar=bar, projects=[project], more=3)
    return {"card": card}


def _emergency() -> dict[str, Any]:
    alert = SimpleNamespace(
        level=3,
        risk="Cấp độ rủi ro thiên tai 3",
        headline="Bão minh họa",
        advice=WORDS,
        starts_at=MOMENT,
        announced_end=None,
    )
    return {"emergency": alert}


def _correction() -> dict[str, Any]:
    correction = SimpleNamespace(
        text=WORDS, at=MOMENT, anchor="dinh-chinh-mau", can_be_compared=False
    )
    return {"corrections": [correction]}


def _enterprise() -> dict[str, Any]:
    enterprise = SimpleNamespace(
        title="Công ty minh họa",
        path="/doanh-nghiep/",
        language="vi",
        summary=WORDS,
        is_sample=True,
    )
    return {"enterprise": enterprise, "heading": "h3"}


def _attachments(*, recording: bool) -> dict[str, Any]:
    shown = SimpleNamespace(now=FILE, earlier=[], is_open=True, is_played=recording)
    return {"attachments": [shown]}


def _film() -> dict[str, Any]:
    film = SimpleNamespace(**vars(FILE), is_film=True, width=640, height=360, transcript=WORDS)
    film.still = film.captions_address = None
    return {"attachments": [SimpleNamespace(now=film, is_played=True)]}


def _picture() -> SimpleNamespace:
    url = static("img/icon-180.png")
    return SimpleNamespace(
        url=url,
        width=180,
        height=180,
        fallback_format="png",
        crop=lambda _format: [],
        srcset=lambda _format: f"{url} 180w",
        credit="Người chụp",
        terms_url="",
    )


def _cover() -> dict[str, Any]:
    page = SimpleNamespace(
        shows_cover=True, cover=_picture(), cover_decorative=False, cover_alt="Cây cầu"
    )
    return {"page": page}


def _gallery() -> dict[str, Any]:
    return {"gallery": [SimpleNamespace(picture=_picture(), alt="Cây cầu", caption=WORDS)]}


# What stands in <head> or inside a tag has nothing to show.
IN_THE_HEAD: Final = {"dublin_core", "feeds_in_head", "shared_picture", "suggest_data"}

SAMPLES: Final[dict[str, Sample]] = {
    "form_fields": lambda: {"form": _form("many")},
    "form_errors": lambda: {
        "title": TITLE,
        "faults": [SimpleNamespace(target="errors", label="Họ và tên", error="Hãy điền mục này.")],
    },
    "filter_field": lambda: {"field": _form("narrows")["choice"]},
    "held_note": lambda: HELD,
    "held_file": lambda: (
        HELD | {"widget": {"type": "file", "name": "tep-mau", "attrs": {"aria-label": "Tệp mẫu"}}}
    ),
    "article_card": lambda: {"article": PAGE, "heading": "h3"},
    "attachment_list": lambda: _attachments(recording=False) | {"is_heard": True},
    "breadcrumbs": lambda: {"trail": [("/tin-tuc/", "Tin tức")], "json_ld": mark_safe("")},
    "checked_link": lambda: {"name": "Cổng minh họa", "url": "", "is_dead": True},
    "copy_link": lambda: {"address": "https://trang.example/giao-dien/"},
    "corrections": _correction,
    "cover": _cover,
    "csv_for_excel": lambda: {"file": "/doanh-nghiep.csv", "query": ""},
    "data_links": lambda: {"path": "/doanh-nghiep/", "query": "", "label": ""},
    "document_row": lambda: {"document": PAGE},
    "draft_banner": lambda: {"mark": "Bản xem trước", "has_form": False, "back": "/giao-dien/"},
    "emergency": _emergency,
    "enterprise_card": _enterprise,
    "featured": lambda: {"pages": [SimpleNamespace(page=PAGE, words=WORDS)]},
    "follow": lambda: {"name": "Tin tức", "base": "/tin-tuc/"},
    "former_body": lambda: {
        "body": FormerBody(BodyName("Sở minh họa", ""), BodyName("Sở ngày nay", ""), year=2007)
    },
    "headline_figure": _indicator,
    "language_switch": lambda: {"pair": None, "LANGUAGE_CODE": "vi"},
    "list_filter": lambda: {"form": SampleFilter(), "action": "/giao-dien/"},
    "list_found": lambda: {
        "form": SampleFilter({"year": "2007"}),
        "found": 4,
        "more": False,
        "all": "/giao-dien/",
    },
    "listen": lambda: _attachments(recording=True),
    "nothing_yet": dict,
    "notice": lambda: {"title": "Lưu ý", "text": WORDS, "tone": "warning"},
    "page_tools": lambda: {
        "page": PAGE,
        "meta": SimpleNamespace(title=TITLE, address="https://trang.example/giao-dien/"),
        "is_large": False,
        "query": "?co-chu=lon",
    },
    "pagination": lambda: {"page": SimpleNamespace(number=2, has_next=True, has_previous=True)},
    "gallery": _gallery,
    "watch": _film,
    "picture_terms": lambda: {"picture": SimpleNamespace(credit="Người chụp", terms_url="")},
    "picture_credit": lambda: {"picture": SimpleNamespace(credit="Người chụp", terms_url="")},
    "plan_card": _plan_card,
    "calendar_links": lambda: {"path": "/su-kien/lich.ics"},
    "follow_link": lambda: {"kind": "trang", "key": "1"},
    "share": lambda: {"title": TITLE, "address": "/giao-dien/"},
    "field": lambda: {"field": _field()},
    "public_form": lambda: {"form": SampleForm(), "send": "Gửi", "action": "/giao-dien/"},
    "publication_head": lambda: {
        "title": TITLE,
        "heading": "h2",
        "published_at": MOMENT,
        "summary": WORDS,
    },
    "sample_mark": lambda: {"label": ""},
    "saved_note": lambda: {
        "site_name": "Sở",
        "address": "https://trang.example/",
        "today": MOMENT,
    },
    "saved_part": lambda: {"number": "Trang 1", "address": "https://trang.example/"},
    "qr_code": lambda: {"svg": qr_svg("https://trang.example/giao-dien/"), "label": WORDS},
    "search_form": lambda: {"id": "tim-mau", "query": ""},
    "service_links": lambda: {
        "links": SimpleNamespace(facts=None, reception=None, services=[]),
        "heading": "h2",
    },
    "staff_bar": lambda: {
        "bar": SimpleNamespace(
            state="đã đăng",
            change="có thay đổi chờ duyệt",
            ways=[SimpleNamespace(label="Sửa trang này", address="/giao-dien/", is_main=True)],
        )
    },
    "status": lambda: {"label": "đang triển khai", "tone": "ongoing"},
    "topics": lambda: {
        "topics": [SimpleNamespace(name="Viễn thông", name_en="", get_absolute_url="/chu-de/")]
    },
    "topics_aside": lambda: SAMPLES["topics"](),
    "topics_below": lambda: SAMPLES["topics"](),
    "unsent_words": lambda: {"typed": WORDS},
    "useful_question": lambda: {"path": "/giao-dien/"},
}
