"""Obligations to publish in time: rules, holidays, and the day on which each page is due."""
