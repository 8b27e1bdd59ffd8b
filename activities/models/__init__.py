"""The catalogue and what it becomes: activities, schedules, sessions, and who has a seat."""

from activities.models.activity import Activity, ActivityQuerySet, ActivityText
from activities.models.application import (
    LIVING,
    WISHES,
    Application,
    ApplicationQuerySet,
    ApplicationState,
    CourseSeats,
    Wish,
    WishState,
)
from activities.models.attendance import (
    CAME,
    AgeBand,
    AttendanceRecord,
    AttendanceRecordQuerySet,
    Gender,
    Kind,
    RefusedRecord,
    RefusedRecordQuerySet,
    SessionLeader,
    Status,
    Way,
)
from activities.models.booking import (
    ACTIVE,
    SEATED,
    TIMED,
    Booking,
    BookingGroup,
    BookingQuerySet,
    GroupFriend,
    GuardianRequest,
    IdempotencyKey,
    SetAside,
    State,
)
from activities.models.category import Category, CategoryName, Organiser
from activities.models.extract import RegisterExtract
from activities.models.history import ActivityChange, ActivityVersion
from activities.models.notice_choices import NoticeChoices
from activities.models.notification import Notification
from activities.models.photo import ActivityPhoto
from activities.models.reflection import ReflectionQuestion, ReflectionQuestionText
from activities.models.removed import RemovedSession
from activities.models.rules import BookingRules, rules_of
from activities.models.schedule import Schedule, ScheduleException
from activities.models.session import Session, SessionQuerySet, begins
from activities.models.term import Term, TermCourse

__all__ = [
    "ACTIVE",
    "CAME",
    "LIVING",
    "SEATED",
    "TIMED",
    "WISHES",
    "Activity",
    "ActivityChange",
    "ActivityPhoto",
    "ActivityQuerySet",
    "ActivityText",
    "ActivityVersion",
    "AgeBand",
    "Application",
    "ApplicationQuerySet",
    "ApplicationState",
    "AttendanceRecord",
    "AttendanceRecordQuerySet",
    "Booking",
    "BookingGroup",
    "BookingQuerySet",
    "BookingRules",
    "Category",
    "CategoryName",
    "CourseSeats",
    "Gender",
    "GroupFriend",
    "GuardianRequest",
    "IdempotencyKey",
    "Kind",
    "NoticeChoices",
    "Notification",
    "Organiser",
    "ReflectionQuestion",
    "ReflectionQuestionText",
    "RefusedRecord",
    "RefusedRecordQuerySet",
    "RegisterExtract",
    "RemovedSession",
    "Schedule",
    "ScheduleException",
    "Session",
    "SessionLeader",
    "SessionQuerySet",
    "SetAside",
    "State",
    "Status",
    "Term",
    "TermCourse",
    "Way",
    "Wish",
    "WishState",
    "begins",
    "rules_of",
]
