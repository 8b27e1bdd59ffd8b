"""Revisions of what calendars show, and what is left of sessions that are taken away.

The database counts by itself: whichever way a row is changed, subscribers hear of it.
"""

import uuid

import django.utils.timezone
from django.db import migrations, models

CREATE = """
CREATE FUNCTION activities_session_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.venue_id, NEW.starts_at, NEW.ends_at, NEW.status, NEW.cancelled_reason)
        IS DISTINCT FROM
        (OLD.venue_id, OLD.starts_at, OLD.ends_at, OLD.status, OLD.cancelled_reason)
    THEN
        NEW.revision := OLD.revision + 1;
        NEW.changed_at := now();
    ELSE -- a row that was read earlier and is saved as a whole takes nothing back
        NEW.revision := GREATEST(OLD.revision, NEW.revision);
        NEW.changed_at := GREATEST(OLD.changed_at, NEW.changed_at);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER activities_session_revise BEFORE UPDATE ON activities_session
    FOR EACH ROW EXECUTE FUNCTION activities_session_revise();

CREATE FUNCTION activities_activity_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.status, NEW.category_id, NEW.organiser_id, NEW.age_from, NEW.age_to, NEW.price_sek)
        IS DISTINCT FROM
        (OLD.status, OLD.category_id, OLD.organiser_id, OLD.age_from, OLD.age_to, OLD.price_sek)
    THEN
        NEW.revision := OLD.revision + 1;
        NEW.changed_at := now();
    ELSE
        NEW.revision := GREATEST(OLD.revision, NEW.revision);
        NEW.changed_at := GREATEST(OLD.changed_at, NEW.changed_at);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER activities_activity_revise BEFORE UPDATE ON activities_activity
    FOR EACH ROW EXECUTE FUNCTION activities_activity_revise();

CREATE FUNCTION activities_text_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.title, NEW.summary) IS NOT DISTINCT FROM (OLD.title, OLD.summary)
    THEN
        RETURN NULL;
    END IF;
    UPDATE activities_activity SET revision = revision + 1, changed_at = now()
        WHERE id = COALESCE(NEW.activity_id, OLD.activity_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER activities_text_revise AFTER INSERT OR UPDATE OR DELETE ON activities_activitytext
    FOR EACH ROW EXECUTE FUNCTION activities_text_revise();

CREATE FUNCTION activities_venue_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.name, NEW.address, NEW.position_approximate)
        IS DISTINCT FROM (OLD.name, OLD.address, OLD.position_approximate)
        OR ST_AsEWKB(NEW.position) <> ST_AsEWKB(OLD.position)
    THEN
        UPDATE activities_session SET revision = revision + 1, changed_at = now()
            WHERE venue_id = NEW.id AND ends_at > now();
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER activities_venue_revise AFTER UPDATE ON venues_venue
    FOR EACH ROW EXECUTE FUNCTION activities_venue_revise();

ALTER TABLE activities_removedsession
    ADD CONSTRAINT activities_removedsession_activity FOREIGN KEY (activity_id)
        REFERENCES activities_activity (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT activities_removedsession_venue FOREIGN KEY (venue_id)
        REFERENCES venues_venue (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION activities_session_remember() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO activities_removedsession
        (id, activity_id, venue_id, starts_at, ends_at, revision, changed_at)
    SELECT OLD.id, OLD.activity_id, OLD.venue_id, OLD.starts_at, OLD.ends_at,
        OLD.revision + activity.revision + 1, now()
        FROM activities_activity AS activity
        WHERE activity.id = OLD.activity_id AND activity.published_at IS NOT NULL
            AND OLD.ends_at > now()
    ON CONFLICT (id) DO NOTHING;
    RETURN OLD;
END
$$;
CREATE TRIGGER activities_session_remember BEFORE DELETE ON activities_session
    FOR EACH ROW EXECUTE FUNCTION activities_session_remember();
"""

DROP = """
DROP TRIGGER activities_session_remember ON activities_session;
DROP FUNCTION activities_session_remember();
ALTER TABLE activities_removedsession
    DROP CONSTRAINT activities_removedsession_activity,
    DROP CONSTRAINT activities_removedsession_venue;
DROP TRIGGER activities_venue_revise ON venues_venue;
DROP FUNCTION activities_venue_revise();
DROP TRIGGER activities_text_revise ON activities_activitytext;
DROP FUNCTION activities_text_revise();
DROP TRIGGER activities_activity_revise ON activities_activity;
DROP FUNCTION activities_activity_revise();
DROP TRIGGER activities_session_revise ON activities_session;
DROP FUNCTION activities_session_revise();
"""


def _reference(to):
    return models.ForeignKey(
        to=to, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+"
    )


def _revision():
    return models.PositiveIntegerField(default=0, editable=False)


def _changed():
    return models.DateTimeField(default=django.utils.timezone.now, editable=False)


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_school_holidays_are_in_venues")]
    operations = [
        migrations.AddField("activity", "revision", _revision()),
        migrations.AddField("activity", "changed_at", _changed()),
        migrations.AddField("session", "revision", _revision()),
        migrations.AddField("session", "changed_at", _changed()),
        migrations.CreateModel(
            name="RemovedSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField()),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("activity", _reference("activities.activity")),
                ("venue", _reference("venues.venue")),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at"], name="activities__ends_at_removed")]
            },
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
