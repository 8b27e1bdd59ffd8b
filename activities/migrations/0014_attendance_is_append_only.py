"""The log of attendance becomes append-only, held by the database itself."""

from django.db import migrations

CREATE = """
CREATE FUNCTION activities_attendance_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    emptied activities_attendancerecord := OLD;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.booking_id IS NULL THEN emptied.booking_id := NULL; END IF;
        IF NEW.by_id IS NULL THEN emptied.by_id := NULL; END IF;
        IF NEW.sent_by_id IS NULL THEN emptied.sent_by_id := NULL; END IF;
        IF NEW.words_encrypted = '' THEN emptied.words_encrypted := ''; END IF;
        IF NEW IS NOT DISTINCT FROM emptied THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The log of attendance is append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER activities_attendance_append_only BEFORE UPDATE OR DELETE
    ON activities_attendancerecord
    FOR EACH ROW EXECUTE FUNCTION activities_attendance_refuse();
"""

DROP = """
DROP TRIGGER activities_attendance_append_only ON activities_attendancerecord;
DROP FUNCTION activities_attendance_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0013_attendance")]
    operations = [migrations.RunSQL(CREATE, DROP)]
