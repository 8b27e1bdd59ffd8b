"""Websocket addresses."""

from django.urls import URLPattern, path

from activities.live import SeatsConsumer
from activities.live_attendance import AttendanceConsumer
from activities.live_bookings import BookingsConsumer

websocket_urlpatterns: list[URLPattern] = [
    path("ws/v1/sessions/<uuid:session_id>/seats", SeatsConsumer.as_asgi()),
    path("ws/v1/sessions/<uuid:session_id>/attendance", AttendanceConsumer.as_asgi()),
    path("ws/v1/bookings", BookingsConsumer.as_asgi()),
]
