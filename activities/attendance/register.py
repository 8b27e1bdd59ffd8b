"""What the house is told of attendance: its deeds, its scopes, what it holds about people."""

from activities.attendance.own_data import register_own_attendance
from activities.attendance.quarantine import scopes_of_refused
from activities.models import ReflectionQuestion, ReflectionQuestionText, RefusedRecord
from people.permissions import Deed, register_deed, register_scopes
from people.personal_data import register_no_personal_data
from people.roles import Role


def register_attendance() -> None:
    """Called once, when the room is ready."""
    publishers = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
    staff = publishers | {Role.LEADER}
    register_deed(Deed("attendance.register", roles=staff, tied=True))
    # The records say who made them, sealed; whoever sends them proves nothing by it.
    register_deed(Deed("attendance.send", roles=staff, scoped=False, asleep=True))
    register_deed(Deed("attendance.keys", everybody=True))
    register_deed(Deed("attendance.oversee", roles=publishers))
    register_deed(Deed("attendance.set_questions", roles=frozenset({Role.ADMINISTRATOR})))
    register_deed(Deed("attendance.contact", roles=staff, tied=True))
    register_deed(Deed("session.assign", roles=publishers))
    register_deed(Deed("leader.vet", roles=publishers))
    register_scopes(RefusedRecord, scopes_of_refused)
    register_own_attendance()
    register_no_personal_data(ReflectionQuestion, ReflectionQuestionText)
