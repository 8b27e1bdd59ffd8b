"""How old somebody is on a day, as far as we know: the year of birth, sometimes the day."""

import datetime

from activities.booking.refusals import Refusal, Refused
from activities.models import Activity, BookingRules
from people.models import Child, User

OF_AGE = 18


def ages_on(
    day: datetime.date, birth_year: int, birth_date: datetime.date | None
) -> tuple[int, int]:
    """Youngest and oldest that somebody can be on a day. Born on a leap day: older on 1 March."""
    turns = day.year - birth_year
    if birth_date is None:
        return turns - 1, turns
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    age = turns if had_birthday else turns - 1
    return age, age


def is_of_age(who: User | Child, day: datetime.date) -> bool:
    """Whether somebody surely is 18 and acts alone. With the year alone: from the year after."""
    if who.birth_year is None:
        return False
    return ages_on(day, who.birth_year, who.birth_date)[0] >= OF_AGE


def school_year(birth_year: int, day: datetime.date) -> int:
    """The school year of most who were born that year: 0 is förskoleklass, 12 the last."""
    autumn = day.year if day.month >= 8 else day.year - 1
    return autumn - birth_year - 6


def check_age(
    who: User | Child, activity: Activity, rules: BookingRules, day: datetime.date
) -> None:
    """Raise Refused unless the activity's ages and school years welcome somebody that day."""
    if who.birth_year is None:
        raise Refused(Refusal.BIRTH_YEAR_NEEDED)
    if rules.age_rule == BookingRules.AgeRule.CALENDAR_YEAR:
        youngest = oldest = day.year - who.birth_year
    else:
        youngest, oldest = ages_on(day, who.birth_year, who.birth_date)
    first, last = activity.age_from, activity.age_to
    if oldest < first:
        raise Refused(Refusal.TOO_YOUNG)
    if youngest > last:
        raise Refused(Refusal.TOO_OLD)
    if youngest < first or oldest > last:
        raise Refused(Refusal.BIRTH_DATE_NEEDED)
    if rules.school_years and school_year(who.birth_year, day) not in rules.school_years:
        raise Refused(Refusal.WRONG_SCHOOL_YEAR)
