"""Django's cache on Redis that goes on counting when Redis is away.

django-redis can ignore a missing Redis, but then every counter answers "nothing known": rate limits
would let everything through, and log-in, which takes a lock in the cache, would let nobody in. So
while Redis is away each process counts in its own memory: limits hold per process.
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django_redis.cache import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
RETRY_SECONDS: Final = 5.0


class _Outage:
    """Until when (on the monotonic clock) this process does not ask Redis again."""

    until = 0.0


class RedisOrMemoryCache(BaseCache):
    """Redis; while it is away this process's own memory, asking Redis again every few seconds."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = {**params.get("OPTIONS", {}), "IGNORE_EXCEPTIONS": False}
        self._redis = RedisCache(server, {**params, "OPTIONS": options})
        self._memory = LocMemCache("while-redis-is-away", params)

    def _ask(self, question: Callable[[BaseCache], Answer]) -> Answer:
        if time.monotonic() < _Outage.until:
            return question(self._memory)
        try:
            return question(self._redis)
        except (RedisError, OSError) as error:
            _Outage.until = time.monotonic() + RETRY_SECONDS
            logger.warning("Redis is away (%s): counting in memory", type(error).__name__)
            return question(self._memory)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self._ask(lambda cache: cache.add(key, value, timeout, version)))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.get(key, default, version))

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._ask(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask(lambda cache: cache.touch(key, timeout, version)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask(lambda cache: cache.delete(key, version)))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask(lambda cache: cache.has_key(key, version)))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return self._ask(lambda cache: cache.incr(key, delta, version))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        wanted = list(keys)
        return self._ask(lambda cache: cache.get_many(wanted, version))

    def clear(self) -> None:
        self._ask(lambda cache: cache.clear())

    def close(self, **kwargs: Any) -> None:
        self._redis.close(**kwargs)
