"""Rich texts beside the body, such as minutes, are checked, quoted in and linked as the body is."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from portal.editing import publish_checks
from portal.editing.checks.violations import Level
from portal.kit.text.legacy import convert
from portal.media.pictures.names import StoredName
from portal.media.richtext.fields import rich_fields
from portal.publishing import changes, links, loading, services
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Correction, Link, QuoteNotice, State
from portal.publishing.models.kinds import admin_address, kinds
from projects.indicators import observations
from projects.indicators.quoted_figures import reference
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.participation.consultations import builders as consultations
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

AWAY = "https://example.vn/xa"
OLD_FONT = "<p>§éc lËp - Tù do - H¹nh phóc</p>"
BARE = {"state": State.DRAFT, "published_at": None}
# A page of each kind with such a text, in a state in which readers see it.
MAKERS = {
    ("event", "minutes"): lambda **fields: enterprises.event(
        **{"summary": "Tóm tắt.", "starts_at": timezone.now() - timedelta(days=3)} | fields
    ),
    ("consultation", "outcome"): lambda **fields: consultations.done(**fields),
}
of_each = pytest.mark.parametrize(("kind", "name"), MAKERS, ids=lambda part: part)


def page_with(kind, name, html, **fields):
    return MAKERS[kind, name](**{name: html} | fields)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def found_in(page, name):
    return [each for each in publish_checks.check(page) if each.field == name]


def form_of(page):
    return admin_address(page.kind, page.pk)


def sent_by(form):
    """What a browser sends of a form as it stands, without its buttons and files."""
    found = {}
    for field in BeautifulSoup(form, "html.parser").select("form [name]"):
        if field.name == "select":
            found[field["name"]] = [each["value"] for each in field.select("option[selected]")]
        elif field.name == "textarea":
            found[field["name"]] = field.text
        elif field.get("type", "text") in ("text", "hidden", "number", "email", "url"):
            found[field["name"]] = field.get("value", "")
        elif field.get("type") == "checkbox" and field.has_attr("checked"):
            found[field["name"]] = field.get("value", "on")
    return found


@pytest.fixture
def figure():
    return projects.observation(projects.indicator(), builders.article("Báo cáo"), value="35.5")


def correct(figure, value):
    row = observations.as_row(figure) | {"value": value, "reason": "Đếm lại"}
    with transaction.atomic(), allow_live_writes():
        observations.record(figure.indicator, [row])


def quoting(figure):
    return f"<p>Đạt [[{reference(figure)}]] máy.</p>"


def test_each_text_beside_a_body_is_tried_here():
    beside = [(kind, name) for kind, model in kinds().items() for name in rich_fields(model)[1:]]
    assert set(beside) == set(MAKERS)
    assert {rich_fields(model)[0] for model in kinds().values()} == {"body"}


# --- before readers see it ----------------------------------------------------------------------


@of_each
@pytest.mark.parametrize(
    ("html", "level", "message"),
    [
        ('<p><a href="/khong-co/">Trang này</a></p>', Level.BLOCK, "không có trên cổng"),
        (OLD_FONT, Level.BLOCK, "TCVN3"),
        ("<p>[[so-lieu:x]]</p>", Level.BLOCK, "[[so-lieu:x]]"),
        ("<p>[[so-lieu:7:1999-01-01:1999-12-31]]</p>", Level.BLOCK, "số liệu không có"),
        ("<h4>Kết luận</h4><p>Xong.</p>", Level.WARN, "Kết luận"),
        ("<table><tr><td>1</td></tr></table>", Level.WARN, "1"),
        ("<p>Số định danh 046123456789.</p>", Level.WARN, "••"),
    ],
)
def test_it_is_checked_as_the_body_is_and_named(kind, name, html, level, message):
    page = page_with(kind, name, html, **BARE)
    label = page._meta.get_field(name).verbose_name
    (violation,) = found_in(page, name)
    assert (violation.level, violation.anchor) == (level, f"id_{name}_place")
    assert violation.message.lower().startswith(f"{label}: ".lower())
    assert message in violation.message


@of_each
def test_a_picture_that_nobody_described_stops_the_step(client, kind, name):
    html = f'<p><img src="/media/{StoredName("a" * 32, 800, 600, "jpg").path}" alt=""></p>'
    page = page_with(kind, name, html, **BARE)
    client.force_login(builders.publisher())
    address = form_of(page)
    shown = client.get(address).text
    assert f'href="#id_{name}_place"' in shown
    assert f'id="id_{name}_place"' in shown
    sent = sent_by(shown) | {"_step": "published", "_comment": "Đọc rồi"}
    text = client.post(address, sent, follow=True).text
    assert f'<a href="#id_{name}_place">' in text
    assert fresh(page).state == State.DRAFT


@of_each
def test_a_change_that_waits_is_checked_too_and_an_old_version_lacks_nothing(kind, name):
    page = page_with(kind, name, "<p>Xong.</p>")
    setattr(page, name, '<p><a href="/khong-co/">Trang này</a></p>')
    services.save(page, by=builders.editor())
    version = changes.pending_version(page)
    assert len(found_in(fresh(page), name)) == 1
    # As a version that was kept before the kind had the field.
    del version.data["fields"][name]
    assert publish_checks.check(fresh(page), version) == []


@of_each
def test_a_day_that_was_corrected_elsewhere_and_is_left_in_it_is_told(kind, name):
    page = page_with(kind, name, "<p>Họp ngày 5/12.</p>", body="<p>Ngày 5/12.</p>")
    page.body = "<p>Ngày 6/12.</p>"
    services.save(page, by=builders.editor())
    (advice,) = found_in(fresh(page), name)
    label = str(page._meta.get_field(name).verbose_name)
    assert advice.message.lower().startswith(f"{label}: ".lower())
    assert "5/12" in advice.message
    assert advice.anchor == f"id_{name}_place"


@of_each
def test_whoever_took_a_picture_in_it_is_asked_for_and_may_be_named_in_any_text(kind, name):
    path = StoredName("a" * 32, 800, 600, "jpg").path
    builders.picture(file=path, credit="Nguyễn Văn A")
    html = f'<p><img src="/media/{path}" alt="Trạm"></p>'
    page = page_with(kind, name, html, **BARE)
    (advice,) = found_in(page, name)
    assert "Ảnh: Nguyễn Văn A" in advice.message
    page.body = "<p>Ảnh: Nguyễn Văn A</p>"
    page.save()
    assert found_in(page, name) == []


@of_each
def test_letters_of_an_old_font_are_converted_when_it_is_asked_for(client, kind, name):
    page = page_with(kind, name, OLD_FONT, **BARE)
    client.force_login(builders.editor())
    address = form_of(page)
    client.post(address, sent_by(client.get(address).text) | {"_convert": "1", "_continue": "1"})
    assert getattr(fresh(page), name) == convert(OLD_FONT)


# --- links --------------------------------------------------------------------------------------


@of_each
def test_its_links_are_references_that_lead_on(client, kind, name):
    target = builders.article("Đích")
    html = f'<p><a href="{target.path}">Đích</a>, <a href="{AWAY}">xa</a></p>'
    page = page_with(kind, name, html, body=f'<p><a href="{target.path}">Đích</a></p>')
    rows = Link.objects.filter(source=page).order_by("id")
    assert [(row.target_id, row.external and row.external.url) for row in rows] == [
        (target.pk, None),
        (None, AWAY),
    ]
    assert list(links.pages_linking_to(target).values_list("pk", flat=True)) == [page.pk]
    was, target.slug = target.path, "dich-moi"
    services.save(target, by=None)
    shown = client.get(page.path).text
    assert shown.count(f'<a href="{target.path}">Đích</a>') == 2
    assert was not in shown


@of_each
def test_links_of_its_waiting_change_stand_beside_the_live_ones(kind, name):
    page = page_with(kind, name, f'<p><a href="{AWAY}">xa</a></p>')
    setattr(page, name, f'<p><a href="{AWAY}/moi">xa</a></p>')
    services.save(page, by=builders.editor())
    rows = Link.objects.filter(source=page).order_by("is_pending")
    assert [(row.address, row.is_pending) for row in rows] == [
        (AWAY, False),
        (f"{AWAY}/moi", True),
    ]


@of_each
def test_find_links_reads_what_was_stored_before(figure, kind, name):
    page = page_with(kind, name, f'<p><a href="{AWAY}">xa</a></p>{quoting(figure)}')
    only_figure = page_with(kind, name, quoting(figure), title="Chỉ có số")
    before = set(Link.objects.values_list("source", "address", "target"))
    assert len(before) == 3
    Link.objects.all().delete()
    call_command("find_links", verbosity=0)
    assert set(Link.objects.values_list("source", "address", "target")) == before
    assert {page.pk, only_figure.pk} == {source for source, _address, _target in before}


@of_each
def test_pages_that_are_loaded_at_once_have_theirs(figure, kind, name):
    page = page_with(kind, name, quoting(figure), slug="mot", **BARE)
    twin = fresh(page)
    twin.pk = twin.id = twin.publication_ptr_id = None
    twin.slug, twin._state.adding, twin.revision_number = "hai", True, 0
    twin.derive()
    loading.load([twin], topics=[[]])
    assert Link.objects.get(source=twin.pk).address == reference(figure)


# --- quoted figures -----------------------------------------------------------------------------


@of_each
def test_a_figure_in_it_is_todays_with_a_mark_until_readers_are_told(client, figure, kind, name):
    page = page_with(kind, name, quoting(figure))
    stored = f'<p>Đạt <data value="{reference(figure)}">35,5</data> máy.</p>'
    assert getattr(page, name) == stored
    assert 'class="quoted-figure"' in client.get(page.path).text
    correct(figure, "36.1")
    shown = client.get(page.path).text
    assert '<data value="36.1">36,1</data></a>' in shown
    assert "cập nhật ngày" in shown
    assert "so-lieu:" not in shown
    notice = QuoteNotice.objects.get()
    assert notice.publication_id == page.pk
    page = fresh(page)
    page.summary = "Tóm tắt khác."
    services.save(page, by=None)
    assert getattr(fresh(page), name) == stored
    assert [each.field for each in publish_checks.check(fresh(page))] == ["correction"]
    page = fresh(page)
    page.correction = notice.sentence
    services.save(page, by=None)
    notice.refresh_from_db()
    assert notice.correction == Correction.objects.get()
    assert getattr(fresh(page), name) == stored.replace("35,5", "36,1")
    assert "cập nhật ngày" not in client.get(page.path).text


@of_each
def test_search_finds_it_by_the_number_of_today(client, figure, kind, name, request):
    page_with(kind, name, quoting(figure), title="Có số ở dưới")
    request.getfixturevalue("letters_at_once")
    correct(figure, "36.1")
    assert "Có số ở dưới" in client.get("/tim-kiem/?q=dat+36,1").text
    assert "Có số ở dưới" not in client.get("/tim-kiem/?q=dat+35,5").text


@of_each
def test_the_text_alone_costs_no_query_more_to_check(kind, name, django_assert_num_queries):
    page = page_with(kind, name, "<p>Xong.</p>", **BARE)
    with django_assert_num_queries(1):
        assert publish_checks.check(page) == []
