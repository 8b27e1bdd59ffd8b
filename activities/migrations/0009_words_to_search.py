"""What is searched in the catalogue, kept by the database, and found by an index."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import Func

CREATE = """
CREATE FUNCTION nara_document(text, text, text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('pg_catalog.swedish', $1)
            || to_tsvector('pg_catalog.simple', public.nara_plain($1)), 'A')
        || setweight(to_tsvector('pg_catalog.swedish', $2)
            || to_tsvector('pg_catalog.simple', public.nara_plain($2)), 'B')
        || setweight(to_tsvector('pg_catalog.swedish', $3)
            || to_tsvector('pg_catalog.simple', public.nara_plain($3)), 'C')
$$;
"""
DROP = "DROP FUNCTION nara_document(text, text, text);"


def _words(*fields):
    return models.GeneratedField(
        db_persist=True,
        expression=Func(*fields, function="nara_plain"),
        output_field=models.TextField(),
    )


def _index(name):
    return django.contrib.postgres.indexes.GinIndex(
        fields=["words"], name=name, opclasses=["gin_trgm_ops"]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0008_photos"),
        ("venues", "0007_words_to_search"),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.AddField("CategoryName", "words", _words("name")),
        migrations.AddField("Organiser", "words", _words("name")),
        migrations.AddField("ActivityText", "words", _words("title", "summary")),
        migrations.AddField(
            "ActivityText",
            "document",
            models.GeneratedField(
                db_persist=True,
                expression=Func("title", "summary", "description", function="nara_document"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex("CategoryName", _index("activities_categoryname_words")),
        migrations.AddIndex("Organiser", _index("activities_organiser_words")),
        migrations.AddIndex("ActivityText", _index("activities_text_words")),
        migrations.AddIndex(
            "ActivityText",
            django.contrib.postgres.indexes.GinIndex(
                fields=["document"], name="activities_text_document"
            ),
        ),
    ]
