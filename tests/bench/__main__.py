"""`python -m tests.bench`: how fast the API answers typical searches. Prints; never fails."""

import argparse
import os
import platform
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tests.real_product import NotReady, Product, running

CLIENTS = 8
#: The rate limits keep a list of one period's requests: a short period keeps it short.
NO_LIMIT = "1000000/sec"
HEADER = (
    f"{'search':26} {'SQL':>4} {'p50 ms':>7} {'p95 ms':>7} {'req/s':>6} {'bytes':>7} {'gzip':>6}"
)
DESCRIPTION = """Measure how fast the API answers.

Starts the real server on a database of its own with a generated municipality, asks it
typical searches over TCP, each time with other parameters, and prints, for each search:
the number of SQL queries, the time of one request (median and 95th percentile, in
milliseconds), requests per second with eight clients, and the size of an answer, plain
and gzipped; then how the database finds each, the first one in full. No answer comes from
a cache: lists have none, and no count is asked for twice. In the end, fifty leaders' phones
send 10,000 sealed records of attendance, and it prints how fast they are taken in. Rate
limits are switched off by setting. The figures depend on the machine and on what else it
is doing: nothing fails because of a time. Needs what `make bench` prepares: DATABASE_URL
and a built frontend."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--small",
        action="store_true",
        help="500 venues, 2,000 activities, 20,000 sessions instead of 2,000, 5,000, 100,000",
    )
    top.add_argument(
        "--attendance", action="store_true", help="only how fast attendance is taken in"
    )
    top.add_argument(
        "--processes", type=int, default=2, metavar="N", help="of the web server (default 2)"
    )
    top.add_argument(
        "--requests", type=int, default=60, metavar="N", help="one after another (default 60)"
    )
    top.add_argument(
        "--seconds", type=float, default=4, metavar="S", help="with eight clients (default 4)"
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    words = parser().parse_args(arguments)
    try:
        processes = str(words.processes)
        with running(
            "bench",
            WEB_CONCURRENCY=processes,
            NARA_READ_RATE=NO_LIMIT,
            NARA_WRITE_RATE=NO_LIMIT,
        ) as product:
            product.worker.stop()
            measure(product, words)
    except NotReady as missing:
        say(str(missing))
        return 1
    return 0


def measure(product: Product, words: argparse.Namespace) -> None:
    """Fill the database from this process, then ask the server."""
    os.environ.update(product.env)
    os.environ["LOG_LEVEL"] = "WARNING"
    import django

    django.setup()
    from django.utils import timezone

    from tests.bench.attendance import evening_comes_home
    from tests.bench.in_process import cookies_of_anders, queries_of
    from tests.bench.measuring import Client, at_once, figures, one_after_another
    from tests.bench.plans import plans_of
    from tests.bench.searches import SEARCHES, TYPICAL
    from tests.bench.volume import FULL, SMALL, fill

    port = urlsplit(product.origin).port or 0
    if words.attendance:
        for line in evening_comes_home(port):
            say(line)
        return
    volume = SMALL if words.small else FULL
    began = time.monotonic()
    fill(volume)
    say(f"{volume}, generated in {time.monotonic() - began:.0f} s")
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    say(f"{timezone.localtime():%Y-%m-%d %H:%M}, {machine()}, load before: {load}")
    say(HEADER)
    staff = cookies_of_anders()
    for search in SEARCHES:
        cookies = staff if search.staff else ""
        queries = queries_of(search.ask(random.Random(0)), staff=search.staff)
        times, bodies = one_after_another(Client(port, cookies), search, max(words.requests, 1))
        rate = at_once(port, cookies, search, clients=CLIENTS, seconds=words.seconds)
        found = figures(times, bodies, queries=queries, per_second=rate)
        say(
            f"{search.name:26} {found.queries:4} {found.p50:7.1f} {found.p95:7.1f}"
            f" {found.per_second:6.1f} {found.size:7} {found.zipped:6}"
        )
    for number, search in enumerate(TYPICAL):
        for plan in plans_of(search.ask(random.Random(0))):
            say(f"\n{search.name}: {', '.join(plan.indexes)}")
            say(plan.text if number == 0 else f"{plan.milliseconds:.1f} ms in the database")
    say("")
    for line in evening_comes_home(port):
        say(line)


def machine() -> str:
    """The processor and how many of it there are, as far as the machine says."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} cores ({names[0] if names else platform.machine()})"


if __name__ == "__main__":
    sys.exit(main())
