"""Kept pages and fragments, and the generation under which they are kept."""
