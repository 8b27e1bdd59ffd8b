"""Telling people: an outbox in the same transaction, delivered by the worker, once per event."""
