"""Bringing a municipality's own activities in from a table."""
