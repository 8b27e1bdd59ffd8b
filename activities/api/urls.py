"""Addresses of the activities room."""

from django.urls import path

from activities.api.activities import (
    Activities,
    ActivityDetail,
    ActivitySchedules,
    Categories,
    OneOrganiser,
    Organisers,
)
from activities.api.attendance import (
    AttendanceBatch,
    AttendanceEvening,
    AttendanceKeys,
    AttendanceQuestions,
    RefusedRecordHandle,
    RefusedRecords,
    SessionAttendance,
)
from activities.api.bookings import (
    BookingAccept,
    BookingCancel,
    BookingConfirm,
    BookingDecline,
    BookingDetail,
    Bookings,
    BookingTicket,
    GroupBook,
    GroupJoin,
    Groups,
    Notifications,
    TicketKeys,
)
from activities.api.calendars import ActivityCalendar, SearchCalendar, SessionCalendar
from activities.api.facets import SearchWords, SessionFacets
from activities.api.history import ActivityChanges, ActivityVersions
from activities.api.leaders import (
    ActivityAttendance,
    EmergencyContact,
    LeaderExtract,
    Leaders,
    OneSessionLeader,
    SessionLeaders,
)
from activities.api.notices import NoticesDoor
from activities.api.photos import (
    ActivityPhotoFile,
    ActivityPhotoOrder,
    ActivityPhotos,
    OneActivityPhoto,
)
from activities.api.rules import ActivityRules
from activities.api.schedules import (
    ScheduleDetail,
    ScheduleExceptionDetail,
    ScheduleExceptions,
)
from activities.api.session_bookings import (
    ApprovalApprove,
    ApprovalDecline,
    ApprovalRead,
    BookingInvite,
    BookingMove,
    SessionBookings,
    SessionBookingsCancel,
    SessionBookingsUndo,
    SessionMessage,
)
from activities.api.sessions import SessionCancel, SessionDetail, Sessions
from activities.api.steps import (
    ActivityApprove,
    ActivityArchive,
    ActivityPropose,
    ActivityPublish,
    ActivityReopen,
    ActivityRestore,
    ActivitySendBack,
    ActivitySendForReview,
    ActivityTakeBack,
    ActivityUndo,
    ArchiveSeveral,
    CopySeveral,
    UndoSeveral,
)
from activities.api.term_urls import urlpatterns as term_urls
from activities.api.translations import ActivityHints, ActivityTranslation

#: What can be done with one activity, by the last part of its address.
ONE = {
    "publish": ActivityPublish,
    "send-for-review": ActivitySendForReview,
    "take-back": ActivityTakeBack,
    "send-back": ActivitySendBack,
    "approve": ActivityApprove,
    "archive": ActivityArchive,
    "reopen": ActivityReopen,
    "propose": ActivityPropose,
    "undo": ActivityUndo,
    "restore": ActivityRestore,
    "versions": ActivityVersions,
    "hints": ActivityHints,
    "translations/<str:language>": ActivityTranslation,
    "schedules": ActivitySchedules,
    "rules": ActivityRules,
    "attendance": ActivityAttendance,
}

