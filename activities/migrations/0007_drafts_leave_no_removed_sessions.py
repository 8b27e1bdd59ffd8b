"""A session that is removed while its activity is a draft was seen by nobody: it leaves nothing."""

from django.db import migrations

REMEMBER = """
CREATE OR REPLACE FUNCTION activities_session_remember() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO activities_removedsession
        (id, activity_id, venue_id, starts_at, ends_at, revision, changed_at)
    SELECT OLD.id, OLD.activity_id, OLD.venue_id, OLD.starts_at, OLD.ends_at,
        OLD.revision + activity.revision + 1, now()
        FROM activities_activity AS activity
        WHERE activity.id = OLD.activity_id AND activity.published_at IS NOT NULL
            {narrower} AND OLD.ends_at > now()
    ON CONFLICT (id) DO NOTHING;
    RETURN OLD;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0006_append_only_history")]
    operations = [
        migrations.RunSQL(
            REMEMBER.format(narrower="AND activity.status IN ('published', 'archived')"),
            REMEMBER.format(narrower=""),
        )
    ]
