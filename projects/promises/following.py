"""Following one promise by e-mail: what came of it."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property

from portal.kit.samples import with_mark
from portal.kit.text.numbers import parse_key
from portal.publishing.languages import VIETNAMESE
from portal.publishing.models.state_now import state_in_words
from portal.subscriptions.subjects import Followed, News
from projects.kit.models import DueStatus
from projects.promises.models import Promise


class OfPromise(Followed):
    """A promise, by its number; it has no moments, so its state is compared."""

    model = Promise

    @cached_property
    def promise(self) -> Promise | None:
        key = parse_key(self.key)
        if key is None:
            return None
        return Promise.objects.public().with_due_status(timezone.localdate()).filter(pk=key).first()

    def title(self) -> str:
        return self.promise.title if self.promise else ""

    @property
    def language(self) -> str:
        return VIETNAMESE

    def path(self) -> str:
        return self.promise.address if self.promise else ""

    def news(self, since: datetime, until: datetime) -> list[News]:
        """Return its state now; whether that is new the mark alone tells."""
        if self.promise is None:
            return []
        status = str(DueStatus(self.promise.due_status).label)
        title = with_mark(self.promise.title, is_sample=self.promise.article.is_sample)
        return [News(title, self.path(), state_in_words(status))]

    def has_news(self, since: datetime, until: datetime) -> bool:
        return False

    def mark(self) -> str:
        promise = self.promise
        if promise is None:
            return ""
        known = (promise.due_status, promise.due_on, promise.done_on, promise.proof_id)
        return " ".join(map(str, known))
