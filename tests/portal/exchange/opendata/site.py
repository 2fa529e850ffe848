"""A site with one public row in each data set, and beside each one that nobody may read."""

from datetime import timedelta

from django.utils import timezone

from portal.department.models import Post, Unit
from portal.published_index.models import PublishedItem
from portal.publishing.models import State
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.portal.participation.consultations import builders as consultations
from tests.projects import builders as projects

# Stands in everything that is not public, and nowhere else.
SECRET = "Kín"  # a word to look for


def public_rows() -> None:
    """One public row of each data set."""
    article = news.article("Báo cáo", slug="bao-cao", body=f"<p>{projects.QUOTE}.</p>")
    news.document()
    news.notice()
    news.procedure()
    projects.promise(article=article)
    projects.project(plan=projects.plan())
    projects.task(projects.programme())
    indicator = projects.indicator()
    projects.observation(indicator, article)
    firm = enterprises.enterprise()
    enterprises.product(firm)
    enterprises.listing(firm, coordinates="16.4637, 107.5909")
    enterprises.event()
    enterprises.service_point()
    consultations.shown(consultations.consultation())
    PublishedItem.objects.create(name="Tin tức", kind="article")
    Post.objects.create(unit=Unit.objects.create(name="Văn phòng"), title="Trưởng phòng")


def hidden_rows() -> None:
    """One row of each data set that could leak, and what hangs on it."""
    draft = {"state": State.DRAFT, "published_at": None}
    over = {"expires_at": timezone.now() - timedelta(days=1)}
    article = news.article(f"Tin {SECRET}", slug="tin-kin", **over)
    news.document(f"Quyết định {SECRET}", "13/2007/QĐ-UBND", **draft)
    news.notice(f"Mời thầu {SECRET}", **draft)
    news.procedure(f"Thủ tục {SECRET}", **draft)
    unit = Unit.objects.create(name="Thanh tra")
    Post.objects.create(unit=unit, title="Chánh Thanh tra", holder="Bà Hoa", source=article)
    shown = news.article("Tin hiện", slug="tin-hien", body=f"<p>{projects.QUOTE}.</p>")
    projects.promise(f"Hứa {SECRET}", is_public=False, article=shown)
    plan = projects.plan(f"Quy hoạch {SECRET}", **draft)
    projects.project(f"Dự án {SECRET}", plan=plan, **draft)
    shown_project = projects.project("Dự án hiện")
    call = projects.support_call("Đợt hiện", project=shown_project)
    projects.support_call(f"Đợt {SECRET}", project=projects.project("Dự án ẩn", **draft))
    projects.task(projects.programme(2006, title=f"Năm {SECRET}", **draft), f"Việc {SECRET}")
    indicator = projects.indicator(f"Chỉ tiêu {SECRET}", **draft)
    projects.observation(indicator, article, note=f"Ghi chú {SECRET}")
    firm = enterprises.enterprise(f"Công ty {SECRET}", **draft)
    granted = {"outcome": "granted", "decided_on": timezone.localdate()}
    projects.application(enterprise=firm, call=call, text=f"Xin {SECRET}", **granted)
    enterprises.product(firm, f"Hàng {SECRET}")
    lapsed = {"lapses_at": timezone.now() - timedelta(days=1)}
    enterprises.listing(enterprises.enterprise("Công ty B"), f"Cột {SECRET}", **lapsed)
    enterprises.event(f"Họp {SECRET}", **over)
    enterprises.service_point(f"Bưu cục {SECRET}", is_shown=False)
    consultations.shown(consultations.consultation(f"Dự thảo {SECRET}", **draft))
    consultations.comment(consultations.consultation("Dự thảo hiện"), f"Lời {SECRET}")
