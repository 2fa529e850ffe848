"""Which pages are overdue, how a month's were met, and both as files."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from portal.obligations.duties import DutyStatus
from portal.obligations.figures import DutyFigures, figures
from portal.obligations.models import Duty, SpecialDay
from portal.publishing import workflow
from portal.publishing.models import State, Transition
from portal.site import doctor
from tests import builders
from tests.portal.obligations.builders import duty, obligation, tet

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None}
LATE, MONTH, DESK = "/admin/thoi-han/", "/admin/thoi-han/thang/", "/admin/"
OVERDUE = "/admin/viec/qua-han-cong-bo/"
FEBRUARY = {"thang": "2007-02"}


def draft(title, **fields):
    return builders.article(title, **BARE | fields)


def at(day, hour=3):
    return datetime(2007, 2, day, hour, tzinfo=UTC)


def published(title, moment, *, step=None):
    """A page with this publication time; the step to it was taken then, or at `step`."""
    article = draft(title)
    workflow.transition(article, to=State.PUBLISHED, by=None, published_at=moment)
    Transition.objects.filter(publication=article).update(at=step or moment)
    return article


def status(article, now=None):
    return DutyStatus(Duty.objects.with_status(now).get(publication=article).status)


def body(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(5, 16), DutyStatus.ON_TIME),
        # 17:00 UTC is midnight here: the next day.
        (at(5, 17), DutyStatus.LATE),
        (at(6), DutyStatus.LATE),
    ],
)
def test_a_page_is_in_time_until_the_end_of_its_due_day_here(moment, expected):
    article = published("Bài", moment)
    duty(article)
    assert status(article) == expected


def test_a_moment_that_was_typed_later_makes_no_page_timely():
    article = published("Lùi ngày", at(2), step=at(9))
    duty(article)
    assert status(article) == DutyStatus.LATE


def test_a_page_that_was_taken_over_with_its_date_is_as_timely_as_that_says():
    article = published("Nhập từ nơi khác", at(2))
    Transition.objects.filter(publication=article).delete()
    duty(article)
    assert status(article) == DutyStatus.ON_TIME


def test_a_scheduled_page_waits_until_it_appears():
    article = published("Hẹn giờ", at(5), step=at(1))
    duty(article)
    assert status(article, at(4)) == DutyStatus.WAITING
    assert status(article, at(5)) == DutyStatus.ON_TIME


def test_a_page_withdrawn_after_readers_had_it_was_published_and_one_before_was_not():
    had, never = published("Đã có", at(2)), published("Chưa có", at(5), step=at(1))
    for article in (had, never):
        duty(article)
        workflow.transition(article, to=State.WITHDRAWN, by=None)
    Transition.objects.filter(to_state=State.WITHDRAWN).update(at=at(3))
    assert status(had, at(9)) == DutyStatus.ON_TIME
    assert status(never, at(9)) == DutyStatus.OVERDUE
    assert [row.publication.title for row in Duty.objects.overdue(at(9))] == ["Chưa có"]


def test_a_draft_is_overdue_from_the_day_after_its_due_day():
    article = draft("Nháp")
    duty(article)
    assert status(article, at(5)) == DutyStatus.WAITING
    assert not Duty.objects.overdue(at(5)).exists()
    assert status(article, at(6)) == DutyStatus.OVERDUE
    assert Duty.objects.overdue(at(6)).get().publication_id == article.pk


def test_a_month_is_counted_by_obligation_and_in_all():
    rule, other = obligation("Thứ nhất"), obligation("Thứ hai")
    duty(published("Đúng hạn", at(2)), of=rule)
    duty(published("Trễ", at(8)), of=rule)
    duty(draft("Quá hạn"), of=rule)
    duty(draft("Chưa đến hạn"), date(2007, 2, 9), of=other)
    found = figures(Duty.objects.all(), now=at(9))
    assert found == [
        DutyFigures(other, waiting=1),
        DutyFigures(rule, on_time=1, late=1, overdue=1),
        DutyFigures(None, on_time=1, late=1, waiting=1, overdue=1),
    ]
    assert [figure.share_in_time for figure in found] == [None, 33, 33]
    assert figures(Duty.objects.none()) == []


def test_the_month_is_shown_to_who_edits_or_publishes(client):
    duty(published("Đúng hạn", at(2)))
    client.force_login(builders.reporter())
    assert client.get(MONTH, FEBRUARY).status_code == 404
    client.force_login(builders.editor())
    page = client.get(MONTH, FEBRUARY).text
    assert "Văn bản của Sở (2 ngày làm việc)" in page
    assert "100 %" in page
    assert "chưa ghi căn cứ" in page
    assert "Không có bài nào đến hạn" in client.get(MONTH, {"thang": "2007-03"}).text
    assert client.get(MONTH, {"thang": "2007-13"}).status_code == 404


def test_a_month_as_a_file_opens_with_its_marks_and_computes_nothing(client):
    duty(published("=Mật độ điện thoại", at(8)))
    client.force_login(builders.editor())
    response = client.get(MONTH, FEBRUARY | {"tai": "csv"})
    raw = b"".join(response.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    header, line = raw.decode("utf-8-sig").splitlines()
    assert header.startswith("Tiêu đề,Loại,Chuyên mục,Người soạn,Nghĩa vụ")
    assert line.startswith("'=Mật độ điện thoại,bài viết,")
    assert line.endswith("01/02/2007,05/02/2007,08/02/2007,công bố trễ hạn,3")
    assert client.get(MONTH, FEBRUARY | {"tai": "xlsx"}).status_code == 200
    assert client.get(MONTH, FEBRUARY | {"tai": "exe"}).status_code == 404


def test_the_late_list_tells_how_late_and_the_coming_one_what_waits(client):
    duty(draft("Chưa xong"))
    duty(draft("Còn chờ"), timezone.localdate())
    duty(builders.article("Đã đăng"))
    client.force_login(builders.publisher())
    late = client.get(LATE).text
    assert "Chưa xong</a>" in late
    assert "Còn chờ</a>" not in late
    assert "Đã đăng" not in late
    coming = client.get(LATE, {"xem": "sap-den-han"}).text
    assert "Còn chờ</a>" in coming
    assert "Chưa xong</a>" not in coming
    assert "Chưa xong,bài viết" in body(client.get(LATE, {"tai": "csv"}))


def test_a_reporter_sees_own_deadlines_and_a_limited_editor_those_of_the_sections(client):
    reporter, editor = builders.reporter(), builders.editor()
    near, far = builders.section("Viễn thông"), builders.section("Bưu chính")
    editor.sections.add(near)
    duty(draft("Của tôi", by=reporter, section=far))
    duty(draft("Của người khác", section=near))
    client.force_login(reporter)
    for address in (LATE, DESK):
        page = client.get(address).text
        assert "Của tôi" in page
        assert "Của người khác" not in page
    assert "Của người khác" not in body(client.get(LATE, {"tai": "csv"}))
    client.force_login(editor)
    assert "Của người khác" in client.get(LATE).text
    assert "Của tôi" not in client.get(LATE).text


def test_the_desk_leads_to_what_is_overdue(client):
    duty(draft("Báo cáo chậm"))
    client.force_login(builders.editor())
    assert f'href="{OVERDUE}"' in client.get(DESK).text
    page = client.get(OVERDUE).text
    assert "Báo cáo chậm" in page
    assert "hạn 05/02/2007" in page


def test_the_list_of_holidays_says_which_tet_is_missing(client):
    client.force_login(builders.editor())
    # Those of the first years came with the first rows.
    SpecialDay.objects.all().delete()
    assert "Chưa nhập ngày nghỉ Tết" in client.get("/admin/portal/specialday/").text


def test_obligations_are_found_in_the_form_and_kept_by_editors_only(client):
    rule = obligation("Văn bản thử")
    client.force_login(builders.reporter())
    found = client.get(
        "/admin/autocomplete/",
        {
            "app_label": "obligations",
            "model_name": "duty",
            "field_name": "obligation",
            "term": "thử",
        },
    )
    assert [row["id"] for row in found.json()["results"]] == [str(rule.pk)]
    assert client.get("/admin/portal/obligation/add/").status_code == 403
    client.force_login(builders.editor())
    new = {"name": "Mới", "working_days": 5, "event": "signed", "source": ""}
    assert client.post("/admin/portal/obligation/add/", new).status_code == 302
    assert "chưa ghi căn cứ" in client.get("/admin/portal/obligation/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_figures_ask_as_often_for_three_rows_as_for_one(
    client, rows, django_assert_num_queries
):
    for number in range(rows):
        duty(draft(f"Nháp {number}"))
        duty(published(f"Bài {number}", at(2)), of=obligation(f"Loại {number}"))
    client.force_login(builders.editor())
    client.get(LATE)
    with django_assert_num_queries(9):
        client.get(LATE)
    with django_assert_num_queries(8):
        client.get(MONTH, FEBRUARY)
    response = client.get(MONTH, FEBRUARY | {"tai": "csv"})
    with django_assert_num_queries(0):
        assert len(body(response).splitlines()) == 1 + 2 * rows


def test_a_draft_in_the_bin_is_owed_no_longer_and_what_readers_had_stays_counted():
    dropped, had = draft("Bỏ"), published("Đã có", at(2))
    for article in (dropped, had):
        duty(article)
    workflow.transition(had, to=State.WITHDRAWN, by=None)
    for article in (dropped, had):
        workflow.transition(article, to=State.BINNED, by=None)
    assert not Duty.objects.overdue().exists()
    assert figures(Duty.objects.all())[-1] == DutyFigures(None, on_time=1)


def test_a_scheduled_page_that_was_binned_before_its_hour_is_owed_no_longer():
    article = published("Chưa có", at(5), step=at(1))
    duty(article)
    for state in (State.WITHDRAWN, State.BINNED):
        workflow.transition(article, to=state, by=None)
    Transition.objects.filter(to_state=State.WITHDRAWN).update(at=at(3))
    assert figures(Duty.objects.all(), now=at(9)) == []
    assert not Duty.objects.overdue(at(9)).exists()


def test_doctor_names_a_year_without_tet(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    year = timezone.localdate().year
    SpecialDay.objects.all().delete()
    findings = [finding.msg for finding in doctor.examine() if "Tết" in finding.msg]
    assert findings[0].startswith(f"No days of Tết are written for {year}:")
    for number in (year, year + 1):
        tet(date(number, 2, 10))
    assert not [finding for finding in doctor.examine() if "Tết" in finding.msg]


def test_the_desk_leads_to_the_deadlines_and_who_edits_to_the_statistics(client):
    client.force_login(builders.reporter())
    page = client.get(DESK).text
    assert 'href="/admin/thong-ke/"' not in page
    client.force_login(builders.editor())
    assert f'href="{LATE}"' in client.get(DESK).text
    assert 'href="/admin/thong-ke/"' in client.get(DESK).text
