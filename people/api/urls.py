"""The addresses of the people room, under /api/v1/."""

from django.urls import URLPattern, path

from people.api.views import MeDoor

urlpatterns: list[URLPattern] = [path("me", MeDoor.as_view(), name="me")]
