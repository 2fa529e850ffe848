"""Consultations on drafts: what is asked, what people answer, and what came of their words."""
