from portal.editing.models.autosave import Autosave, Presence
from portal.editing.models.preview_links import PreviewAnswer, PreviewLink, Verdict

__all__ = [
    "Autosave",
    "Presence",
    "PreviewAnswer",
    "PreviewLink",
    "Verdict",
]
