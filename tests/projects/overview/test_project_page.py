"""What a project's page says, and what it leaves open."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from lxml import html

from enterprises.profiles.models import Enterprise
from portal.organisations.models import Organisation
from portal.publishing import services
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Attachment, State
from projects.work.models import (
    AnnualPlan,
    Application,
    ApplicationOutcome,
    BudgetLine,
    Milestone,
    MilestoneMove,
    MoneyFrom,
    Participation,
    ProgressNote,
    Project,
    SupportCall,
    Task,
)
from tests import builders as site
from tests.enterprises.builders import enterprise
from tests.projects import builders
from tests.reading import words_of

pytestmark = pytest.mark.django_db

DAY = date(2007, 6, 1)
LATER = date(2007, 9, 1)


def milestone(project: Project, title: str = "Khảo sát", **fields) -> Milestone:
    return Milestone.objects.create(project=project, title=title, **{"planned_on": DAY} | fields)


def organisation(name: str, **fields) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def participation(project: Project, who: Organisation | Enterprise, **fields) -> Participation:
    name = "organisation" if isinstance(who, Organisation) else "enterprise"
    with transaction.atomic(), allow_live_writes():
        return Participation.objects.create(project=project, **{name: who}, **fields)


def call(project: Project, **fields) -> SupportCall:
    row = {"title": "Tên miền và máy chủ", "conditions": "Doanh nghiệp nhỏ", "papers": "Đơn"}
    days = {"opens_on": date(2007, 3, 1), "closes_on": date(2007, 4, 1)}
    return SupportCall.objects.create(project=project, **row | days | fields)


def test_a_project_of_which_nobody_says_anything_claims_nothing(client):
    page = words_of(client, builders.project().path)
    for section in ("milestones", "notes", "budget", "participants"):
        assert f'id="{section}"' not in page
    [line] = re.findall(r'<p class="unknown">(.*?)</p>', page)
    assert line.startswith("Chưa có thông tin: ")
    for missing in ("các mốc", "tình hình thực hiện", "kinh phí", "đơn vị tham gia"):
        assert missing in line
    assert page.lower().count("chưa có thông tin") == 1
    assert 'id="support"' not in page
    assert " %</strong>" not in page


def test_the_facts_of_a_register_stand_on_the_page(client):
    field = site.Section.objects.create(kind=Project.KIND, name="Ứng dụng CNTT")
    project = builders.project(
        aim="Mỗi sở một website", section=field, starts_on=DAY, ends_on=LATER, place="Toàn tỉnh",
        owner=organisation("Sở Bưu chính, Viễn thông"), sponsor=organisation("UBND tỉnh"),
        issuer=organisation("Bộ Bưu chính"), decision_number="12/2007/QĐ-UBND", decided_on=DAY,
    )  # fmt: skip
    page = words_of(client, project.path)
    for words in (
        "Mỗi sở một website", "01/06/2007–01/09/2007", "Toàn tỉnh", "Sở Bưu chính, Viễn thông",
        "UBND tỉnh", "12/2007/QĐ-UBND ngày 01/06/2007, Bộ Bưu chính",
        f'<a href="{field.path}">Ứng dụng CNTT</a>',
    ):  # fmt: skip
        assert words in page


def test_progress_is_worked_out_from_weighted_milestones(client):
    project = builders.project()
    milestone(project, weight=3, actual_on=DAY)
    milestone(project, "Vận hành", weight=1)
    page = words_of(client, project.path)
    assert '<strong class="number">75 %</strong>' in page
    assert "đạt 3 trên 4 phần việc" in page


def test_a_typed_percentage_stands_with_its_reason_and_proof(client):
    project = builders.project()
    milestone(project)
    proof = site.article("Biên bản nghiệm thu")
    ProgressNote.objects.create(
        project=project, noted_on=DAY, text="Xong một nửa.", percent=Decimal("50.5"),
        reason="Theo biên bản", proof=proof,
    )  # fmt: skip
    page = words_of(client, project.path)
    assert '<strong class="number">50,5 %</strong>' in page
    assert "số khai tính đến 01/06/2007: Theo biên bản" in page
    assert f'<a href="{proof.path}">Biên bản nghiệm thu</a>' in page
    assert "Riêng các mốc cho kết quả 0 %." in page


def test_a_proof_that_is_not_public_is_not_named(client):
    project = builders.project()
    ProgressNote.objects.create(
        project=project, noted_on=DAY, text="Xong.", percent=Decimal(50), reason="Theo biên bản",
        proof=site.article("Biên bản mật", state=State.DRAFT),
    )  # fmt: skip
    assert "Biên bản mật" not in words_of(client, project.path)


def test_a_moved_milestone_shows_its_slip_and_why(client):
    project = builders.project()
    moved = milestone(project, replanned_on=LATER, actual_on=date(2007, 9, 3))
    MilestoneMove.objects.create(
        project=project, milestone=moved, from_day=DAY, to_day=LATER, reason="Chờ vốn",
        moved_by=site.person("lan", last_name="Nguyễn", first_name="Lan"),
        moved_at=datetime(2007, 5, 20, 2, tzinfo=UTC),
    )  # fmt: skip
    page = words_of(client, project.path)
    assert "chậm 94 ngày" in page
    assert "01/06/2007 → 01/09/2007" in page
    assert "Chờ vốn" in page
    assert "Nguyễn Lan" in page
    assert "(lan" not in page
    assert "20/05/2007" in page
    assert 'class="chart chart-timeline"' in page


def test_a_note_that_was_entered_later_says_when(client):
    project = builders.project()
    ProgressNote.objects.create(
        project=project, noted_on=DAY, text="Đã ký hợp đồng.",
        entered_at=datetime(2007, 7, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    page = words_of(client, project.path)
    assert "ghi ngày 01/06/2007" in page
    assert page.index("nhập ngày") < page.index("01/07/2007")


def test_money_is_summed_up_and_a_missing_amount_is_no_zero(client):
    project = builders.project()
    for source, planned in ((MoneyFrom.LOCAL, Decimal("1500")), (MoneyFrom.CENTRAL, None)):
        BudgetLine.objects.create(project=project, year=2007, money_from=source, planned=planned)
    BudgetLine.objects.create(project=project, year=2008, planned=Decimal("0.5"))
    page = words_of(client, project.path)
    budget = page[page.index('id="budget"') : page.index('class="unknown"')]
    assert "<strong>1.500</strong>&nbsp;*" in budget
    assert "<strong>1.500,5</strong>&nbsp;*" in budget
    assert "Chỉ cộng các số đã biết" in budget
    assert ">0<" not in budget


def test_a_year_of_which_nothing_is_known_stands_between_the_others(client):
    project = builders.project()
    for year in (2007, 2009):
        BudgetLine.objects.create(project=project, year=year, planned=Decimal(5))
    (budget,) = html.fromstring(client.get(project.path).text).xpath(
        '//section[@aria-labelledby="budget"]//tbody'
    )
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in budget]
    assert [row[0] for row in rows] == ["2007", "2008", "2009"]
    assert rows[1] == ["2008", "", "chưa có", "chưa có", ""]


def test_participants_stand_with_what_is_known_of_them(client):
    project = builders.project()
    agency = organisation("Cơ quan 1", is_unnamed=True)
    participation(project, agency, quantity=Decimal(35), quantity_unit="người")
    participation(project, enterprise("Công ty An Bình"), website="http://anbinh.example/")
    participation(project, enterprise("Công ty Mật", state=State.DRAFT))
    page = words_of(client, project.path)
    assert 'Cơ quan 1 <span class="quiet">(báo cáo không nêu tên)</span>' in page
    assert "35 người" in page
    assert 'href="http://anbinh.example/" rel="nofollow noopener"' in page
    assert "Công ty Mật" not in page
    assert "một doanh nghiệp hiện không công khai" in page


def test_a_made_up_participant_of_a_true_project_is_marked(client):
    project = builders.project()
    participation(project, enterprise("Công ty Mẫu", is_sample=True))
    shown = html.fromstring(client.get(project.path).text)
    (name,) = shown.xpath('//section[@aria-labelledby="participants"]//tbody//th')
    assert " ".join(name.text_content().split()) == "Công ty Mẫu minh họa"


def test_what_is_said_of_participants_has_its_source_once_or_in_each_row(client):
    project, report, other = builders.project(), site.article("Báo cáo"), site.article("Tin khác")
    hidden = site.article("Bản nháp kín", state=State.DRAFT, published_at=None)

    def sources():
        shown = html.fromstring(client.get(project.path).text)
        (part,) = shown.xpath('//section[@aria-labelledby="participants"]')
        links = part.xpath(f'.//a[@href="{report.path}" or @href="{other.path}"]')
        return [" ".join(each.text_content().split()) for each in links]

    unsourced = builders.project("Không nguồn")
    participation(unsourced, organisation("Cơ quan 0"))
    assert "Nguồn" not in html.fromstring(client.get(unsourced.path).text).xpath(
        'string(//section[@aria-labelledby="participants"])'
    )
    participation(project, organisation("Cơ quan 1"), evidence=report)
    participation(project, organisation("Cơ quan 2"), evidence=report)
    assert sources() == ["Báo cáo"]
    participation(project, organisation("Cơ quan 3"), evidence=other)
    participation(project, organisation("Cơ quan 4"))
    participation(project, organisation("Cơ quan 5"), evidence=hidden)
    assert sorted(sources()) == ["Báo cáo", "Báo cáo", "Tin khác"]
    assert "Bản nháp kín" not in client.get(project.path).text


def test_a_share_that_is_under_way_has_the_sign_of_work_under_way(client):
    project = builders.project()
    participation(project, enterprise("Công ty An Bình"), state="running")
    assert 'class="status status-ongoing">đang triển khai' in words_of(client, project.path)


def test_agencies_that_the_source_does_not_name_are_one_line(client):
    project = builders.project()
    for number in range(10):
        participation(project, organisation(f"Cơ quan {number}", is_unnamed=True))
    page = words_of(client, project.path)
    assert "10 cơ quan, nguồn không nêu tên." in page
    assert "Cơ quan 3" not in page


def test_participants_beyond_a_hundred_are_on_a_second_page(client):
    project = builders.project()
    for number in range(101):
        participation(project, organisation(f"Cơ quan {number:03}"))
    assert "Cơ quan 100" not in words_of(client, project.path)
    assert "Cơ quan 100" in words_of(client, project.path + "?trang=2")
    assert client.get(project.path + "?trang=3").status_code == 404


def test_an_open_call_says_how_to_apply_and_a_closed_one_does_not(client):
    project = builders.project(owner=organisation("Sở Công Thương"))
    call(project, title="Đợt đã qua", conditions="Điều kiện cũ")
    open_call = call(
        project, title="Đợt này", conditions="Điều kiện nay", closes_on=date(2099, 1, 1)
    )
    page = words_of(client, project.path)
    assert "Điều kiện nay" in page
    assert f'href="/doanh-nghiep/cua-toi/ho-tro/moi/?dot={open_call.pk}"' in page
    assert "mang hoặc gửi giấy tờ đến Sở Công Thương, chậm nhất ngày 01/01/2099." in page
    assert 'href="/lien-he/"' in page
    assert "Đợt đã qua" in page
    assert "Điều kiện cũ" not in page


def test_a_call_that_opens_later_leads_to_the_desk_but_to_no_form(client):
    project = builders.project()
    call(project, papers="", opens_on=date(2099, 1, 1), closes_on=date(2099, 2, 1))
    page = words_of(client, project.path)
    assert 'href="/doanh-nghiep/cua-toi/ho-tro/"' in page
    assert "?dot=" not in page
    assert "gửi giấy tờ" not in page


def test_supported_enterprises_are_shown_by_year_once_granted_and_public(client):
    project = builders.project()
    one, other = call(project), call(project, title="Đào tạo")
    for title, who, outcome in (
        (one, enterprise("Công ty Được"), ApplicationOutcome.GRANTED),
        (one, enterprise("Công ty Chờ"), ApplicationOutcome.WAITING),
        (other, enterprise("Công ty Kín", state=State.DRAFT), ApplicationOutcome.GRANTED),
    ):
        Application.objects.create(
            call=title,
            enterprise=who,
            applied_on=DAY,
            outcome=outcome,
            decided_on=LATER,
            text="Bí mật",
        )
    page = words_of(client, project.path)
    support = page[page.index('id="support"') :]
    assert support.index("<h4>2007</h4>") < support.index("Công ty Được")
    for hidden in ("Công ty Chờ", "Công ty Kín", "Bí mật"):
        assert hidden not in page


def test_where_more_were_supported_than_stand_there_it_says_so(client):
    project, who = builders.project(), enterprise("Công ty Được")
    days = {"opens_on": DAY, "closes_on": DAY}
    calls = SupportCall.objects.bulk_create(
        SupportCall(project=project, title=f"Đợt {number}", conditions="Nhỏ", **days)
        for number in range(301)
    )
    granted = [
        Application(
            call=each, enterprise=who, applied_on=DAY, decided_on=LATER,
            outcome=ApplicationOutcome.GRANTED,
        )
        for each in calls
    ]  # fmt: skip
    words = "Trên đây là 300 lượt hỗ trợ mới nhất; trước đó còn nữa."
    Application.objects.bulk_create(granted[:300])
    page = words_of(client, project.path)
    assert page.count("Công ty Được") == 300
    assert words not in page
    granted[300].save()
    page = client.get(project.path, headers={"cache-control": "no-cache"}).text
    assert page.count("Công ty Được") == 300
    assert words in " ".join(page.split())


def test_tasks_of_public_programmes_lead_to_them(client):
    project = builders.project()
    for year, state in ((2007, State.PUBLISHED), (2008, State.DRAFT)):
        plan = services.save(
            AnnualPlan(
                title=f"Chương trình {year}", year=year, **builders.PUBLIC | {"state": state}
            ),
            by=None,
        )
        Task.objects.create(
            plan=plan,
            project=project,
            title=f"Việc {year}",
            due_on=DAY,
            state="open",
            evidence=site.article(f"Báo cáo {year}"),
        )
    page = words_of(client, project.path)
    tasks = page[page.index('id="tasks"') :]
    assert '<a href="/chuong-trinh/2007/">Chương trình năm 2007</a>: Việc 2007' in tasks
    assert "01/06/2007" in tasks
    assert "Việc 2008" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_three_of_each_as_for_one(
    client, rows, django_assert_num_queries
):
    project = builders.project(owner=organisation("Sở"), evidence=site.article("Báo cáo"))
    for number in range(rows):
        moved = milestone(project, f"Mốc {number}", replanned_on=LATER)
        MilestoneMove.objects.create(
            project=project, milestone=moved, from_day=DAY, to_day=LATER, reason="Chờ vốn"
        )
        proof = site.article(f"Biên bản {number}")
        ProgressNote.objects.create(
            project=project, noted_on=DAY, text="Có.", percent=1, reason="Có", proof=proof
        )
        BudgetLine.objects.create(project=project, year=2007 + number, evidence=proof)
        participation(project, organisation(f"Cơ quan {number}"), evidence=proof)
        participation(project, enterprise(f"Công ty {number}"))
        support_call = call(project, title=f"Đợt {number}")
        Application.objects.create(
            call=support_call, enterprise=enterprise(f"Hãng {number}"), applied_on=DAY,
            decided_on=LATER, outcome=ApplicationOutcome.GRANTED,
        )  # fmt: skip
        Attachment.objects.create(publication=project, name=f"Tệp {number}", file="a.pdf", size=1)
    with django_assert_num_queries(8):
        client.get(project.path)
