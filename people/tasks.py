"""What the worker does for this room."""

import logging

from procrastinate.contrib.django import app

from people.actors import system
from people.retention import apply_retention

logger = logging.getLogger(__name__)


@app.periodic(cron="40 2 * * *")
@app.task(queue="retention", queueing_lock="apply_retention_daily")
def apply_retention_daily(timestamp: int) -> None:
    """Every night: remove what has been kept for long enough, and say how much, never whose."""
    report = apply_retention(by=system("worker"))
    for kind, count in sorted(report.items()):
        if count:
            logger.info("retention: %d removed of %s", count, kind)
    logger.info("retention: %d removed in all", sum(report.values()))
