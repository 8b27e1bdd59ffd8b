"""Asking a server over TCP and taking the time."""

import gzip
import http.client
import random
import statistics
import threading
import time
from dataclasses import dataclass

from tests.bench.searches import Search

PATIENCE = 60.0
SEED = 7


@dataclass(frozen=True, slots=True)
class Figures:
    """What one search costs. Times in milliseconds, sizes in bytes of one typical answer."""

    queries: int
    p50: float
    p95: float
    per_second: float
    size: int
    zipped: int


class Client:
    """One browser: one connection that stays open."""

    def __init__(self, port: int, cookies: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._headers = {"Host": f"localhost:{port}", "Accept": "application/json"}
        if cookies:
            self._headers["Cookie"] = cookies

    def ask(self, address: str) -> bytes:
        """The body of a good answer; raises RuntimeError on any other."""
        self._line.request("GET", address, headers=self._headers)
        answer = self._line.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {address}: {body[:300]!r}")
        return body


def one_after_another(
    client: Client, search: Search, count: int
) -> tuple[list[float], list[bytes]]:
    """Times (ms) and bodies of `count` different requests, after two that warm up."""
    chance = random.Random(SEED)
    times, bodies = [], []
    for number in range(count + 2):
        address = search.ask(chance)
        began = time.perf_counter()
        body = client.ask(address)
        if number >= 2:
            times.append((time.perf_counter() - began) * 1000)
            bodies.append(body)
    return times, bodies


def at_once(port: int, cookies: str, search: Search, *, clients: int, seconds: float) -> float:
    """Requests per second with so many clients asking all the time."""
    answered = [0] * clients
    until = time.perf_counter() + seconds

    def go_on(number: int) -> None:
        client, chance = Client(port, cookies), random.Random(SEED + number)
        while time.perf_counter() < until:
            client.ask(search.ask(chance))
            answered[number] += 1

    began = time.perf_counter()
    threads = [threading.Thread(target=go_on, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / (time.perf_counter() - began)


def figures(times: list[float], bodies: list[bytes], *, queries: int, per_second: float) -> Figures:
    typical = sorted(bodies, key=len)[len(bodies) // 2]
    return Figures(
        queries=queries,
        p50=statistics.median(times),
        p95=statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
        per_second=per_second,
        size=len(typical),
        zipped=len(gzip.compress(typical, 6)),
    )
