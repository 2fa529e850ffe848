"""What tests do with a job for many pages: choose, look, agree, and let the helper come to it."""

from django.urls import reverse

from news.articles.models import Article
from portal.editing.bulk import tasks
from portal.editing.bulk.models import BulkJob, Phase
from portal.publishing.models import State
from tests import builders

LIST = "/admin/news/article/"


def draft(title="Nháp", **fields):
    return builders.article(title, state=State.DRAFT, published_at=None, **fields)


def choose(client, action, *pages, **more):
    """Choose pages in the list and begin; the job."""
    sent = {"action": action, "_selected_action": [page.pk for page in pages]} | more
    answer = client.post(LIST, sent)
    job = BulkJob.objects.latest("pk")
    assert answer.headers["Location"] == reverse("admin:bulk_job", args=[job.pk])
    return job


def see(client, job):
    return client.get(reverse("admin:bulk_job", args=[job.pk]))


def post_to(client, job, **sent):
    answer = client.post(reverse("admin:bulk_job", args=[job.pk]), sent)
    job.refresh_from_db()
    return answer


def come_of(job):
    return dict(job.items.values_list("title", "outcome"))


def states():
    return dict(Article.objects.values_list("title", "state"))


def job_of(user, action, *pages, **fields):
    """A job that is written down and not yet tried out."""
    rows = [(page.pk, page.revision_number, page.title) for page in pages]
    job = BulkJob.objects.plan(action, rows, by=user, kind=Article.KIND)
    for name, value in fields.items():
        setattr(job, name, value)
    job.phase = Phase.CHECKING
    job.save()
    return job


def work(job):
    """Let the helper come to the job."""
    tasks.begin(job.pk)
    job.refresh_from_db()


def agree(job):
    tasks.agree(job)
    job.refresh_from_db()


def carry_out(job):
    """Try the job out and do it, as its owner would; what came of each page, in words."""
    work(job)
    agree(job)
    assert job.phase == Phase.DONE
    return dict(job.items.values_list("title", "said"))
