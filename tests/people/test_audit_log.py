"""The audit log is append-only, and it is the database that says so."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from people.actors import VISITOR, system
from people.audit import record
from people.models import AuditEntry
from tests.named_people import AMINA, SARA, acting, make

pytestmark = pytest.mark.django_db


def an_entry(*, expired: bool = False) -> AuditEntry:
    now = timezone.now()
    return AuditEntry.objects.create(
        at=now - timedelta(days=800),
        by_system="tests",
        deed="activity.publish",
        keep_until=now + timedelta(days=-1 if expired else 1),
    )


@pytest.mark.parametrize("expired", [True, False])
def test_an_entry_is_never_changed(expired: bool) -> None:
    entry = an_entry(expired=expired)
    with pytest.raises(DatabaseError, match="append-only: UPDATE is refused"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(deed="something.else")
    assert AuditEntry.objects.get().deed == "activity.publish"


def test_an_entry_is_not_removed_before_its_time() -> None:
    entry = an_entry()
    with (
        pytest.raises(DatabaseError, match=f"append-only: entry {entry.pk} is kept until"),
        transaction.atomic(),
    ):
        entry.delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_an_entry_whose_time_has_passed_can_be_removed() -> None:
    an_entry(expired=True).delete()
    assert not AuditEntry.objects.exists()


def test_one_entry_that_must_stay_keeps_the_whole_removal_from_happening() -> None:
    an_entry(expired=True)
    an_entry()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 2


def test_the_log_is_never_emptied() -> None:
    an_entry(expired=True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_auditentry ENABLE TRIGGER people_auditentry_no_truncate")
        with (
            pytest.raises(DatabaseError, match="append-only: TRUNCATE is refused"),
            transaction.atomic(),
        ):
            cursor.execute("TRUNCATE people_auditentry")
        cursor.execute(
            "ALTER TABLE people_auditentry DISABLE TRIGGER people_auditentry_no_truncate"
        )
    assert AuditEntry.objects.count() == 1


def test_an_entry_needs_somebody_behind_it() -> None:
    with pytest.raises(ValueError, match="needs a person or a part of the system"):
        record(by=VISITOR, deed="activity.publish")
    with pytest.raises(IntegrityError, match="has_actor"), transaction.atomic():
        AuditEntry.objects.create(
            deed="activity.publish", keep_until=timezone.now() + timedelta(days=1)
        )


def test_an_entry_is_kept_for_some_time() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="kept_for_a_time"), transaction.atomic():
        AuditEntry.objects.create(by_system="tests", deed="x", at=now, keep_until=now)


def test_what_sara_did_stands_in_the_log_with_ids_only() -> None:
    sara, amina = acting(SARA), make(AMINA)
    record(by=sara, deed="role.grant", on=amina, detail={"role": "leader"})
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.deed, entry.object_kind) == (sara.id, "role.grant", "people.user")
    assert entry.object_id == str(amina.pk)
    assert "Amina" not in str(entry)
    assert "Sara" not in str(entry)


def test_an_entry_is_part_of_the_transaction_of_what_it_tells_about() -> None:
    def fails_after_writing() -> None:
        with transaction.atomic():
            record(by=system("tests"), deed="activity.publish")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_after_writing()
    assert not AuditEntry.objects.exists()
