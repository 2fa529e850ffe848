"""Where the editor sends a Word file, to get a text for the page that is being written."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.media.richtext.views import WRITE, refused
from portal.media.wordfiles.reading import convert


@require_POST
def read_word_file(request: HttpRequest) -> JsonResponse:
    """Answer the text of the file and what was left out, or say in words why it is not taken."""
    if not request.user.is_authenticated or not request.user.has_perm(WRITE):
        raise Http404
    uploaded = request.FILES.get("upload")
    if uploaded is None:
        return refused(_("No file was sent."))
    try:
        converted = convert(uploaded, by=request.user)
    except ValidationError as error:
        return refused(" ".join(error.messages))
    return JsonResponse(
        {"uploaded": 1, "html": converted.html, "left_out": converted.left_out},
    )
