"""Plans, programme and telephone density in English: what their pages say, and no more."""

from typing import Final

from portal.kit.text.normalize import slugify
from portal.publishing import translating
from portal.publishing.first_content import page_at
from portal.publishing.models import Publication
from portal.publishing.translating import TRANSLATED
from projects.demo import density
from projects.demo.plans import PLANS
from projects.indicators.models import Indicator
from projects.plans.models import MasterPlan
from projects.work.models import AnnualPlan

OF_PLANS: Final = (
    "Development plan for posts and telecommunications to 2010, with orientation to 2020",
    "Information technology plan to 2010, with orientation to 2020",
)
SUMMARY_OF_PLANS: Final = (
    "The projects of this plan will be carried out in 2007, according to the report of the"
    " conference of 30 January 2007."
)
NOT_SAID: Final = (
    "<p>The report does not give the number, the day and the issuer of the decision that approved"
    " the plan, nor particular goals, nor the names of its projects; there is no information on"
    " these yet.</p>"
)
RESULTS_OF_2006: Final = (
    "<p>At the conference of 30 January 2007 the achievements of 2006 were commended, above"
    " all:</p><ul><li>The fourth National Conference on Information Technology was successfully"
    " organised and attended by three Ministers, those of Posts and Telematics, of Education and"
    " Training, and of Health.</li><li>The radio network of ten agencies that serves the prevention"
    " and control of storms and floods was successfully run.</li></ul><p>The report gives no"
    " figures of 2006; there is no information on anything else yet.</p>"
)


def load() -> int:
    """Publish the English versions of plans, programme and indicator; return how many were new."""
    count = sum(
        _bring(page_at(MasterPlan.path_of(slugify(plan.title))), title, SUMMARY_OF_PLANS, NOT_SAID)
        for plan, title in zip(PLANS, OF_PLANS, strict=True)
    )
    count += _bring(
        page_at(AnnualPlan.path_of("2007")),
        "Programme of work of 2007",
        "What the Department will carry out in 2007, according to the report at the conference of"
        " 30 January 2007.",
        RESULTS_OF_2006,
    )
    return count + _bring(
        page_at(Indicator.path_of(slugify(density.TITLE))),
        "Telephone density",
        "Target for 2007: 35 telephones per 100 inhabitants, the average of the whole country."
        " There is no information yet on what was reached.",
        "<p>The number of telephones per 100 inhabitants. The report does not say which telephones"
        " are counted.</p>",
    )


def _bring(page: Publication | None, title: str, summary: str, body: str) -> int:
    words = {"title": title, "summary": summary, "body": body}
    return translating.publish_once(page, note=TRANSLATED, **words)
