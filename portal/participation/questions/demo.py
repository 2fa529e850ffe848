"""The fields that citizens ask about, and one answer that says itself that it is made up."""

from collections import Counter

from portal.participation.questions.models import Answer
from portal.publishing.first_content import get_or_publish
from portal.publishing.models import Section

# What the department of 2007 is named after, and what it deals with beside that.
FIELDS = (
    "Bưu chính",
    "Viễn thông và Internet",
    "Công nghệ thông tin",
    "Tần số vô tuyến điện",
    "Việc khác",
)
TITLE = "Hỏi Sở ở đâu, và xem trả lời ở đâu?"
SUMMARY = (
    "Gửi câu hỏi bằng biểu mẫu ở trang Liên hệ, nhận số tiếp nhận, "
    "xem trả lời qua đường dẫn trong thư."
)
QUESTION = (
    "Câu hỏi này do người làm trang đặt ra để minh họa, không phải của người dân: "
    "tôi muốn hỏi Sở thì gửi ở đâu, và xem trả lời ở đâu?"
)
BODY = """
<p>Gửi câu hỏi bằng biểu mẫu ở trang <a href="/lien-he/">Liên hệ</a>. Sau khi gửi, trang cho biết số
tiếp nhận và ngày chậm nhất có trả lời; ai để lại địa chỉ thư thì có thư xác nhận cả hai.</p>
<p>Khi có trả lời, đường dẫn nằm trong thư; ai chỉ để lại điện thoại thì Sở gọi lại. Muốn xem sớm
hơn thì điền số tiếp nhận, rồi địa chỉ thư hoặc bốn số cuối điện thoại, ở trang
<a href="/hoi-dap/tra-cuu/">tra cứu câu hỏi</a>.</p>
"""


def load(*, with_samples: bool = True) -> Counter[str]:
    """Bring the fields, unless there are some, and the sample; return what was new, by its name."""
    brought = Counter({"fields of questions": _fields()})
    if not with_samples:
        return brought
    sample = Answer(
        title=TITLE,
        summary=SUMMARY,
        question=QUESTION,
        body=BODY,
        slug="hoi-so-o-dau",
        section=Section.objects.of_kind(Answer.KIND).order_by("-position").first(),
        is_sample=True,
    )
    brought["sample answer"] = int(get_or_publish(sample))
    return brought


def _fields() -> int:
    if Section.objects.of_kind(Answer.KIND).exists():
        return 0
    for position, name in enumerate(FIELDS, 1):
        Section.objects.create(kind=Answer.KIND, name=name, position=position)
    return len(FIELDS)
