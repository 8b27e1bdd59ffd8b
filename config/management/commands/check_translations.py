"""`manage.py check_translations`: every text that people see exists in every language."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import translations


class Command(BaseCommand):
    """Compare the catalogues with the code."""

    help = (
        "Compares the server side's catalogues (config/locale) with the texts in the code and the"
        " templates. Fails for a translation that is missing, fuzzy, obsolete, has other"
        " placeholders, or is the Swedish text outside the allow-list in config/translations.py."
        " `manage.py update_translations` adds and removes what the code added and removed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = [line for code in translations.languages() for line in translations.problems(code)]
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} translations to look at."]))
        count = len([message for message in translations.wanted() if message.id])
        self.stdout.write(f"{count} texts, each in {', '.join(translations.languages())}.")
