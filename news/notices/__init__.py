"""Notices of procurement, recruitment, budget and the like, with their days and files."""
