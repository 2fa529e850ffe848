"""What the search finds of taking part: forms about questions, comments, figures of service."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place
from portal.publishing.pairs import way_to


def question_places() -> Iterator[Place]:
    """Yield the form for questions, and the one to follow them."""
    yield Place(
        f"{way_to('contact')}#hoi",
        _("Report a problem, ask us"),
        _("A form for questions to the department; the answer comes by e-mail or telephone."),
        pgettext("searched as", "ask a question; send a question; report a problem; complain"),
        pgettext("meant by", "report a problem; complain; bad line; no signal; spam messages"),
        _("form to send"),
    )
    yield Place(
        way_to("questions:track"),
        _("Where does my question stand?"),
        _("With the number of the question and your e-mail address or telephone number."),
        pgettext("searched as", "follow my question; receipt number; state of a question"),
        pgettext("meant by", "my question; receipt number"),
        _("form to send"),
    )


def comment_places() -> Iterator[Place]:
    """Yield the form to follow a comment on a draft."""
    yield Place(
        way_to("consultations:track"),
        _("Where does my comment stand?"),
        _("With the number of the comment and the last four digits of your telephone."),
        pgettext("searched as", "follow my comment; number of a comment; state of a comment"),
        pgettext("meant by", "my comment; comment that I sent"),
        _("form to send"),
    )


def service_places() -> Iterator[Place]:
    """Yield the page of the figures of service."""
    yield Place(
        way_to("service_figures"),
        _("How we serve, in figures"),
        _("Questions answered in time, days to a reply, drafts summed up, pages published late."),
        pgettext("searched as", "quality of service; answered in time; how long until a reply"),
        pgettext("meant by", "how long until a reply; answered in time"),
    )
