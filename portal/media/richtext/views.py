"""The upload view of the editor."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from portal.media.pictures.intake import store_picture

WRITE = "publishing.write_publication"


@require_POST
@csrf_protect
def upload_picture(request: HttpRequest) -> JsonResponse:
    """Store the picture and answer its address, or say in words why it is refused.

    A refused picture is answered with status 200: the editor shows no message of another.
    """
    if not request.user.is_authenticated:
        return refused(_("Your session has ended. Sign in again in another window."), status=403)
    if not request.user.has_perm(WRITE):
        raise Http404
    uploaded = request.FILES.get("upload")
    if uploaded is None:
        return refused(_("No file was sent."))
    try:
        picture = store_picture(uploaded, by=request.user)
    except ValidationError as error:
        return refused(" ".join(error.messages))
    return JsonResponse(
        {"uploaded": 1, "fileName": str(picture), "url": picture.url, "alt": picture.alt}
    )


def refused(message: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
