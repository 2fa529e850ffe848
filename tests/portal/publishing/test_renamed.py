"""Who names an agency, section, series, kind of document or enterprise is found by its new name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.tasks import Task

from enterprises.events.models import EventSeries
from news.documents.models import DocumentKind
from portal.kit.priorities import BULK
from portal.organisations.models import Organisation
from portal.publishing import renamed
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication, Section, State
from portal.publishing.models.kinds import kinds
from portal.publishing.services import save
from portal.publishing.workflow import transition
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.one_of_each import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def found(words: str) -> list[str]:
    return sorted(with_words(Publication.objects.public(), words).values_list("title", flat=True))


def in_section(kind: str) -> tuple[Publication, Section]:
    section = Section.objects.create(kind=kind, name="Tên mộc")
    return page_of(kind, "Trang", section=section), section


def of(kind: str, relation: str) -> tuple[Publication, Any]:
    page = page_of(kind, "Trang")
    row: Any = getattr(page, relation)
    row.name = "Tên mộc"
    row.save()
    return page, row


def event() -> tuple[Publication, Any]:
    series = EventSeries.objects.create(name="Tên mộc", occasion="forum")
    return page_of("event", "Trang", series=series), series


@pytest.mark.parametrize(
    "make",
    [
        lambda: of("document", "issuer"),
        lambda: of("document", "document_kind"),
        lambda: of("consultation", "asker"),
        lambda: in_section("notice"),
        lambda: in_section("procedure"),
        event,
    ],
)
def test_it_is_found_by_the_new_name_and_by_the_old_one_no_more(
    make: Callable[[], tuple[Publication, Any]],
) -> None:
    page, row = make()
    number = Publication.objects.get(pk=page.pk).revision_number
    assert found("tên mộc") == ["Trang"]
    row.name = "Tên lụa"
    row.save()
    assert (found("tên lụa"), found("tên mộc")) == (["Trang"], [])
    # Nobody has written anything.
    assert Publication.objects.get(pk=page.pk).revision_number == number


def test_a_short_name_is_known_at_once_and_the_title_by_which_people_look() -> None:
    page, issuer = of("document", "issuer")
    issuer.short_name = "STTTT"
    issuer.save()
    assert found("stttt") == ["Trang"]
    kind = DocumentKind.objects.get(pk=page.document_kind_id)  # type: ignore[attr-defined]  # it is a document
    kind.name = "Chỉ lệnh"
    kind.save()
    assert Publication.objects.get(pk=page.pk).folded_title.startswith("chi lenh")


def test_products_follow_their_enterprise_once_readers_see_its_new_name() -> None:
    firm = enterprises.enterprise("Công ty Mộc")
    enterprises.product(firm, "Phần mềm")
    firm.title = "Công ty Lụa"
    save(firm, by=builders.editor())
    assert found("lụa") == []
    transition(firm, to=State.PUBLISHED, by=None)
    assert found("lụa") == ["Công ty Lụa", "Phần mềm"]
    assert found("mộc") == []


def test_a_translated_document_is_found_by_its_number_and_by_the_corrected_one() -> None:
    document = news.document("Về cước", "12/2005/QĐ-UBND")
    builders.english(document, "On fees")
    assert found("12/2005/QĐ-UBND") == ["On fees", "Về cước"]
    document.number = "34/2005/QĐ-UBND"
    save(document, by=builders.editor())
    transition(document, to=State.PUBLISHED, by=None)
    assert found("34/2005/QĐ-UBND") == ["On fees", "Về cước"]
    assert found("12/2005/QĐ-UBND") == []


def test_only_a_number_is_looked_up_and_followed_for_an_english_version(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    article = builders.article("Tin")
    version = builders.english(article, "News")
    with django_assert_num_queries(0):
        version.get_words(version.body)
    version = builders.english(news.document("Về cước", "12/2005/QĐ-UBND"), "On fees")
    with django_assert_num_queries(2):
        version.get_words(version.body)
    monkeypatch.setattr(renamed, "find_by_new_names", None)
    article.title = "Tin mới"
    save(article, by=builders.editor())
    transition(article, to=State.PUBLISHED, by=None)


def test_what_changes_no_name_asks_for_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    _page, issuer = of("document", "issuer")
    monkeypatch.setattr(renamed, "find_by_new_names", None)
    issuer.website = "https://so.example/"
    issuer.save()
    Organisation.objects.create(name="Cơ quan khác")
    transition(enterprises.enterprise("Công ty"), to=State.WITHDRAWN, by=None)


def test_pages_that_keep_their_words_end_no_kept_page(monkeypatch: pytest.MonkeyPatch) -> None:
    firm = enterprises.enterprise("Công ty Mộc")
    product = enterprises.product(firm, "Phần mềm")
    monkeypatch.setattr(renamed.generation, "invalidate_public_content", None)
    renamed.find_anew([product.pk])
    assert found("mộc") == ["Công ty Mộc", "Phần mềm"]


def test_many_pages_are_found_anew_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    page, section = in_section("notice")
    for number in range(2):
        page_of("notice", f"Trang {number}", section=section)
    monkeypatch.setattr(renamed, "SECONDS", 0)
    asked: list[tuple[object, ...]] = []
    enqueue = Task.enqueue

    def note(self: Any, *args: object, **kwargs: object) -> object:
        asked.append((self.priority, *args, *kwargs.values()))
        return enqueue(self, *args, **kwargs)

    monkeypatch.setattr(Task, "enqueue", note)
    section.name = "Tên lụa"
    section.save()
    assert found("tên lụa") == ["Trang", "Trang 0", "Trang 1"]
    label = "publishing.Section"
    (second, third) = Publication.objects.exclude(pk=page.pk).order_by("pk")
    of_names = [each for each in asked if label in each]
    assert of_names == [
        (0, label, section.pk),
        (BULK, label, section.pk, second.pk - 1),
        (BULK, label, section.pk, third.pk - 1),
    ]


def test_all_that_is_named_exists() -> None:
    for kind in kinds().values():
        for relation, fields in kind.NAMES_SEARCHED.items():
            named: Any = kind._meta.get_field(relation).related_model
            assert {field.name for field in named._meta.fields}.issuperset(fields)
