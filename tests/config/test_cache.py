"""The cache while Redis is there, while it is away, and when it comes back."""

import logging
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.core.internal.ratelimit import cache_lock
from django.conf import settings
from django.core.cache import cache as default_cache
from pytest_django import Settings
from redis.exceptions import ConnectionError as RedisConnectionError

from config import cache as module
from config.cache import RETRY_SECONDS, RedisOrMemoryCache
from tests.named_people import AMINA
from tests.people.browser import Browser, let_in


@pytest.fixture(autouse=True)
def no_outage() -> Any:
    module._Outage.until = 0.0
    yield
    module._Outage.until = 0.0


def cache_at(where: str) -> RedisOrMemoryCache:
    cache = RedisOrMemoryCache(where, {"KEY_PREFIX": f"test-{time.monotonic_ns()}"})
    cache._memory.clear()
    return cache


@pytest.fixture
def nowhere(tmp_path: Path) -> RedisOrMemoryCache:
    return cache_at(f"unix://{tmp_path}/nobody.sock?db=0")


def use(cache: RedisOrMemoryCache) -> None:
    """What rate limits and throttles do with a cache."""
    assert cache.get("a", "nothing") == "nothing"
    assert cache.add("a", 1) is True
    assert cache.add("a", 2) is False
    assert cache.incr("a") == 2
    cache.set("b", [1, 2], 60)
    assert cache.get_many(["a", "b", "c"]) == {"a": 2, "b": [1, 2]}
    assert cache.has_key("b")
    assert cache.touch("b", 60) is True
    assert cache.delete("b") is True
    assert cache.delete("b") is False
    with cache_lock("a") as locked:
        assert locked


def test_with_redis() -> None:
    cache = cache_at(settings.REDIS_URL)
    use(cache)
    assert module._Outage.until == 0.0
    assert cache._memory.get("a") is None, "nothing was kept in memory"
    cache.delete("a")


def test_without_redis_everything_goes_on_in_memory(nowhere: RedisOrMemoryCache) -> None:
    started = time.monotonic()
    use(nowhere)
    assert time.monotonic() - started < 1, "nobody waits for a Redis that is away"
    nowhere.clear()
    assert nowhere.get("a") is None
    nowhere.close()


def test_an_outage_is_said_once_and_redis_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache, asked = cache_at(settings.REDIS_URL), []

    def away(*_: object, **__: object) -> None:
        asked.append(1)
        raise RedisConnectionError("gone")

    with monkeypatch.context() as outage, caplog.at_level(logging.WARNING):
        outage.setattr(cache._redis, "get", away)
        for _ in range(5):
            assert cache.get("x", "memory") == "memory"
    assert len(asked) == 1
    assert [one.message for one in caplog.records] == [
        "Redis is away (ConnectionError): counting in memory"
    ]
    module._Outage.until = time.monotonic() - RETRY_SECONDS
    cache.set("x", "redis", 5)
    assert cache.get("x") == "redis"
    assert cache._memory.get("x") is None


@pytest.mark.django_db
def test_people_log_in_and_limits_hold_while_redis_is_away(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "config.cache.RedisOrMemoryCache",
            "LOCATION": f"unix://{tmp_path}/nobody.sock?db=0",
        }
    }
    default_cache.clear()
    let_in(AMINA)
    answers = [Browser().ask_for_code(AMINA.email)[0] for _ in range(4)]
    assert answers == [401, 401, 401, 400], "three codes are sent, the fourth is refused"
    default_cache.clear()
