"""Signing in by another identity provider (VNeID, the province's own); off unless configured."""
