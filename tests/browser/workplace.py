"""The pages of the staff's workplace, with work on them: what is looked at and tried by axe.

`prepare` makes a day's work on the served site: a text at each step of its way, a change that
waits, a question, a comment, a row for each list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.models import User
from portal.media.pictures.intake import store_picture
from portal.publishing import services, workflow
from portal.publishing.models import Bundle, Publication, State
from portal.publishing.models.kinds import admin_address
from projects.indicators.models import Indicator
from tests import builders
from tests.admin_rows import ROWS
from tests.browser.people import photo
from tests.page_kinds import ARTICLE

EVERYBODY = ("phongvien", "bientap", "duyet", "quantri")
ONE_EDITOR = ("bientap",)
ONE_PUBLISHER = ("duyet",)
ADMINISTRATOR = ("quantri",)
# Their builders make a day of a month from the number.
DAYS = {"obligations.specialday", "association.membership", "department.receptiontime"}
WAITING = "Lịch cắt sóng để bảo trì trạm ở phía nam tỉnh"
RETURNED = "Tập huấn an toàn thông tin cho cán bộ xã"
SCHEDULED = "Hướng dẫn nộp hồ sơ qua mạng trong dịp Tết"
DRAFT = "Ghi nhanh buổi làm việc với các doanh nghiệp bưu chính"
WITHDRAWN = "Thông báo tuyển dụng năm trước"
TEXT = "<p>Từ 22 giờ đến 24 giờ, các trạm ở phía nam <strong>ngừng phát</strong>.</p>"


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of the workplace: its name, its address, and whose."""

    name: str
    path: str
    who: tuple[str, ...] = ONE_EDITOR


def prepare() -> None:
    """Make the work of a day, once."""
    if Article.objects.filter(title=WAITING).exists():
        return
    writer, publisher = (User.objects.get(username=name) for name in ("phongvien", "duyet"))
    _article(DRAFT, by=writer)
    waiting = _article(WAITING, by=writer)
    workflow.transition(waiting, to=State.SUBMITTED, by=writer)
    returned = _article(RETURNED, by=writer)
    workflow.transition(returned, to=State.SUBMITTED, by=writer)
    word = "Ghi rõ ngày, giờ và nơi học ở câu đầu."
    workflow.transition(returned, to=State.CHANGES_ASKED, by=publisher, comment=word)
    later = timezone.now() + timedelta(days=2)
    scheduled = _article(SCHEDULED, by=writer, published_at=later)
    for step in (State.SUBMITTED, State.APPROVED, State.PUBLISHED):
        workflow.transition(scheduled, to=step, by=writer if step == State.SUBMITTED else publisher)
    live = Article.objects.get(path=ARTICLE)
    live.summary = f"{live.summary} Bốn mươi xã đã có mạng."
    services.save(live, by=writer)
    workflow.transition(live, to=State.SUBMITTED, by=writer)
    gone = _article(WITHDRAWN, by=writer, state=State.PUBLISHED, published_at=timezone.now())
    workflow.transition(gone, to=State.WITHDRAWN, by=publisher, comment="Đã hết hạn.")
    bundle = Bundle.objects.create(name="Tuần chuyển đổi số", created_by=publisher)
    bundle.members.create(publication=waiting, added_by=publisher)
    # With its files, which lists show.
    store_picture(ContentFile(photo()["buffer"], "tram.jpg"), by=writer)
    for number, (label, make) in enumerate(ROWS.items(), 30):
        if not apps.get_model(label)._default_manager.exists() or label in MORE:
            make(number % 28 + 1 if label in DAYS else number)


# Lists of which the demo has rows that say little.
MORE = {"questions.question", "consultations.consultationcomment", "briefings.actionitem"}


def _article(title: str, **fields: object) -> Article:
    bare = {"state": State.DRAFT, "published_at": None, "body": TEXT, "cover": None}
    return builders.article(title, **bare | fields)


def _pages_of(page: Publication, *names: str) -> Iterator[tuple[str, str]]:
    form = admin_address(page.kind, page.pk)
    base = form.removesuffix("change/")
    yield from ((name, f"{base}{name}/") for name in names)


def screens() -> list[Screen]:
    """Every page of the workplace that people open; those of one shape once."""
    return [*_of_everybody(), *_of_pages(), *_of_work(), *_lists(), *_forms()]


