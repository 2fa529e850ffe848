"""Texts of Django and django-allauth that people see here, named so that our catalog has them.

django-allauth brings no Vietnamese, and Django's own is old: `make messages` collects what stands
here with our own texts, and our catalog is asked before theirs.
"""
