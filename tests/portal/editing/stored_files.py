"""Pages with stored files, and what somebody is answered who asks for one."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.publishing import changes, revisions, workflow
from portal.publishing.models import Attachment, Publication, State
from portal.publishing.services import set_lapse
from tests.reading import content_of as all_of

TEXT = "Nội dung của tệp"
PRIVATE = "private, no-store"


def attached(page, text=TEXT, name="Báo cáo"):
    """An attachment of the page, in its row and in its newest version."""
    file = SimpleUploadedFile("bao-cao.txt", text.encode(), "text/plain")
    row = Attachment(publication=page, name=name, file=file)
    row.full_clean()
    row.save()
    revisions.record(type(page).objects.get(pk=page.pk), by=None)
    page.refresh_from_db()
    return row


def waiting(page, text=TEXT, by=None):
    """The address of a file that only the waiting change of a live page adds."""
    data = revisions.snapshot(page)
    name = default_storage.save("attachments/ab/cho.txt", ContentFile(text.encode()))
    new = {"id": 9000, "name": "Chờ duyệt", "file": name, "is_original": False, "position": 0}
    new |= {"size": 9, "content_type": "text/plain", "pages": None, "seconds": None}
    data["parts"]["attachments"].append(new)
    changes.propose(page, data, by=by)
    return f"/media/{name}"


def is_refused(client, address) -> bool:
    answer = client.get(address)
    assert answer["Cache-Control"] == PRIVATE
    assert TEXT not in all_of(answer)
    return answer.status_code == 404


def is_given_in_private(client, address) -> bool:
    answer = client.get(address)
    return answer.status_code == 200 and answer["Cache-Control"] == PRIVATE


def hidden_by(step, page):
    now = timezone.now()
    rows = Publication.objects.filter(pk=page.pk)
    if step == "withdrawn":
        workflow.transition(page, to=State.WITHDRAWN, by=None)
    elif step == "scheduled":
        rows.update(published_at=now + timedelta(days=1))
    elif step == "expired":
        rows.update(expires_at=now - timedelta(minutes=1))
    else:
        set_lapse(rows, at=now - timedelta(minutes=1))
