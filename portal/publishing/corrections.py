"""What becomes of the note on a mistake that came with a text: a dated correction of the page."""

from portal.publishing import quotes
from portal.publishing.models import Correction, Publication, State
from portal.publishing.models.revision import VersionData


def take_up(publication: Publication, *, was_seen: bool, earlier: int | None = None) -> None:
    """Turn the note into a correction of the version that is about to be recorded.

    `earlier` is the version that readers may compare with. Where nobody has seen an earlier one,
    there is nothing to correct: the note goes. Inside the transaction that puts the text in place.
    """
    text = publication.correction.strip()
    correction = None
    if text and was_seen and publication.state == State.PUBLISHED:
        correction = Correction.objects.create(
            publication_id=publication.pk,
            text=text,
            earlier_number=earlier,
            number=publication.revision_number + 1,
            hides_earlier=publication.hides_earlier,
        )
        publication.corrected_at = correction.at
    publication.correction, publication.hides_earlier = "", False
    # By a query: the row's own save would look for addresses and versions again.
    Publication.objects.filter(pk=publication.pk).update(
        correction="", hides_earlier=False, corrected_at=publication.corrected_at
    )
    quotes.settle(publication, correction)


def without_published_note(publication: Publication, data: VersionData, number: int) -> VersionData:
    """Return the text of a version brought back, less a note that readers were told."""
    if number > (publication.live_number or 0):
        return data
    fields = data["fields"] | {"correction": "", "hides_earlier": False}
    return {**data, "fields": fields}
