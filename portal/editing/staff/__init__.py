"""Accounts in the admin: above `accounts`, which knows neither sections nor pages."""
