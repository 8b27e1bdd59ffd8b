"""`manage.py update_translations`: brings the catalogues up to date with the code."""

from typing import Any

from django.core.management.base import BaseCommand

from config import translations


class Command(BaseCommand):
    """Add what is new, remove what is gone, compile."""

    help = (
        "Adds an empty entry for each new text in the code and the templates to the catalogues in"
        " config/locale, removes those that nothing shows any more, and compiles them. Write the"
        " translations into django.po, then run it again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for language in translations.languages():
            lacking = translations.update(language)
            path = translations.catalogue_path(language)
            self.stdout.write(f"{path}: {lacking} to translate.")
