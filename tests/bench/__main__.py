"""`python -m tests.bench`: how fast the API answers typical searches. Prints; never fails."""

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
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
and gzipped. The product has no response caches; its rate limits are switched off by
setting. The figures depend on the machine and on what else it is doing: nothing fails
because of a time. Needs what `make bench` prepares: DATABASE_URL and a built frontend."""


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
        "--full",
        action="store_true",
        help="2,000 venues, 5,000 activities, 100,000 sessions instead of 500, 2,000, 20,000",
    )
    top.add_argument(
        "--requests", type=int, default=40, metavar="N", help="one after another (default 40)"
    )
    top.add_argument(
        "--seconds", type=float, default=4, metavar="S", help="with eight clients (default 4)"
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    words = parser().parse_args(arguments)
    try:
        with running("bench", NARA_READ_RATE=NO_LIMIT, NARA_WRITE_RATE=NO_LIMIT) as product:
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
    from tests.bench.in_process import cookies_of_anders, queries_of
    from tests.bench.measuring import Client, at_once, figures, one_after_another
    from tests.bench.searches import SEARCHES
    from tests.bench.volume import FULL, USUAL, fill

    volume = FULL if words.full else USUAL
    began = time.monotonic()
    fill(volume)
    say(f"{volume}, generated in {time.monotonic() - began:.0f} s; {os.cpu_count()} cores")
    say(HEADER)
    port = urlsplit(product.origin).port or 0
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


if __name__ == "__main__":
    sys.exit(main())
