"""Every list of the admin as each role, from the registry, so that no new one is forgotten."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enterprises.freshness.confirming import confirm
from enterprises.models import (
    Association,
    AssociationPost,
    InfrastructureMatch,
    ListingContact,
    Locality,
    Membership,
    PersonalMember,
    PrivateContact,
    Sector,
    Slot,
    WithdrawalRequest,
)
from enterprises.people.inviting import invite
from news.models import Author, DocumentKind, Source
from portal.audit.models import Action
from portal.audit.recording import record
from portal.department.models import Department, Post, Unit
from portal.emergency.models import DutyContact, EmergencyNotice
from portal.obligations.models import Obligation, SpecialDay
from portal.organisations.models import Organisation
from portal.organisations.succession import Succession
from portal.published_index.models import PublishedItem
from portal.publishing.models import (
    Bundle,
    Correction,
    ExternalAddress,
    Feature,
    Publication,
    QuoteNotice,
    Section,
    Topic,
)
from portal.publishing.services import save
from portal.search.models import Abbreviation, PickedResult
from projects.models import AnnualPlan, Milestone, Series
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
from tests.news.builders import document
from tests.portal.consultations import builders as consultations
from tests.portal.department import builders as department
from tests.portal.questions import builders as questions
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

MOST = 10
ROLES: dict[str, Callable[[], Any]] = {
    "phongvien": builders.reporter,
    "bientap": builders.editor,
    "duyet": builders.publisher,
    "quantri": lambda: builders.person("quantri", is_superuser=True),
}


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


# A row of each list, with records of its own wherever it names others.
ROWS: dict[str, Callable[[int], Any]] = {
    "account.emailaddress": lambda n: EmailAddress.objects.create(
        user=someone(n), email=f"khac-{n}@portal.example"
    ),
    "auth.group": lambda n: Group.objects.create(name=f"Nhóm {n}"),
    "enterprises.confirmation": lambda n: confirm(
        enterprise(f"Công ty {n}").pk, via="desk", by=someone(n)
    ),
    "enterprises.association": lambda n: Association.objects.update_or_create(
        pk=1, defaults={"name": f"Hội {n}"}
    ),
    "enterprises.associationpost": lambda n: AssociationPost.objects.create(
        office="4-board", person=f"Ông {n}"
    ),
    "enterprises.actionitem": lambda n: obstacle(enterprise(f"Công ty {n}"), f"Vướng mắc {n}"),
    "enterprises.enterprise": lambda n: enterprise(f"Công ty {n}"),
    "enterprises.infrastructurelisting": lambda n: listing(enterprise(f"Công ty {n}"), f"Cột {n}"),
    "enterprises.infrastructurematch": lambda n: InfrastructureMatch.objects.create(
        offer=listing(enterprise(f"Công ty {n}"), f"Cột {n}"),
        request=listing(enterprise(f"Hãng {n}"), f"Cần {n}", direction="request"),
    ),
    "enterprises.listingcontact": lambda n: ListingContact.objects.create(
        listing=listing(enterprise(f"Công ty {n}"), f"Cột {n}"), name=f"Ông {n}"
    ),
    "enterprises.event": lambda n: event(f"Diễn đàn {n}", series=series(f"Loạt {n}")),
    "enterprises.eventseries": lambda n: series(f"Loạt {n}"),
    "enterprises.enterprisereport": lambda n: reports.report(enterprise(f"Công ty {n}")),
    "enterprises.invitation": lambda n: invite(
        enterprise(f"Công ty {n}"), email=f"{n}@x.example", role="owner", by=someone(n)
    ),
    "enterprises.joinrequest": lambda n: join_request(stamp=f"{n:032}"),
    "enterprises.locality": lambda n: Locality.objects.create(
        name=f"Phường {n}", parent=Locality.objects.create(name=f"Tỉnh {n}", level="province")
    ),
    "enterprises.membership": lambda n: Membership.objects.create(
        enterprise=enterprise(f"Công ty {n}"), joined_on=date(2007, 2, n)
    ),
    "enterprises.personalmember": lambda n: PersonalMember.objects.create(person=f"Bà {n}"),
    "enterprises.privatecontact": lambda n: PrivateContact.objects.create(
        enterprise=enterprise(f"Công ty {n}"), name=f"Bà {n}"
    ),
    "enterprises.product": lambda n: product(enterprise(f"Công ty {n}"), f"Sản phẩm {n}"),
    "enterprises.reportingduty": lambda n: reports.duty(enterprise(f"Công ty {n}")),
    "enterprises.withdrawalrequest": lambda n: WithdrawalRequest.objects.create(
        product=product(enterprise(f"Công ty {n}"), f"Sản phẩm {n}"),
        reason="Không bán nữa",
        asked_by=someone(n),
    ),
    "enterprises.representative": lambda n: representative(enterprise(f"Công ty {n}"), f"dn-{n}"),
    "enterprises.slotrequest": lambda n: slot_request(event(f"Diễn đàn {n}"), f"Công ty {n}"),
    "enterprises.sector": lambda n: Sector.objects.create(
        name=f"Lĩnh vực {n}", slug=f"linh-vuc-{n}"
    ),
    "mfa.authenticator": lambda n: Authenticator.objects.create(
        user=someone(n), type=Authenticator.Type.TOTP, data={}
    ),
    "news.documentkind": lambda n: DocumentKind.objects.create(name=f"Loại {n}"),
    "news.officialdocument": lambda n: document(f"Văn bản {n}", f"{n}/QĐ", kind=f"Kiểu {n}"),
    "news.article": lambda n: builders.article(
        f"Bài {n}",
        section=builders.section(f"Mục {n}"),
        author=Author.objects.create(name=f"Tác giả {n}"),
        by=someone(n),
    ),
    "news.author": lambda n: Author.objects.create(name=f"Tác giả {n}"),
    "news.source": lambda n: Source.objects.create(name=f"Nguồn {n}"),
    "portal.abbreviation": lambda n: Abbreviation.objects.create(
        short=f"V{n}T", long=f"viễn thông {n}"
    ),
    "portal.answer": lambda n: questions.answer(
        f"Hỏi đáp {n}", section=questions.shelf(f"Mục hỏi đáp {n}")
    ),
    "portal.auditentry": recorded,
    "portal.bundle": lambda n: Bundle.objects.create(name=f"Đợt {n}", created_by=someone(n)),
    "portal.consultation": lambda n: consultations.consultation(f"Dự thảo {n}"),
    "portal.consultationcomment": lambda n: consultations.comment(
        consultations.consultation(f"Dự thảo có góp ý {n}")
    ),
    "portal.correction": corrected,
    "portal.externaladdress": lambda n: ExternalAddress.objects.create(
        key=f"{n}", url=f"https://example.vn/{n}"
    ),
    "portal.department": lambda n: Department.objects.update_or_create(
        pk=1, defaults={"phone": f"0234 {n}"}
    ),
    "portal.dutycontact": lambda n: DutyContact.objects.create(name=f"Trực {n}", phone=str(n)),
    "portal.emergencynotice": lambda n: EmergencyNotice.objects.create(text=f"Thông báo {n}"),
    "portal.feature": lambda n: Feature.objects.create(
        page=builders.article(f"Việc {n}"), ends_on=timezone.localdate()
    ),
    "portal.obligation": lambda n: Obligation.objects.create(name=f"Văn bản {n}", working_days=n),
    "portal.organisation": lambda n: Organisation.objects.create(name=f"Cơ quan {n}"),
    "portal.page": lambda n: department.page(f"Trang {n}"),
    "portal.pickedresult": lambda n: PickedResult.objects.create(
        words=f"cước {n}", page=builders.article(f"Bảng giá {n}")
    ),
    "portal.picture": lambda n: builders.picture(
        sha256=f"{n:064}",
        created_by=someone(n),
        renditions=[{"path": "a.jpeg", "width": 480, "height": 270, "format": "jpeg"}],
    ),
    "portal.post": lambda n: department.post(
        f"Trưởng phòng {n}", unit=department.unit(f"Phòng {n}")
    ),
    "portal.question": lambda n: questions.question(
        f"Câu hỏi {n}", section=questions.shelf(f"Lĩnh vực {n}")
    ),
    "portal.quotenotice": quoting,
    "portal.receptiontime": lambda n: department.reception(
        day_of_month=n, post=department.post(f"Người tiếp {n}")
    ),
    "portal.section": lambda n: builders.section(f"Mục {n}"),
    "portal.servicelink": lambda n: department.service(f"Cổng {n}", f"https://cong-{n}.example/"),
    "portal.specialday": lambda n: SpecialDay.objects.create(
        name=f"Ngày lễ {n}", day=date(2040, 1, n), kind="holiday"
    ),
    "portal.succession": lambda n: Succession.objects.create(
        former=Organisation.objects.create(name=f"Sở cũ {n}"),
        successor=Organisation.objects.create(name=f"Sở mới {n}"),
        from_year=2000 + n,
    ),
    "portal.topic": lambda n: Topic.objects.create(name=f"Chủ đề {n}"),
    "portal.unit": lambda n: department.unit(f"Tổ {n}", parent=department.unit(f"Trung tâm {n}")),
    "portal.user": someone,
    "portal.workweek": lambda n: department.week(department.MONDAY + timedelta(weeks=n)),
    "portal.englishversion": lambda n: builders.english(builders.article(f"Bài {n}")),
    "portal.publisheditem": lambda n: PublishedItem.objects.create(
        name=f"Mục {n}",
        page=builders.article(f"Bài {n}"),
        obligation=Obligation.objects.create(name=f"Nghĩa vụ {n}", working_days=n),
    ),
    "projects.annualplan": lambda n: save(
        AnnualPlan(title=f"Kế hoạch {n}", year=2010 + n, **projects.PUBLIC), by=None
    ),
    "projects.indicator": lambda n: projects.indicator(f"Chỉ tiêu {n}"),
    "projects.masterplan": lambda n: projects.plan(f"Quy hoạch {n}", horizon=2010 + n),
    "projects.project": lambda n: projects.project(
        f"Dự án {n}", plan=projects.plan(f"Quy hoạch {n}")
    ),
    "projects.application": lambda n: projects.application(n),
    "projects.supportcall": lambda n: projects.support_call(f"Đợt {n}"),
    "projects.promise": lambda n: projects.promise(
        f"Cam kết {n}",
        article=builders.article(f"Báo cáo {n}"),
        owner=Organisation.objects.create(name=f"Đơn vị {n}"),
    ),
}
# Kept by hand: as many rows as the office has people, rules and headings, and cheap to count.
FEW = {
    "account.emailaddress", "auth.group", "enterprises.eventseries", "enterprises.locality",
    "enterprises.sector",
    "enterprises.association", "enterprises.associationpost",
    "mfa.authenticator", "news.author", "news.documentkind",
    "news.source", "portal.abbreviation", "portal.dutycontact", "portal.emergencynotice",
    "portal.obligation", "portal.organisation", "portal.publisheditem",
    "portal.section", "portal.specialday", "portal.topic", "portal.user",
}  # fmt: skip
LISTS = {model._meta.label_lower: model for model in admin.site._registry}


def address_of(label: str) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def asked(client: Client, address: str) -> list[str] | None:
    """The queries of a list that was opened before; None where it is not this person's."""
    if client.get(address).status_code == 403:
        return None
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_every_list_is_tried():
    assert set(ROWS) == set(LISTS)


