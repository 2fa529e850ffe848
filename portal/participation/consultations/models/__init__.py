from portal.participation.consultations.models.comment import (
    CommentState,
    ConsultationComment,
    Verdict,
)
from portal.participation.consultations.models.consultation import (
    Consultation,
    ConsultationPhase,
    ConsultationQuerySet,
)

__all__ = [
    "CommentState",
    "Consultation",
    "ConsultationComment",
    "ConsultationPhase",
    "ConsultationQuerySet",
    "Verdict",
]
