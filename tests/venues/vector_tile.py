"""As much of the Mapbox Vector Tile format (version 2.1) as it takes to read properties."""

import struct
from collections.abc import Iterator
from typing import Any


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """(number, value) of each field of a protobuf message; packed and nested ones as bytes."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
        elif wire == 2:
            size, at = _varint(data, at)
            yield key >> 3, data[at : at + size]
            at += size
        else:
            size = {1: 8, 5: 4}[wire]
            yield key >> 3, struct.unpack("<d" if size == 8 else "<f", data[at : at + size])[0]
            at += size


def _value(data: bytes) -> Any:
    number, value = next(_fields(data))
    if number == 1:
        return value.decode()
    return bool(value) if number == 7 else value


def _tags(data: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        value, at = _varint(data, at)
        yield key, value


def _layer(data: bytes) -> tuple[str, list[dict[str, Any]]]:
    name, keys, values, features = "", [], [], []
    for number, content in _fields(data):
        if number == 1:
            name = content.decode()
        elif number == 2:
            features.append(dict(_fields(content)).get(2, b""))
        elif number == 3:
            keys.append(content.decode())
        elif number == 4:
            values.append(_value(content))
    return name, [
        {keys[key]: values[value] for key, value in _tags(feature)} for feature in features
    ]


def layers(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """The properties of every feature, by layer."""
    return dict(_layer(content) for number, content in _fields(tile) if number == 3)
