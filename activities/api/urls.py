"""Addresses of the activities room."""

from django.urls import path

from activities.api.activities import (
    Activities,
    ActivityArchive,
    ActivityDetail,
    ActivityPublish,
    ActivitySchedules,
    Categories,
    Organisers,
)
from activities.api.calendars import ActivityCalendar, SearchCalendar, SessionCalendar
from activities.api.schedules import (
    ScheduleDetail,
    ScheduleExceptionDetail,
    ScheduleExceptions,
)
from activities.api.sessions import SessionCancel, SessionDetail, Sessions

urlpatterns = [
    path("sessions", Sessions.as_view(), name="sessions"),
    path("sessions.ics", SearchCalendar.as_view(), name="sessions-calendar"),
    path("sessions/<uuid:id>.ics", SessionCalendar.as_view(), name="session-calendar"),
    path("activities/<uuid:id>.ics", ActivityCalendar.as_view(), name="activity-calendar"),
    path("sessions/<uuid:id>", SessionDetail.as_view(), name="session"),
    path("sessions/<uuid:id>/cancel", SessionCancel.as_view(), name="session-cancel"),
    path("activities", Activities.as_view(), name="activities"),
    path("activities/<uuid:id>", ActivityDetail.as_view(), name="activity"),
    path("activities/<uuid:id>/publish", ActivityPublish.as_view(), name="activity-publish"),
    path("activities/<uuid:id>/archive", ActivityArchive.as_view(), name="activity-archive"),
    path("activities/<uuid:id>/schedules", ActivitySchedules.as_view(), name="activity-schedules"),
    path("schedules/<uuid:id>", ScheduleDetail.as_view(), name="schedule"),
    path(
        "schedules/<uuid:id>/exceptions", ScheduleExceptions.as_view(), name="schedule-exceptions"
    ),
    path(
        "schedule-exceptions/<uuid:id>",
        ScheduleExceptionDetail.as_view(),
        name="schedule-exception",
    ),
    path("categories", Categories.as_view(), name="categories"),
    path("organisers", Organisers.as_view(), name="organisers"),
]
