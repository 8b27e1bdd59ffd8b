"""The history of activities becomes append-only, held by the database itself."""

from django.db import migrations

CREATE = """
CREATE FUNCTION activities_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW."by" IS NULL
        AND ROW(NEW.id, NEW.activity_id, NEW.number, NEW.kind, NEW.at, NEW.by_system, NEW.content)
            IS NOT DISTINCT FROM
            ROW(OLD.id, OLD.activity_id, OLD.number, OLD.kind, OLD.at, OLD.by_system, OLD.content)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The history of activities is append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER activities_version_append_only BEFORE UPDATE OR DELETE
    ON activities_activityversion
    FOR EACH ROW EXECUTE FUNCTION activities_version_refuse();
"""

DROP = """
DROP TRIGGER activities_version_append_only ON activities_activityversion;
DROP FUNCTION activities_version_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0005_publishing_flow")]
    operations = [migrations.RunSQL(CREATE, DROP)]
