"""The ASGI application: HTTP through Django, websockets through Channels."""

import gc
import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_asgi_application()

from config.sockets import websocket_urlpatterns  # noqa: E402  (needs Django's apps to be ready)

get_resolver().url_patterns  # noqa: B018  (reads every address now, not with the first request)
# What has been loaded stays: the collector need not walk through all of it again and again.
gc.collect()
gc.freeze()

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
        ),
    }
)