def _of_everybody() -> Iterator[Screen]:
    waiting, live = Article.objects.get(title=WAITING), Article.objects.get(path=ARTICLE)
    draft = Article.objects.get(title=DRAFT)
    returned = Article.objects.get(title=RETURNED)
    for name, path in (
        ("desk", "/admin/"),
        ("search", "/admin/tim/?q=bao"),
        ("search-all", "/admin/tim/"),
        ("articles", "/admin/news/article/"),
        ("article-new", "/admin/news/article/add/"),
        ("article-draft", admin_address("article", draft.pk)),
        ("article-waiting", admin_address("article", waiting.pk)),
        ("article-returned", admin_address("article", returned.pk)),
        ("article-change", admin_address("article", live.pk)),
        ("preview", f"/admin/news/article/{waiting.pk}/xem-truoc/"),
        ("calendar", "/admin/lich-dang/"),
        ("bin", "/admin/thung-rac/"),
        ("letters", "/admin/thu-bao/"),
        ("password", "/tai-khoan/password/change/"),
        ("second-step", "/tai-khoan/2fa/"),
    ):
        yield Screen(name, path, EVERYBODY)
    # Of a page by somebody else, which a reporter is not shown.
    yield Screen("decide", f"/admin/news/article/{live.pk}/duyet-tung-muc/", EVERYBODY[1:])
    # One long text, the same for everybody.
    yield Screen("handbook", "/admin/so-tay/")


def _of_pages() -> Iterator[Screen]:
    live, waiting = Article.objects.get(path=ARTICLE), Article.objects.get(title=WAITING)
    for name, path in _pages_of(live, "so-sanh", "duong-dan", "go-bai", "history"):
        yield Screen(f"article-{name}", path, ONE_PUBLISHER)
    yield Screen("article-bin", f"/admin/news/article/{waiting.pk}/delete/", ONE_PUBLISHER)
    yield Screen("article-import", "/admin/news/article/nhap/")


def _of_work() -> Iterator[Screen]:
    bundle = Bundle.objects.filter(name="Tuần chuyển đổi số")[0]
    collected = _place(Bundle, "change", bundle.pk).removesuffix("change/")
    indicator = Indicator.objects.public()[0].pk
    figures = f"/admin/projects/indicator/{indicator}/so-lieu/"
    colleague = User.objects.get(username="phongvien").pk
    for name, path, who in (
        ("bundle", f"{collected}change/", ONE_PUBLISHER),
        ("bundle-preview", f"{collected}xem-truoc/", ONE_PUBLISHER),
        ("bundle-release", f"{collected}phat-hanh/", ONE_PUBLISHER),
        ("replace", "/admin/thay-the/?tim=trạm", ONE_EDITOR),
        ("bulk", "/admin/hang-loat/", ONE_EDITOR),
        ("statistics", "/admin/thong-ke/", ONE_EDITOR),
        ("deadlines", "/admin/thoi-han/", ONE_EDITOR),
        ("deadlines-month", "/admin/thoi-han/thang/", ONE_EDITOR),
        ("emergency", "/admin/khan-cap/", ONE_PUBLISHER),
        ("figures", figures, ONE_EDITOR),
        ("figures-quote", "/admin/projects/indicator/chen-so-lieu/", ONE_EDITOR),
        ("reports-missing", "/admin/enterprises/enterprisereport/chua-nop/", ONE_EDITOR),
        ("health", "/admin/suc-khoe/", ADMINISTRATOR),
        ("tables", "/admin/bang/", ADMINISTRATOR),
        ("leaving", f"/admin/portal/user/{colleague}/nghi/", ADMINISTRATOR),
        ("sessions", "/tai-khoan/noi-dang-nhap/", ADMINISTRATOR),
    ):
        yield Screen(name, path, who)


def _lists() -> Iterator[Screen]:
    for model in _models():
        if model is not Article:
            name = f"list-{model._meta.model_name}"
            yield Screen(name, _place(model, "changelist"), _who(model))


def _forms() -> Iterator[Screen]:
    """The form of the newest row, and of a new one where that asks for other things."""
    for model in _models():
        if model is Article:
            continue
        name, who = model._meta.model_name, _who(model)
        newest = model._default_manager.order_by("-pk").first()
        if _may_add(model, who[0]) and not _asks_the_same(model, newest, who[0]):
            yield Screen(f"new-{name}", _place(model, "add"), who)
        if newest is not None:
            address = _place(model, "change", newest.pk)
            yield Screen(f"form-{name}", address, who)


def _models() -> list[type[Model]]:
    return sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


def _place(model: type[Model], view: str, *keys: object) -> str:
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{view}", args=keys)


def _who(model: type[Model]) -> tuple[str, ...]:
    """Who sees such rows with the fewest rights: an editor, a publisher, or the administrator."""
    roles = (ONE_EDITOR, ONE_PUBLISHER, ADMINISTRATOR)
    kept_by = admin.site._registry[model]
    return next(who for who in roles if kept_by.has_view_or_change_permission(_request(who[0])))


def _may_add(model: type[Model], who: str) -> bool:
    return admin.site._registry[model].has_add_permission(_request(who))


def _asks_the_same(model: type[Model], newest: Model | None, who: str) -> bool:
    """Whether the form of that row has the fields of a new one, and they can be written in."""
    kept_by, request = admin.site._registry[model], _request(who)
    if newest is None or not kept_by.has_change_permission(request, newest):
        return False
    return all(
        ask(request, newest) == ask(request, None)
        for ask in (kept_by.get_readonly_fields, kept_by.get_fieldsets, kept_by.get_inlines)
    )


def _request(who: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = User.objects.get(username=who)
    return request
