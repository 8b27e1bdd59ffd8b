"""Addresses of terms and applications."""

from django.urls import path

from activities.api.applications import (
    ApplicationAccept,
    ApplicationDecline,
    ApplicationDetail,
    ApplicationPlace,
    ApplicationRemove,
    Applications,
    ApplicationWishes,
    ApplicationWithdraw,
)
from activities.api.terms import (
    OneTermCourse,
    TermApplications,
    TermCourses,
    TermDetail,
    TermDraw,
    TermPublish,
    Terms,
)

urlpatterns = [
    path("terms", Terms.as_view(), name="terms"),
    path("terms/<uuid:id>", TermDetail.as_view(), name="term"),
    path("terms/<uuid:id>/courses", TermCourses.as_view()),
    path("terms/<uuid:id>/courses/<uuid:course>", OneTermCourse.as_view()),
    path("terms/<uuid:id>/publish", TermPublish.as_view()),
    path("terms/<uuid:id>/draw", TermDraw.as_view(), name="term-draw"),
    path("terms/<uuid:id>/applications", TermApplications.as_view()),
    path("applications", Applications.as_view(), name="applications"),
    path("applications/<uuid:id>", ApplicationDetail.as_view(), name="application"),
    path("applications/<uuid:id>/wishes", ApplicationWishes.as_view()),
    path("applications/<uuid:id>/accept", ApplicationAccept.as_view()),
    path("applications/<uuid:id>/decline", ApplicationDecline.as_view()),
    path("applications/<uuid:id>/withdraw", ApplicationWithdraw.as_view()),
    path("applications/<uuid:id>/place", ApplicationPlace.as_view()),
    path("applications/<uuid:id>/remove", ApplicationRemove.as_view()),
]
