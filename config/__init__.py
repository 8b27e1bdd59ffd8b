"""Wiring: settings, addresses, the ASGI application, the bootstrap and the one error shape."""