urlpatterns = [
    path("sessions", Sessions.as_view(), name="sessions"),
    path("sessions/facets", SessionFacets.as_view(), name="session-facets"),
    path("sessions/words", SearchWords.as_view(), name="session-words"),
    path("sessions.ics", SearchCalendar.as_view(), name="sessions-calendar"),
    path("sessions/<uuid:id>.ics", SessionCalendar.as_view(), name="session-calendar"),
    path("activities/<uuid:id>.ics", ActivityCalendar.as_view(), name="activity-calendar"),
    path("sessions/<uuid:id>", SessionDetail.as_view(), name="session"),
    path("sessions/<uuid:id>/cancel", SessionCancel.as_view(), name="session-cancel"),
    path("activities", Activities.as_view(), name="activities"),
    path("activities/<uuid:id>", ActivityDetail.as_view(), name="activity"),
    path("schedules/<uuid:id>", ScheduleDetail.as_view(), name="schedule"),
    path(
        "schedules/<uuid:id>/exceptions", ScheduleExceptions.as_view(), name="schedule-exceptions"
    ),
    path(
        "schedule-exceptions/<uuid:id>",
        ScheduleExceptionDetail.as_view(),
        name="schedule-exception",
    ),
    path("activities/changes", ActivityChanges.as_view(), name="activity-changes"),
    path("activities/archive", ArchiveSeveral.as_view(), name="archive-several"),
    path("activities/copy", CopySeveral.as_view(), name="copy-several"),
    path("activities/undo", UndoSeveral.as_view(), name="undo-several"),
    *(
        path(f"activities/<uuid:id>/{rest}", view.as_view(), name=f"activity-{rest.split('/')[0]}")
        for rest, view in ONE.items()
    ),
    path("activities/<uuid:id>/photos", ActivityPhotos.as_view(), name="activity-photos"),
    path(
        "activities/<uuid:id>/photos/order",
        ActivityPhotoOrder.as_view(),
        name="activity-photo-order",
    ),
    path(
        "activities/<uuid:id>/photos/<uuid:photo>",
        OneActivityPhoto.as_view(),
        name="activity-photo",
    ),
    path(
        "activities/<uuid:id>/photos/<uuid:photo>/<str:name>",
        ActivityPhotoFile.as_view(),
        name="activity-photo-file",
    ),
    path("categories", Categories.as_view(), name="categories"),
    path("organisers/<uuid:id>", OneOrganiser.as_view(), name="organiser"),
    path("organisers", Organisers.as_view(), name="organisers"),
    path("sessions/<uuid:id>/bookings", SessionBookings.as_view(), name="session-bookings"),
    path("sessions/<uuid:id>/bookings/cancel", SessionBookingsCancel.as_view()),
    path("sessions/<uuid:id>/bookings/undo", SessionBookingsUndo.as_view()),
    path("sessions/<uuid:id>/message", SessionMessage.as_view()),
    path("bookings", Bookings.as_view(), name="bookings"),
    path("bookings/<uuid:id>", BookingDetail.as_view(), name="booking"),
    path("bookings/<uuid:id>/cancel", BookingCancel.as_view()),
    path("bookings/<uuid:id>/confirm", BookingConfirm.as_view()),
    path("bookings/<uuid:id>/accept", BookingAccept.as_view()),
    path("bookings/<uuid:id>/decline", BookingDecline.as_view()),
    path("bookings/<uuid:id>/ticket", BookingTicket.as_view()),
    path("bookings/<uuid:id>/move", BookingMove.as_view()),
    path("bookings/<uuid:id>/invite", BookingInvite.as_view()),
    path("groups", Groups.as_view(), name="groups"),
    path("groups/join", GroupJoin.as_view()),
    path("groups/<uuid:id>/book", GroupBook.as_view()),
    path("approvals/read", ApprovalRead.as_view()),
    path("approvals/approve", ApprovalApprove.as_view()),
    path("approvals/decline", ApprovalDecline.as_view()),
    path("me/notices", NoticesDoor.as_view(), name="notices"),
    path("notifications", Notifications.as_view(), name="notifications"),
    path("attendance/evening", AttendanceEvening.as_view(), name="attendance-evening"),
    path("attendance/batch", AttendanceBatch.as_view(), name="attendance-batch"),
    path("attendance/keys", AttendanceKeys.as_view(), name="attendance-keys"),
    path("attendance/questions", AttendanceQuestions.as_view(), name="attendance-questions"),
    path("attendance/refused", RefusedRecords.as_view(), name="attendance-refused"),
    path("attendance/refused/<uuid:id>/handle", RefusedRecordHandle.as_view()),
    path("sessions/<uuid:id>/attendance", SessionAttendance.as_view(), name="session-attendance"),
    path("sessions/<uuid:id>/leaders", SessionLeaders.as_view(), name="session-leaders"),
    path("sessions/<uuid:id>/leaders/<int:leader>", OneSessionLeader.as_view()),
    path("leaders", Leaders.as_view(), name="leaders"),
    path("leaders/<uuid:id>/extract", LeaderExtract.as_view(), name="leader-extract"),
    path("bookings/<uuid:id>/emergency-contact", EmergencyContact.as_view()),
    path("tickets/keys", TicketKeys.as_view(), name="ticket-keys"),
    *term_urls,
]
