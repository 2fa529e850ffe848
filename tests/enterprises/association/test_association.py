"""The association's page: what is known of it, and nobody named who did not agree."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.association.models import Association, AssociationPost, Membership, PersonalMember
from enterprises.demo import association as demo
from portal.audit.models import AuditEntry
from portal.pagecache import generation
from portal.publishing.models import State
from tests import builders as people
from tests.enterprises import builders

pytestmark = pytest.mark.django_db

UNKNOWN = "chưa có thông tin"
AGREED = date(2007, 3, 1)


def page(client, query=""):
    response = client.get(f"/hoi-tin-hoc/{query}")
    assert response.status_code == 200
    return response.text


def today():
    return timezone.localdate()


def test_where_nothing_is_known_it_says_so(client):
    text = page(client).lower()
    assert text.count(UNKNOWN) == 1
    # Itself, its posts, its statute, how to join, its firms and its persons.
    assert "(6 mục)" in text


def test_what_is_known_is_said(client):
    statute = people.article("Điều lệ Hội", summary="Chín chương.")
    Association.objects.create(
        pk=1,
        name="Hội Tin học",
        about="Thành lập năm 2000.",
        how_to_join="Gửi đơn.",
        statute=statute,
        phone="0234 111",
    )
    text = page(client)
    for part in ("Hội Tin học", "Thành lập năm 2000.", "Gửi đơn.", statute.path, "tel:0234111"):
        assert part in text
    assert text.lower().count(UNKNOWN) == 1
    assert "(3 mục)" in text


def test_a_statute_that_readers_do_not_see_is_not_named(client):
    hidden = people.article("Điều lệ mật", state=State.DRAFT, published_at=None)
    Association.objects.create(pk=1, name="Hội", statute=hidden, quote="Lời", evidence=hidden)
    assert "Điều lệ mật" not in page(client)


def test_a_person_is_named_with_consent_only(client):
    AssociationPost.objects.create(office="1-chair", person="Ông Đồng Ý", consent_on=AGREED)
    AssociationPost.objects.create(office="2-vice", person="Ông Giấu Tên")
    PersonalMember.objects.create(person="Bà Đồng Ý", consent_on=AGREED, work="Trường Đại học")
    PersonalMember.objects.create(person="Bà Giấu Tên", work="Cơ quan kín")
    text = page(client)
    assert "Ông Đồng Ý" in text
    assert "Bà Đồng Ý, Trường Đại học" in text
    assert "Giấu Tên" not in text
    assert "Cơ quan kín" not in text
    assert "Phó chủ tịch" in text


def test_all_persons_who_agreed_stand_on_the_first_page_and_on_no_other(client):
    persons = [PersonalMember(person=f"Bà {number:03}", consent_on=AGREED) for number in range(501)]
    PersonalMember.objects.bulk_create(persons)
    for number in range(101):
        firm = builders.enterprise(f"Công ty {number:03}")
        Membership.objects.create(enterprise=firm, joined_on=AGREED)
    assert page(client).count("<li>Bà ") == 501
    second = page(client, "?trang=2")
    assert "Công ty 100" in second
    assert "Bà 000" not in second
    assert 'href="/hoi-tin-hoc/#ca-nhan-hoi-vien"' in second
    assert "Hội viên cá nhân" in second


def test_who_held_a_post_before_or_will_later_is_not_there(client):
    for person, since, until in (
        ("Người trước", None, today()),
        ("Người sau", today() + timedelta(days=1), None),
        ("Người này", today(), today() + timedelta(days=1)),
    ):
        AssociationPost.objects.create(
            office="4-board", person=person, consent_on=AGREED, since=since, until=until
        )
    text = page(client)
    assert [who for who in ("trước", "sau", "này") if f"Người {who}" in text] == ["này"]


def test_member_firms_stand_by_name_with_the_day_of_joining(client):
    for name, fields in {
        "Công ty Sông Hương": {},
        "Công ty An Cựu": {},
        "Công ty Kín": {"state": State.DRAFT, "published_at": None},
        "Công ty Đã Ra": {},
    }.items():
        Membership.objects.create(
            enterprise=builders.enterprise(name, **fields),
            joined_on=date(2006, 5, 4),
            left_on=today() if name == "Công ty Đã Ra" else None,
        )
    text = page(client)
    assert text.index("Công ty An Cựu") < text.index("Công ty Sông Hương")
    assert "hội viên từ 04/05/2006" in text
    assert "Công ty Kín" not in text
    assert "Công ty Đã Ra" not in text


def test_the_page_asks_the_same_few_queries(client, django_assert_num_queries):
    Association.objects.create(pk=1, name="Hội", statute=people.article("Điều lệ"))

    def add(number):
        joined = date(2007, 1, number)
        Membership.objects.create(
            enterprise=builders.enterprise(f"Công ty {number}"), joined_on=joined
        )
        PersonalMember.objects.create(person=f"Bà {number}", consent_on=AGREED)
        AssociationPost.objects.create(office="4-board", person=f"Ông {number}", since=joined)

    add(1)
    with django_assert_num_queries(4):
        page(client)
    add(2)
    add(3)
    with django_assert_num_queries(4):
        page(client)


def test_there_is_one_association_and_one_chair():
    Association.objects.create(pk=1, name="Hội")
    with pytest.raises(IntegrityError), transaction.atomic():
        Association.objects.create(pk=2, name="Hội khác")
    AssociationPost.objects.create(office="1-chair", person="Ông A")
    with pytest.raises(ValidationError, match="đã có chủ tịch"):
        AssociationPost(office="1-chair", person="Ông B").full_clean()


@pytest.mark.parametrize(
    "row",
    [
        AssociationPost(office="0-king", person="Ông A"),
        AssociationPost(office="2-vice", consent_on=AGREED),
        AssociationPost(office="2-vice", since=AGREED, until=AGREED),
        PersonalMember(person=""),
        PersonalMember(person="Bà A", since=AGREED, until=AGREED),
    ],
)
def test_what_cannot_be_is_refused_by_the_database_too(row):
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.django_db(transaction=True)  # moved on once in each transaction
def test_an_editor_writes_the_page_and_it_is_written_down(client):
    client.force_login(people.editor())
    statute = people.article("Điều lệ Hội")
    before = generation.current()
    fields = {"name": "Hội Tin học", "statute": statute.path, "evidence": ""}
    response = client.post("/admin/enterprises/association/add/", fields)
    assert response.status_code == 302
    assert Association.objects.get().statute_id == statute.pk
    assert generation.current() == before + 1
    assert AuditEntry.objects.filter(subject_label="association.association").count() == 1
    again = client.get("/admin/enterprises/association/add/")
    assert again["Location"] == "/admin/enterprises/association/1/change/"


def test_the_form_asks_for_the_source_last(client):
    client.force_login(people.editor())
    form = client.get("/admin/enterprises/association/add/").context["adminform"].form
    assert list(form.fields) == [
        "name", "about", "how_to_join", "statute", "address", "phone", "email", "website",
        "quote", "evidence",
    ]  # fmt: skip


def test_the_demo_says_what_the_report_says_and_makes_nobody_up(client):
    for sample in (demo.COMPANY_A, demo.COMPANY_B):
        builders.enterprise(sample.title, is_sample=True)
    report = people.article("Báo cáo", slug=demo.REPORT.split("/")[-2])
    assert demo.load() == {"associations": 1, "sample memberships": 2}
    assert not demo.load().total()
    text = page(client)
    assert "kiện toàn lại Hội tin học tỉnh TT-Huế" in text
    assert report.path in text
    assert text.count("minh họa") >= 2
    assert not AssociationPost.objects.exists()
    assert not PersonalMember.objects.exists()
