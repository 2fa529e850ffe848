"""Pages that name a row which the demo does not have: how to make one, and who may look at it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import resolve, reverse
from django.utils import timezone

from enterprises.freshness.models import ConfirmedVia
from enterprises.freshness.services import confirm, last_confirmation, token_for
from enterprises.people.join_views import SENT_SALT
from enterprises.profiles.models import Representative
from news.articles.models import Article
from news.notices.models import Notice
from news.procedures.models import Procedure, ProcedurePaper, ProcedureStep
from portal.editing.models import PreviewLink
from portal.emergency.models import DutyContact, EmergencyNotice
from portal.participation.consultations.tracking import SENT_SALT as COMMENT_SALT
from portal.participation.feedback.services import count
from portal.participation.questions import links as question_links
from portal.publishing import services
from portal.subscriptions import links as subscription_links
from portal.subscriptions.models import Follower, Subscription
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.of_others import MAKERS
from tests.news import builders as news
from tests.page_accounts import WAYS
from tests.page_kinds import DESK, NO_PAGES, Kind
from tests.portal.department import builders as department
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.projects import builders as projects

type Row = Callable[[Representative], dict[str, Any]]


def _still_right(me: Representative) -> dict[str, Any]:
    confirm(me.enterprise_id, via=ConfirmedVia.PUBLICATION)
    return {"token": token_for(last_confirmation(me.enterprise))}


def _invitation(me: Representative) -> dict[str, Any]:
    invitation = me.enterprise.invitations.model(
        enterprise=me.enterprise, email="moi@xem-thu.example", created_by=me.user
    )
    invitation.renew()
    token = invitation.new_token()
    invitation.save()
    return {"token": token}


def _join_sent(_me: Representative) -> dict[str, Any]:
    return {"mark": signing.dumps(builders.join_request().pk, salt=SENT_SALT)}


def _preview_link(_me: Representative) -> dict[str, Any]:
    draft = site.article("Bản thảo xem thử", state="draft")
    by = site.editor(f"nguoi-viet-{draft.pk}")
    return {"token": PreviewLink.objects.make(draft, by=by, label="Ông Nam")[1]}


def _correction(_me: Representative) -> dict[str, Any]:
    article = site.article("Bài có đính chính", body="<p>Cũ</p>")
    fresh = Article.objects.get(pk=article.pk)
    fresh.body, fresh.correction = "<p>Mới</p>", "Mật độ điện thoại là 35."
    services.save(fresh, by=None)
    return {"page": article.path.strip("/"), "number": article.corrections.get().pk}


def _english_correction(_me: Representative) -> dict[str, Any]:
    version = site.english(site.article("Bài đã dịch"), body="<p>Old</p>")
    version.body, version.correction = "<p>New</p>", "It is 35."
    services.save(version, by=None)
    page = version.path.strip("/").removeprefix("en/")
    return {"page": page, "number": version.corrections.get().pk}


def _event(me: Representative) -> dict[str, Any]:
    title = f"Diễn đàn của {me.user}"
    event = builders.event(title, starts_at=timezone.now() + timedelta(days=30))
    builders.slot(event)
    return {"slug": event.slug}


def _document(_me: Representative) -> dict[str, Any]:
    return {"slug": news.document().slug}


def _notice(_me: Representative) -> dict[str, Any]:
    return {"slug": news.notice("Mời thầu xem thử", section=news.shelf(Notice, "Đấu thầu")).slug}


def _section_of_notices(_me: Representative) -> dict[str, Any]:
    return {"slug": news.shelf(Notice, "Tuyển dụng xem thử").slug}


def _procedure(_me: Representative) -> dict[str, Any]:
    page = news.procedure("Thủ tục xem thử", days=10, fee="Không")
    ProcedureStep.objects.create(procedure=page, text="Nộp hồ sơ", actor="người nộp")
    ProcedurePaper.objects.create(procedure=page, name="Đơn đề nghị", copies=2)
    return {"slug": page.slug}


def _section_of_procedures(_me: Representative) -> dict[str, Any]:
    return {"slug": news.shelf(Procedure, "Bưu chính xem thử").slug}


def _support_call(_me: Representative) -> dict[str, Any]:
    today = timezone.localdate()
    call = projects.support_call(opens_on=today, closes_on=today + timedelta(days=30))
    return {"?": f"?dot={call.pk}"}


def _work_week(_me: Representative) -> dict[str, Any]:
    week = department.week()
    department.item(week)
    return {"monday": week.monday.isoformat()}


def _about_page(_me: Representative) -> dict[str, Any]:
    return {"slug": department.page().slug}


def _consultation(_me: Representative) -> dict[str, Any]:
    page = consultations.consultation("Dự thảo có ý kiến")
    consultations.shown(page)
    return {"slug": page.slug}


def _comment(_me: Representative) -> dict[str, Any]:
    return {"slug": consultations.consultation("Dự thảo chờ ý kiến").slug}


def _comment_sent(_me: Representative) -> dict[str, Any]:
    sent = consultations.comment(consultations.consultation("Dự thảo đã gửi ý kiến"))
    mark = signing.dumps(sent.pk, salt=COMMENT_SALT)
    return {"slug": sent.consultation.slug, "mark": mark}


def _feedback_word(_me: Representative) -> dict[str, Any]:
    return {"mark": count(questions.answer("Trang có ích"), is_useful=False)}


def _answer(_me: Representative) -> dict[str, Any]:
    return {"slug": questions.answer("Trả lời xem thử").slug}


def _section_of_answers(_me: Representative) -> dict[str, Any]:
    shelf = questions.shelf("Lĩnh vực xem thử")
    questions.answer("Trả lời trong lĩnh vực", section=shelf)
    return {"slug": shelf.slug}


def _question_sent(_me: Representative) -> dict[str, Any]:
    return resolve(question_links.sent_address(questions.question())).kwargs


def _question_state(_me: Representative) -> dict[str, Any]:
    return resolve(question_links.state_address(questions.replied())).kwargs


def _notices(_me: Representative) -> dict[str, Any]:
    EmergencyNotice.objects.create(text="Đập Tràn đóng đường.\n\nĐi đường tránh.")
    EmergencyNotice.objects.create(text="Trường học nghỉ ngày mai.")
    DutyContact.objects.create(name="Trực ban xem thử", phone="0234 000 111", radio="Kênh 5")
    return {}


# By the name of the address: what stands for its parts, under "?" what follows them, and under
# "session" whose session shows it. What the demo has, too, but not in such a state, has the state
# behind a comma.
def _subscription(**fields: Any) -> Subscription:
    follower, _is_new = Follower.objects.get_or_create(email="doc@gia.example")
    found, _is_new = Subscription.objects.update_or_create(
        follower=follower, kind="tat-ca", defaults=fields
    )
    return found


def _confirm_following(_me: Representative) -> dict[str, Any]:
    return {"mark": subscription_links.confirm_address(_subscription()).split("/")[-2]}


def _following(_me: Representative) -> dict[str, Any]:
    follower = _subscription(confirmed_at=timezone.now()).follower
    return {"mark": subscription_links.stop_address(follower).split("/")[-2]}


def _promise(_me: Representative) -> dict[str, Any]:
    promise = projects.promise()
    return {
        "pk": promise.pk,
        "slug": promise.address.rstrip("/").partition("-ket/")[2].partition("-")[2],
    }


ROWS: dict[str, Row] = {
    "subscriptions:confirm": _confirm_following,
    "subscriptions:manage": _following,
    "subscriptions:stop": _following,
    "en:subscriptions:confirm": _confirm_following,
    "en:subscriptions:manage": _following,
    "en:subscriptions:stop": _following,
    "projects:promise": _promise,
    **{name: lambda me, maker=maker: maker(me.enterprise) for name, maker in MAKERS.items()},
    **{name: lambda me, way=way: way(me.user) for name, way in WAYS.items()},
    "enterprises:still_right": _still_right,
    "enterprises:invitation": _invitation,
    "enterprises:join_sent": _join_sent,
    "enterprises:desk_event": _event,
    "enterprises:desk_slot_ask": _event,
    "projects:desk_ask": _support_call,
    "documents:document": _document,
    "notices:notice": _notice,
    "notices:section": _section_of_notices,
    "procedures:procedure": _procedure,
    "procedures:section": _section_of_procedures,
    "consultations:consultation": _consultation,
    "consultations:comment": _comment,
    "en:consultations:comment": _comment,
    "consultations:comment_sent": _comment_sent,
    "en:comment_sent": _comment_sent,
    "feedback:word": _feedback_word,
    "en:feedback_word": _feedback_word,
    "questions:answer": _answer,
    "questions:section": _section_of_answers,
    "questions:sent": _question_sent,
    "questions:state": _question_state,
    "en:question_sent": _question_sent,
    "en:question_state": _question_state,
    "work_week": _work_week,
    "about_page": _about_page,
    "preview_link": _preview_link,
    "correction": _correction,
    "en:correction": _english_correction,
    "light_home, with notices": _notices,
}


def to_make() -> list[str]:
    """The names of the pages whose row has to be made."""
    return sorted(set(ROWS) - set(NO_PAGES))


def address_of(name: str) -> str:
    """The name of the address alone, without the state."""
    return name.partition(",")[0]


def made(name: str) -> Kind:
    """The page of that name with a new row, of an enterprise made for it."""
    username = f"xem-{to_make().index(name)}"
    me = builders.representative(builders.enterprise(f"Công ty {username}"), username)
    parts = ROWS[name](me)
    query, session = parts.pop("?", ""), parts.pop("session", "")
    path = reverse(address_of(name), kwargs=parts)
    who = username if path.startswith(DESK) else ""
    return Kind(name, f"{path}{query}", who, session=session)
