"""What the site answers to a reader, for who makes something else of the page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, QueryDict
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils import translation

from portal.publishing.languages import language_of


def render_public_page(path: str, query: str = "") -> str:
    """Return what the site answers a signed-out reader here, past all middleware."""
    match = resolve(path)
    request = _reader(path, query)
    request.resolver_match = match
    with translation.override(language_of(path)):
        response = match.func(request, *match.args, **match.kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
    if response.status_code != 200:
        raise Http404("The text has no page of its own.")
    return str(response.content.decode())


def _reader(path: str, query: str) -> HttpRequest:
    site = urlsplit(settings.SITE_URL)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.META = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "wsgi.url_scheme": site.scheme,
    }
    request.GET = QueryDict(query)
    request.user = AnonymousUser()
    return request