@pytest.mark.parametrize("label", sorted(LISTS))
@pytest.mark.parametrize("role", ROLES)
def test_a_list_asks_the_same_few_queries_at_one_row_and_at_three(client, role, label):
    client.force_login(ROLES[role]())
    ROWS[label](1)
    few = asked(client, address_of(label))
    ROWS[label](2)
    ROWS[label](3)
    many = asked(client, address_of(label))
    if few is None or many is None:
        assert few is many is None
        return
    assert len(many) == len(few)
    assert len(many) <= MOST
    if label not in FEW:
        # Counted up to a bound, or known from the newest number; never the whole table.
        counts = [sql for sql in many if sql.upper().startswith("SELECT COUNT")]
        assert [sql for sql in counts if "LIMIT" not in sql.upper()] == []


# The lists that grow with the years; a query more is noticed here.
QUERIES = {
    "enterprises.enterprise": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 5},
    "enterprises.infrastructurelisting": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "enterprises.event": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 5},
    "enterprises.product": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "news.officialdocument": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "news.article": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 5},
    "portal.answer": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 5},
    "portal.consultation": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "portal.englishversion": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "portal.page": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "projects.annualplan": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "projects.indicator": {"phongvien": 6, "bientap": 6, "duyet": 6, "quantri": 4},
    "projects.masterplan": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 5},
    "projects.project": {"phongvien": 7, "bientap": 7, "duyet": 7, "quantri": 5},
}


