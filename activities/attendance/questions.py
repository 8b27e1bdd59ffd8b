"""Which reflection questions are asked."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from activities.models import ReflectionQuestion, ReflectionQuestionText
from people.actors import Actor
from people.audit import record
from people.permissions import require


@transaction.atomic
def set_questions(*, questions: Sequence[Mapping[str, str]], by: Actor) -> list[ReflectionQuestion]:
    """Ask these from now on, each as words by language; at most two. The same one stays the same.

    Answers that were given to others stay with those.
    """
    require(by, "attendance.set_questions")
    now = timezone.now()
    asked = {one.position: one for one in ReflectionQuestion.objects.select_for_update().asked()}
    for position in (1, 2):
        words = dict(questions[position - 1]) if position <= len(questions) else {}
        before = asked.get(position)
        if before is not None and _words(before) == words:
            continue
        if before is not None:
            before.until = now
            before.save(update_fields=["until"])
        if words:
            _ask(position, words)
    record(by=by, deed="attendance.set_questions", detail={"questions": len(questions)})
    return list(ReflectionQuestion.objects.asked())


def _words(question: ReflectionQuestion) -> dict[str, str]:
    return {text.language: text.text for text in question.texts.all()}


def _ask(position: int, words: Mapping[str, str]) -> None:
    question = ReflectionQuestion.objects.create(position=position)
    ReflectionQuestionText.objects.bulk_create(
        ReflectionQuestionText(question=question, language=language, text=text)
        for language, text in words.items()
    )
