"""The catalogue and what it becomes: categories, activities, schedules, sessions."""

from activities.models.activity import Activity, ActivityQuerySet, ActivityText
from activities.models.category import Category, CategoryName, Organiser
from activities.models.history import ActivityChange, ActivityVersion
from activities.models.photo import ActivityPhoto
from activities.models.removed import RemovedSession
from activities.models.schedule import Schedule, ScheduleException
from activities.models.session import Session, SessionQuerySet

__all__ = [
    "Activity",
    "ActivityChange",
    "ActivityPhoto",
    "ActivityQuerySet",
    "ActivityText",
    "ActivityVersion",
    "Category",
    "CategoryName",
    "Organiser",
    "RemovedSession",
    "Schedule",
    "ScheduleException",
    "Session",
    "SessionQuerySet",
]
