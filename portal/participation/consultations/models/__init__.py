from portal.participation.consultations.models.comment import (
    CommentState,
    ConsultationComment,
    Verdict,
)
from portal.participation.consultations.models.consultation import (
    Consultation,
    ConsultationQuerySet,
    Standing,
)

__all__ = [
    "CommentState",
    "Consultation",
    "ConsultationComment",
    "ConsultationQuerySet",
    "Standing",
    "Verdict",
]
