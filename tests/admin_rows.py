"""A row of each list of the admin, with records of its own wherever it names others."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import get_date_max

from enterprises.association.models import Association, AssociationPost, Membership, PersonalMember
from enterprises.freshness.services import confirm
from enterprises.infrastructure.models import InfrastructureMatch, ListingContact
from enterprises.people.invitations import invite
from enterprises.products.models import WithdrawalRequest
from enterprises.profiles.models import Locality, PrivateContact, Sector
from enterprises.servicepoints.models import ServicePoint
from enterprises.uploads.models import UploadQuota
from news.articles.models import Author, Source
from news.documents.models import DocumentKind
from news.notices.models import Notice
from news.procedures.models import Procedure
from portal.addresses.models import MissingAddress, OldAddress, WithdrawalNotice
from portal.audit.models import Action
from portal.audit.recording import record
from portal.branding.models import Branding
from portal.department.models import Department
from portal.emergency.models import DutyContact, EmergencyNotice, Lifeline
from portal.obligations.models import Obligation, SpecialDay
from portal.organisations.models import Organisation, Succession
from portal.published_index.models import PublishedItem
from portal.publishing.models import (
    Bundle,
    Correction,
    ExternalAddress,
    Feature,
    QuoteNotice,
    Topic,
)
from portal.publishing.services import save
from portal.search.models import Abbreviation, PickedResult
from portal.site.backups.models import BackupKind, BackupRun
from portal.tasks.letters import deliver
from portal.tasks.models import BackgroundTask, UnsentLetter
from projects.work.models import AnnualPlan
from tests import builders
from tests.enterprises.builders import (
    enterprise,
    event,
    join_request,
    listing,
    obstacle,
    product,
    representative,
    series,
    slot_request,
)
from tests.enterprises.reports import builders as reports
from tests.news.builders import article, document, notice, procedure, shelf
from tests.portal.department import builders as department
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.feedback import builders as feedback
from tests.portal.participation.questions import builders as questions
from tests.projects import builders as projects


def recorded(number: int) -> None:
    with transaction.atomic():
        record(Action.CHANGED, by=someone(number), subject=builders.section(f"Ghi {number}"))


def someone(number: int) -> Any:
    return builders.person(f"nguoi-{number}", email=f"nguoi-{number}@portal.example")


def corrected(number: int) -> None:
    page = builders.article(f"Bài {number}")
    Correction.objects.create(publication=page, text="Nhầm số.", number=2, earlier_number=1)


def quoting(number: int) -> None:
    page, indicator = builders.article(f"Bài {number}"), projects.indicator(f"Chỉ tiêu {number}")
    QuoteNotice.objects.create(
        publication=page, figure_page=indicator, reference="r", name="Số", old="1", new="2"
    )


ROWS: dict[str, Callable[[int], Any]] = {
    "account.emailaddress": lambda n: EmailAddress.objects.create(
        user=someone(n), email=f"khac-{n}@portal.example"
    ),
    "auth.group": lambda n: Group.objects.create(name=f"Nhóm {n}"),
    "freshness.confirmation": lambda n: confirm(
        enterprise(f"Công ty {n}").pk, via="desk", by=someone(n)
    ),
    "association.association": lambda n: Association.objects.update_or_create(
        pk=1, defaults={"name": f"Hội {n}"}
    ),
    "association.associationpost": lambda n: AssociationPost.objects.create(
        office="4-board", person=f"Ông {n}"
    ),
    "briefings.actionitem": lambda n: obstacle(enterprise(f"Công ty {n}"), f"Vướng mắc {n}"),
    "profiles.enterprise": lambda n: enterprise(f"Công ty {n}"),
    "infrastructure.infrastructurelisting": lambda n: listing(
        enterprise(f"Công ty {n}"), f"Cột {n}"
    ),
    "infrastructure.infrastructurematch": lambda n: InfrastructureMatch.objects.create(
        offer=listing(enterprise(f"Công ty {n}"), f"Cột {n}"),
        request=listing(enterprise(f"Hãng {n}"), f"Cần {n}", direction="request"),
    ),
    "infrastructure.listingcontact": lambda n: ListingContact.objects.create(
        listing=listing(enterprise(f"Công ty {n}"), f"Cột {n}"), name=f"Ông {n}"
    ),
    "events.event": lambda n: event(f"Diễn đàn {n}", series=series(f"Loạt {n}")),
    "events.eventseries": lambda n: series(f"Loạt {n}"),
    "reports.enterprisereport": lambda n: reports.report(enterprise(f"Công ty {n}")),
    "people.invitation": lambda n: invite(
        enterprise(f"Công ty {n}"), email=f"{n}@x.example", role="owner", by=someone(n)
    ),
    "people.joinrequest": lambda n: join_request(stamp=f"{n:032}"),
    "servicepoints.servicepoint": lambda n: ServicePoint.objects.create(
        name=f"Bưu cục {n}",
        kind="post_office",
        locality=Locality.objects.create(name=f"Xã {n}", slug=f"xa-cua-diem-{n}"),
    ),
    "profiles.locality": lambda n: Locality.objects.create(
        name=f"Phường {n}", parent=Locality.objects.create(name=f"Tỉnh {n}", level="province")
    ),
    "association.membership": lambda n: Membership.objects.create(
        enterprise=enterprise(f"Công ty {n}"), joined_on=date(2007, 2, n)
    ),
    "association.personalmember": lambda n: PersonalMember.objects.create(person=f"Bà {n}"),
    "profiles.privatecontact": lambda n: PrivateContact.objects.create(
        enterprise=enterprise(f"Công ty {n}"), name=f"Bà {n}"
    ),
    "products.product": lambda n: product(enterprise(f"Công ty {n}"), f"Sản phẩm {n}"),
    "reports.reportingduty": lambda n: reports.duty(enterprise(f"Công ty {n}")),
    "products.withdrawalrequest": lambda n: WithdrawalRequest.objects.create(
        product=product(enterprise(f"Công ty {n}"), f"Sản phẩm {n}"),
        reason="Không bán nữa",
        requested_by=someone(n),
    ),
    "uploads.uploadquota": lambda n: UploadQuota.objects.create(
        enterprise=enterprise(f"Công ty {n}"), megabytes=300, files=10, reason="Nhiều ảnh"
    ),
    "profiles.representative": lambda n: representative(enterprise(f"Công ty {n}"), f"dn-{n}"),
    "events.slotrequest": lambda n: slot_request(event(f"Diễn đàn {n}"), f"Công ty {n}"),
    "profiles.sector": lambda n: Sector.objects.create(name=f"Lĩnh vực {n}", slug=f"linh-vuc-{n}"),
    "accounts.secondstep": lambda n: Authenticator.objects.create(
        user=someone(n), type=Authenticator.Type.TOTP, data={}
    ),
    "documents.documentkind": lambda n: DocumentKind.objects.create(name=f"Loại {n}"),
    "documents.officialdocument": lambda n: document(f"Văn bản {n}", f"{n}/QĐ", kind=f"Kiểu {n}"),
    "notices.notice": lambda n: notice(f"Mời thầu {n}", section=shelf(Notice, f"Mục {n}")),
    "procedures.procedure": lambda n: procedure(
        f"Thủ tục {n}", section=shelf(Procedure, f"Lĩnh vực {n}")
    ),
    "articles.article": lambda n: builders.article(
        f"Bài {n}",
        section=builders.section(f"Mục {n}"),
        author=Author.objects.create(name=f"Tác giả {n}"),
        by=someone(n),
    ),
    "articles.author": lambda n: Author.objects.create(name=f"Tác giả {n}"),
    "articles.source": lambda n: Source.objects.create(name=f"Nguồn {n}"),
    "search.abbreviation": lambda n: Abbreviation.objects.create(
        short=f"V{n}T", long=f"viễn thông {n}"
    ),
    "feedback.pagefeedback": lambda n: feedback.counted(article(f"Trang có ích {n}")),
    "feedback.feedbackword": lambda n: feedback.word(article(f"Trang có lời {n}")),
    "questions.answer": lambda n: questions.answer(
        f"Hỏi đáp {n}", section=questions.shelf(f"Mục hỏi đáp {n}")
    ),
    "audit.auditentry": recorded,
    "publishing.bundle": lambda n: Bundle.objects.create(name=f"Đợt {n}", created_by=someone(n)),
    "consultations.consultation": lambda n: consultations.consultation(f"Dự thảo {n}"),
    "consultations.consultationcomment": lambda n: consultations.comment(
        consultations.consultation(f"Dự thảo có góp ý {n}")
    ),
    "publishing.correction": corrected,
    "publishing.externaladdress": lambda n: ExternalAddress.objects.create(
        key=f"{n}", url=f"https://example.vn/{n}"
    ),
    "addresses.oldaddress": lambda n: OldAddress.objects.create(
        address=f"/cu/{n}.html", publication=builders.article(f"Trang mới {n}")
    ),
    "addresses.missingaddress": lambda n: MissingAddress.objects.create(address=f"/mat/{n}.html"),
    "addresses.withdrawalnotice": lambda n: WithdrawalNotice.objects.create(
        publication=builders.article(f"Trang đã gỡ {n}"),
        reason="Đã thay.",
        successor=builders.article(f"Trang thay {n}"),
    ),
    "branding.branding": lambda n: Branding.objects.update_or_create(
        pk=1, defaults={"accent": f"#1a5f{n:02x}"}
    )[0],
    "department.department": lambda n: Department.objects.update_or_create(
        pk=1, defaults={"phone": f"0234 {n}"}
    ),
    "emergency.dutycontact": lambda n: DutyContact.objects.create(name=f"Trực {n}", phone=f"11{n}"),
    "emergency.emergencynotice": lambda n: EmergencyNotice.objects.create(text=f"Thông báo {n}"),
    "emergency.lifeline": lambda n: Lifeline.objects.create(name=f"Mạng {n}"),
    "publishing.feature": lambda n: Feature.objects.create(
        page=builders.article(f"Việc {n}"), ends_on=timezone.localdate()
    ),
    "obligations.obligation": lambda n: Obligation.objects.create(
        name=f"Văn bản {n}", working_days=n
    ),
    "organisations.organisation": lambda n: Organisation.objects.create(name=f"Cơ quan thử {n}"),
    "department.page": lambda n: department.page(f"Trang {n}"),
    "search.pickedresult": lambda n: PickedResult.objects.create(
        words=f"cước {n}", page=builders.article(f"Bảng giá {n}")
    ),
    "pictures.picture": lambda n: builders.picture(
        sha256=f"{n:064}",
        created_by=someone(n),
        renditions=[{"path": "a.jpeg", "width": 480, "height": 270, "format": "jpeg"}],
    ),
    "department.post": lambda n: department.post(
        f"Trưởng phòng {n}", unit=department.unit(f"Phòng {n}")
    ),
    "questions.question": lambda n: questions.question(
        f"Câu hỏi {n}", section=questions.shelf(f"Lĩnh vực {n}")
    ),
    "publishing.quotenotice": quoting,
    "department.receptiontime": lambda n: department.reception(
        day_of_month=n, post=department.post(f"Người tiếp {n}")
    ),
    "publishing.section": lambda n: builders.section(f"Mục {n}"),
    "department.servicelink": lambda n: department.service(
        f"Cổng {n}", f"https://cong-{n}.example/"
    ),
    "backups.backuprun": lambda n: BackupRun.objects.create(
        kind=BackupKind.BACKUP, file=f"trang-{n}.backup"
    ),
    "obligations.specialday": lambda n: SpecialDay.objects.create(
        name=f"Ngày lễ {n}", day=date(2040, 1, n), kind="holiday"
    ),
    "organisations.succession": lambda n: Succession.objects.create(
        former=Organisation.objects.create(name=f"Sở cũ {n}"),
        successor=Organisation.objects.create(name=f"Sở mới {n}"),
        from_year=2000 + n,
    ),
    "publishing.topic": lambda n: Topic.objects.create(name=f"Chủ đề {n}"),
    "department.unit": lambda n: department.unit(
        f"Tổ {n}", parent=department.unit(f"Trung tâm {n}")
    ),
    "accounts.user": someone,
    "tasks.backgroundtask": lambda n: BackgroundTask.objects.create(
        task_path=deliver.module_path,
        status="FAILED",
        args_kwargs={"args": [f"{n}@x.example", "Thư", "Văn bản"], "kwargs": {}},
        backend_name="default",
        run_after=get_date_max(),
        traceback=f"Lỗi {n}",
    ),
    "tasks.unsentletter": lambda n: UnsentLetter.objects.create(
        address=f"{n}@x.example", subject=f"Thư {n}", task_path=deliver.module_path, arguments=[]
    ),
    "department.workweek": lambda n: department.week(department.MONDAY + timedelta(weeks=n)),
    "publishing.englishversion": lambda n: builders.english(builders.article(f"Bài {n}")),
    "published_index.publisheditem": lambda n: PublishedItem.objects.create(
        name=f"Mục {n}",
        page=builders.article(f"Bài {n}"),
        obligation=Obligation.objects.create(name=f"Nghĩa vụ {n}", working_days=n),
    ),
    "work.annualplan": lambda n: save(
        AnnualPlan(title=f"Kế hoạch {n}", year=2010 + n, **projects.PUBLIC), by=None
    ),
    "indicators.indicator": lambda n: projects.indicator(f"Chỉ tiêu {n}"),
    "plans.masterplan": lambda n: projects.plan(f"Quy hoạch {n}", horizon=2010 + n),
    "work.project": lambda n: projects.project(f"Dự án {n}", plan=projects.plan(f"Quy hoạch {n}")),
    "work.application": lambda n: projects.application(n),
    "work.supportcall": lambda n: projects.support_call(f"Đợt {n}"),
    "promises.promise": lambda n: projects.promise(
        f"Cam kết {n}",
        article=builders.article(f"Báo cáo {n}"),
        owner=Organisation.objects.create(name=f"Đơn vị {n}"),
    ),
}
