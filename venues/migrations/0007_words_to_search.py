"""Names in lower case and without accents, kept by the database, and found by an index."""

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import Func

# Declared immutable although `unaccent` is not: its rules only change with a new version of the
# extension, and then the columns are written anew by the migration that brings it.
CREATE = """
CREATE FUNCTION nara_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary, coalesce($1, '')))
$$;
CREATE FUNCTION nara_plain(text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT public.nara_plain(coalesce($1, '') || ' ' || coalesce($2, ''))
$$;
"""
DROP = "DROP FUNCTION nara_plain(text, text); DROP FUNCTION nara_plain(text);"


def _words():
    return models.GeneratedField(
        db_persist=True,
        expression=Func("name", function="nara_plain"),
        output_field=models.TextField(),
    )


def _index(name):
    return django.contrib.postgres.indexes.GinIndex(
        fields=["words"], name=name, opclasses=["gin_trgm_ops"]
    )


class Migration(migrations.Migration):
    dependencies = [("venues", "0006_pictures")]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.AddField("Venue", "words", _words()),
        migrations.AddField("AreaName", "words", _words()),
        migrations.AddIndex("Venue", _index("venues_venue_words")),
        migrations.AddIndex("AreaName", _index("venues_areaname_words")),
    ]
