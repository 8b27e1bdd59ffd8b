"""Plain queries whose plan the database keeps: for what is asked all the time and joins much.

Django writes the values into the text of each query, so the database plans each one anew. Here the
values travel beside the text, which is prepared once per connection.
"""

from contextlib import AbstractContextManager
from typing import Any, cast

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import Cursor


def prepared() -> AbstractContextManager[Cursor]:
    """A cursor on Django's own connection, in its transaction; its queries are counted in tests."""
    connection.ensure_connection()
    # The types know the connection of any database only.
    postgres: Any = connection
    kind: Any = ServerBindingCursor
    # The one way in to Django's wrapper, which logs queries and refuses other threads.
    wrapped = postgres._prepare_cursor(kind(postgres.connection))
    return cast(AbstractContextManager[Cursor], wrapped)
