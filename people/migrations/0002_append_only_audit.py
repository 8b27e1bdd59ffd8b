"""The audit log becomes append-only, held by the database itself."""

from django.db import migrations

CREATE = """
CREATE FUNCTION people_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.keep_until <= now() THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'The audit log is append-only: entry % is kept until %.',
            OLD.id, OLD.keep_until
            USING ERRCODE = 'restrict_violation';
    END IF;
    RAISE EXCEPTION 'The audit log is append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER people_auditentry_no_update BEFORE UPDATE ON people_auditentry
    FOR EACH ROW EXECUTE FUNCTION people_auditentry_refuse();
CREATE TRIGGER people_auditentry_no_early_delete BEFORE DELETE ON people_auditentry
    FOR EACH ROW EXECUTE FUNCTION people_auditentry_refuse();
CREATE TRIGGER people_auditentry_no_truncate BEFORE TRUNCATE ON people_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION people_auditentry_refuse();
"""

DROP = """
DROP TRIGGER people_auditentry_no_update ON people_auditentry;
DROP TRIGGER people_auditentry_no_early_delete ON people_auditentry;
DROP TRIGGER people_auditentry_no_truncate ON people_auditentry;
DROP FUNCTION people_auditentry_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
