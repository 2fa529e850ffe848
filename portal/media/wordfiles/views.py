"""Where the editor sends a Word file, to get a text for the page that is being written."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from portal.media.richtext.views import answer_upload
from portal.media.wordfiles.reading import convert


@require_POST
def read_word_file(request: HttpRequest) -> JsonResponse:
    """Answer the text of the file and what was left out, or say in words why it is not taken."""

    def take(uploaded: File[bytes], by: AbstractBaseUser) -> dict[str, object]:
        converted = convert(uploaded, by=by)
        return {"html": converted.html, "left_out": converted.left_out}

    return answer_upload(request, take)
