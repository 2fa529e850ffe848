import pytest

from portal.pagecache import generation
from portal.publishing import revisions, services, workflow
from portal.publishing.models import Attachment, State, Topic
from tests import builders
from tests.one_of_each import MAKERS, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", MAKERS)
def test_the_first_version_of_a_page_holds_all_that_is_stored(kind):
    page = page_of(kind)
    stored = type(page)._default_manager.get(pk=page.pk)
    newest = page.revisions.order_by("number").last()
    assert newest.data["parts"] == revisions.snapshot(stored)["parts"]
    assert page.revisions.get(number=1).data["parts"] == newest.data["parts"]


def test_every_save_is_kept_as_the_next_version():
    editor = builders.editor()
    article = builders.article("Một", by=editor)
    article.title = "Hai"
    services.save(article, by=editor, note="sửa tiêu đề")
    versions = article.revisions.order_by("number")
    assert [(version.number, version.data["fields"]["title"]) for version in versions] == [
        (1, "Một"),
        (2, "Hai"),
    ]
    assert article.revision_number == 2
    assert versions[1].created_by == editor
    assert versions[1].note == "sửa tiêu đề"


def test_a_step_in_life_is_a_version_too():
    article = builders.article(state=State.DRAFT, published_at=None)
    workflow.transition(article, to=State.SUBMITTED, by=None)
    assert article.revisions.get(number=2).data["fields"]["state"] == "submitted"


def test_a_version_holds_the_fields_of_parent_and_kind_and_the_parts():
    topic = Topic.objects.create(name="Viễn thông")
    article = builders.article(topics=[topic], section=builders.section())
    attachment = Attachment.objects.create(
        publication=article,
        name="Báo cáo",
        file="attachments/a.pdf",
        size=9,
        content_type="application/pdf",
        pages=2,
    )
    revisions.record(article, by=None)
    data = article.revisions.get(number=2).data
    assert data["parts"] == {
        "attachments": [
            {
                "id": attachment.pk,
                "name": "Báo cáo",
                "file": "attachments/a.pdf",
                "size": 9,
                "content_type": "application/pdf",
                "pages": 2,
                "position": 0,
                "is_original": False,
                "seconds": None,
                "width": None,
                "height": None,
                "captions": "",
                "transcript": "",
                "still_id": None,
            }
        ],
        "gallery": [],
        "topics": [topic.pk],
    }
    fields = data["fields"]
    assert fields["author_id"] is None
    assert fields["published_at"] == "2007-02-01T03:27:14+00:00"
    assert fields["section_id"] == article.section_id
    assert not {"search_vector", "sort_key", "revision_number", "id"} & set(fields)


def test_the_generation_moves_with_each_version_and_rolls_back_with_it():
    before = generation.current()
    builders.article()
    assert generation.current() == before + 1


def test_the_generation_refuses_to_move_outside_a_transaction(transactional_db):
    with pytest.raises(Exception, match="inside the transaction"):
        generation.invalidate_public_content()