def test_no_list_of_publications_is_forgotten():
    assert set(QUERIES) == {name for name in LISTS if issubclass(LISTS[name], Publication)}


@pytest.mark.parametrize("label", QUERIES)
@pytest.mark.parametrize("role", ROLES)
def test_a_list_of_publications_asks_so_many_queries(client, role, label):
    client.force_login(ROLES[role]())
    ROWS[label](1)
    assert len(asked(client, address_of(label)) or ()) == QUERIES[label][role]


def choices_of(model_admin: Any, request: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a form and of its rows that list records to choose from, with the records."""
    fields = [*model_admin.get_form(request).base_fields.items()]
    for inline in model_admin.get_inline_instances(request):
        fields += inline.get_formset(request).form.base_fields.items()
    for name, field in fields:
        widget = getattr(field.widget, "widget", field.widget)
        lists = isinstance(widget, forms.Select | forms.CheckboxSelectMultiple)
        searches = isinstance(widget, AutocompleteMixin)
        if isinstance(field, forms.ModelChoiceField) and lists and not searches:
            yield name, field.queryset


# Of these there are no more than a hundred: Section, Unit and Post refuse more, roles are a
# handful, and of all rights the form offers a few; a form for a new indicator offers no series of
# others, nor one for a new project milestones of others, nor one for no request slots.
BOUNDED: dict[Any, Callable[[Any], bool]] = {
    Section: lambda rows: True,
    Unit: lambda rows: True,
    Post: lambda rows: True,
    Group: lambda rows: True,
    Permission: lambda rows: rows.count() <= 100,
    Series: lambda rows: rows.query.is_empty(),
    Milestone: lambda rows: rows.query.is_empty(),
    Slot: lambda rows: rows.query.is_empty(),
}


def test_no_choice_lists_more_than_a_hundred_records(rf):
    request = rf.get("/")
    request.user = builders.person("quantri", is_superuser=True)
    long = [
        (model._meta.label, name, rows.model.__name__)
        for model, model_admin in admin.site._registry.items()
        for name, rows in choices_of(model_admin, request)
        if not BOUNDED.get(rows.model, lambda rows: False)(rows)
    ]
    assert long == []


def test_no_filter_lists_more_than_a_hundred_records():
    long = [
        (model._meta.label, each)
        for model, model_admin in admin.site._registry.items()
        for each in model_admin.list_filter
        if isinstance(each, str) and model._meta.get_field(each).is_relation
        if model._meta.get_field(each).related_model is not Group
    ]
    assert long == []


def test_a_form_offers_the_series_of_its_own_indicator(client):
    own, other = projects.indicator("Mật độ"), projects.indicator("Số máy")
    Series.objects.create(indicator=own, name="Cố định", is_main=False)
    Series.objects.create(indicator=other, name="Di động", is_main=False)
    client.force_login(builders.editor())
    page = client.get(f"/admin/projects/indicator/{own.pk}/change/").text
    assert "Cố định" in page
    assert "Di động" not in page


def test_a_filter_offers_the_first_hundred_sections_of_its_own_kind(client):
    client.force_login(builders.editor())
    for number in range(101):
        builders.section(f"Mục {number}")
    Section.objects.create(kind="project", name="Của dự án")
    page = client.get(address_of("news.article")).text
    assert page.count("?section__id__exact=") == 100
    assert "Của dự án" not in page


def test_a_kind_has_a_hundred_sections_at_most():
    for number in range(100):
        builders.section(f"Mục {number}")
    with pytest.raises(ValidationError, match="100 chuyên mục"):
        Section(kind="article", name="Một nữa").full_clean(exclude=["path"])
    Section.objects.first().full_clean()
