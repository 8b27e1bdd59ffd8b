"""Journeys of named people in a real browser, through the real product."""
