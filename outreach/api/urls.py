"""Addresses of the outreach room."""

from django.urls import path

from outreach.api.views import CoverageOfAreas, Municipality

urlpatterns = [
    path("municipality", Municipality.as_view(), name="municipality"),
    path("coverage/areas", CoverageOfAreas.as_view(), name="coverage-areas"),
]
