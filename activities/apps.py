"""The activities room: registers its deeds and the scopes its objects are in."""

from django.apps import AppConfig


class ActivitiesApp(AppConfig):
    name = "activities"

    def ready(self) -> None:
        from activities import models
        from activities.attendance.register import register_attendance
        from activities.booking.own_data import register_bookings
        from activities.importing.kind import register_import_of_activities
        from activities.models import Activity, Organiser, Session, Term
        from activities.own_data import register_own_data
        from activities.scopes import (
            names_of_organisers,
            scopes_of_activity,
            scopes_of_organiser,
            scopes_of_session,
            scopes_of_term,
        )
        from activities.terms.own_data import register_applications
        from people.permissions import Deed, register_deed, register_scopes
        from people.personal_data import register_no_personal_data
        from people.roles import Role, ScopeKind
        from people.scope_names import register_scope_name

        publishers = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
        register_deed(Deed("activity.read", everybody=True))
        register_deed(Deed("activity.write", roles=publishers))
        register_deed(Deed("activity.publish", roles=publishers))
        register_deed(Deed("organiser.write", roles=frozenset({Role.ADMINISTRATOR})))
        register_deed(Deed("session.write", roles=publishers | {Role.LEADER}))
        register_deed(Deed("session.materialise", roles=frozenset({Role.ADMINISTRATOR})))
        register_import_of_activities()
        register_deed(Deed("booking.make", signed_in=True))
        register_deed(Deed("booking.see", roles=publishers | {Role.LEADER}, tied=True))
        register_deed(Deed("booking.manage", roles=publishers))
        register_deed(Deed("booking.answer_link", everybody=True))
        register_deed(Deed("booking.settle"))
        register_deed(Deed("notification.deliver"))
        register_deed(Deed("notice.choose", signed_in=True))
        register_deed(Deed("ticket.keys", everybody=True))
        register_scopes(Activity, scopes_of_activity)
        register_scopes(Organiser, scopes_of_organiser)
        register_scopes(Session, scopes_of_session)
        register_deed(Deed("term.read", everybody=True))
        register_deed(Deed("term.apply", signed_in=True))
        register_deed(Deed("term.write", roles=publishers))
        register_deed(Deed("term.manage", roles=publishers))
        register_deed(Deed("term.settle"))
        register_scopes(Term, scopes_of_term)
        register_own_data()
        register_scope_name(ScopeKind.ORGANISER, names_of_organisers)
        register_bookings()
        register_attendance()
        register_applications()
        register_no_personal_data(
            Activity,
            Session,
            models.ActivityPhoto,
            models.ActivityText,
            models.BookingRules,
            models.Category,
            models.CategoryName,
            models.Organiser,
            models.RemovedSession,
            models.Schedule,
            models.ScheduleException,
            models.SetAside,
            models.CourseSeats,
            models.Term,
            models.TermCourse,
        )
