"""The config app holds commands and the example; it has no models."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "config"
