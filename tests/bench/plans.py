"""How the database finds what a search asks for: the plan of each question about sessions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was carried out."""

    text: str
    milliseconds: float
    #: Indexes that were used, and tables that were read from end to end.
    indexes: tuple[str, ...]
    scanned: tuple[str, ...]


def plans_of(address: str) -> list[Plan]:
    """The plans of the questions that find the sessions of one request."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # What is read by its id has been found already.
        if 'FROM "activities_session"' in sql:
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = Client().get(address, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {address}: {answer.content[:300]!r}")
    return [_plan(sql, params) for sql, params in asked]


def _plan(sql: str, params: Any) -> Plan:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        told = cursor.fetchone()[0]
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {sql}", params)
        text = "\n".join(line for (line,) in cursor.fetchall())
    (root,) = json.loads(told) if isinstance(told, str) else told
    nodes = list(_nodes(root["Plan"]))
    return Plan(
        text=text,
        milliseconds=root["Execution Time"],
        indexes=tuple(dict.fromkeys(one["Index Name"] for one in nodes if "Index Name" in one)),
        scanned=tuple(
            dict.fromkeys(one["Relation Name"] for one in nodes if one["Node Type"] == "Seq Scan")
        ),
    )


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", []):
        yield from _nodes(below)
