"""The questions that are drawn: each the rows of a spreadsheet, an answer, and a sentence for the author."""

from __future__ import annotations

from dataclasses import dataclass

Row = dict[str, str]
FA, EN = "label::Persian (fa)", "label::English (en)"


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture in each language.

    rows, choices: as in the sheets `survey` and `choices`. answers: by question, given before the picture is taken;
        `fa|en` where they differ.
    told: On was pressed, so faults are shown.
    """

    name: str
    title: str
    remark: str
    rows: tuple[Row, ...]
    choices: tuple[Row, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    told: bool = False


def row(kind: str, name: str, fa: str = "", en: str = "", **more: str) -> Row:
    """Return a row of `survey`; in `more`, `hint` and the like carry `fa|en`."""
    found = {"type": kind, "name": name, FA: fa, EN: en}
    for column, value in more.items():
        if "|" in value:
            found[f"{column}::Persian (fa)"], found[f"{column}::English (en)"] = value.split("|")
        else:
            found[column] = value
    return found


def options(name: str, *each: tuple[str, str, str]) -> tuple[Row, ...]:
    """Return rows of `choices` from values with Persian and English words."""
    return tuple({"list_name": name, "name": value, FA: fa, EN: en} for value, fa, en in each)


KINDS = options("kinds", ("water", "آب", "Water"), ("power", "برق", "Electricity"), ("road", "راه", "Road"))
CROPS = options(
    "crops",
    ("wheat", "گندم", "Wheat"),
    ("barley", "جو", "Barley"),
    ("rice", "برنج", "Rice"),
    ("maize", "ذرت", "Maize"),
    ("lentil", "عدس", "Lentils"),
    ("pea", "نخود", "Chickpeas"),
    ("potato", "سیب‌زمینی", "Potatoes"),
    ("onion", "پیاز", "Onions"),
    ("tomato", "گوجه‌فرنگی", "Tomatoes"),
    ("saffron", "زعفران", "Saffron"),
    ("pistachio", "پسته", "Pistachios"),
    ("walnut", "گردو", "Walnuts"),
)
CAUSES = options(
    "causes",
    ("hail", "تگرگ", "Hail"),
    ("flood", "سیل", "Flood"),
    ("fire", "آتش", "Fire"),
    ("wind", "باد", "Wind"),
    ("frost", "یخبندان", "Frost"),
    ("heat", "گرما", "Heat"),
)
ICONS = ("cloud-snow", "waves", "fire", "wind", "snowflake", "sun")
PICTURED = tuple(
    {**cause, "media::image::Persian (fa)": f"{icon}.png", "media::image::English (en)": f"{icon}.png"}
    for cause, icon in zip(CAUSES, ICONS, strict=True)
)
_DAY = ("چه روزی بود؟", "Which day was it?")

SAMPLES = (
    Sample(
        "text",
        "Text",
        "One line. The hint stands below the question.",
        (
            row(
                "text",
                "father",
                "نام پدر شما چیست؟",
                "What is your father’s name?",
                hint="مانند شناسنامه|As in your ID",
            ),
        ),
        answers=(("father", "علی|Ali"),),
    ),
    Sample(
        "text-multiline",
        "Text of several lines",
        "`rows=6` under `parameters` makes the box higher.",
        (row("text", "remark", "چه شده است؟", "What has happened?", appearance="multiline"),),
    ),
    Sample(
        "text-numbers",
        "Digits kept as text",
        "For official numbers: the zeros on the left stay. Persian, Arabic and Latin digits are all taken.",
        (row("text", "code", "کد ملی شما چیست؟", "What is your national ID?", appearance="numbers"),),
        answers=(("code", "0012345679"),),
    ),
    Sample(
        "text-masked",
        "Digits that nobody else should read",
        "Others stand in the queue behind.",
        (row("text", "pin", "رمز شما چیست؟", "What is your PIN?", appearance="numbers masked"),),
        answers=(("pin", "4821"),),
    ),
    Sample(
        "integer",
        "Whole number",
        "Always with a constraint.",
        (row("integer", "people", "چند نفرید؟", "How many are you?", constraint=". >= 1 and . <= 30"),),
        answers=(("people", "5"),),
    ),
    Sample(
        "integer-thousands",
        "Large number",
        "Money: the thousands stand apart.",
        (row("integer", "sum", "خسارت چند تومان است؟", "How large is the damage?", appearance="thousands-sep"),),
        answers=(("sum", "12500000"),),
    ),
    Sample(
        "decimal",
        "Number with a fraction",
        "Areas and weights.",
        (row("decimal", "area", "زمین چند هکتار است؟", "How many hectares is the field?"),),
        answers=(("area", "2.5"),),
    ),
    Sample(
        "date",
        "Day",
        "Stored Gregorian, entered and shown in the Jalali calendar; below it the day in words.",
        (row("date", "day", *_DAY),),
        answers=(("day", "2026-11-20"),),
    ),
    Sample(
        "date-month-year",
        "Month",
        "The first day of the month is stored.",
        (row("date", "day", "از کدام ماه؟", "Since which month?", appearance="month-year"),),
        answers=(("day", "2026-09-23"),),
    ),
    Sample(
        "date-year",
        "Year",
        "The first day of the year is stored.",
        (row("date", "day", "از کدام سال؟", "Since which year?", appearance="year"),),
        answers=(("day", "2026-03-21"),),
    ),
    Sample(
        "date-gregorian",
        "Day of the Gregorian calendar",
        "For what is printed on passports.",
        (row("date", "day", "گذرنامه تا کی اعتبار دارد؟", "When does the passport end?", appearance="gregorian"),),
        answers=(("day", "2028-05-14"),),
    ),
    Sample(
        "time",
        "Time of day",
        "",
        (row("time", "hour", "چه ساعتی بود؟", "What time was it?"),),
        answers=(("hour", "16:30:00.000"),),
    ),
    Sample(
        "date-time",
        "Day and time",
        "",
        (row("dateTime", "moment", "کی بود؟", "When was it?"),),
        answers=(("moment", "2026-11-20T16:30:00.000+03:30"),),
    ),
    Sample(
        "select-one",
        "One of a few",
        "Up to nine choices are tiles; their numbers are keys of the keypad.",
        (row("select_one kinds", "kind", "مشکل چیست؟", "What is the problem?"),),
        KINDS,
        (("kind", "power"),),
    ),
    Sample(
        "select-one-pictures",
        "One of a few, with pictures",
        "`media::image` in the sheet `choices` names a file of the media folder, once a language like every text. "
        "`columns-1` to `columns-5` say how many stand beside each other at most.",
        (row("select_one causes", "cause", "چه چیزی خسارت زد؟", "What did the damage?", appearance="columns-4"),),
        PICTURED,
        (("cause", "hail"),),
    ),
    Sample(
        "select-one-long",
        "One of many",
        "More than nine choices become a list to search; `search` or `autocomplete` does it for fewer.",
        (row("select_one crops", "crop", "چه کاشته بودید؟", "What had you sown?"),),
        CROPS,
        (("crop", "rice"),),
    ),
    Sample(
        "select-multiple",
        "Several of a few",
        "A choice “none of these” needs a constraint, see below.",
        (row("select_multiple kinds", "kinds", "کدام‌ها قطع است؟", "Which of these are cut off?"),),
        KINDS,
        (("kinds", "water power"),),
    ),
    Sample(
        "select-multiple-long",
        "Several of many",
        "",
        (row("select_multiple crops", "crops", "چه می‌کارید؟", "What do you grow?"),),
        CROPS,
        (("crops", "wheat saffron"),),
    ),
    Sample(
        "range",
        "Between two bounds",
        "",
        (
            row(
                "range",
                "lost",
                "چند درصد از بین رفت؟",
                "How many percent are lost?",
                parameters="start=0 end=100 step=10",
            ),
        ),
        answers=(("lost", "70"),),
    ),
    Sample(
        "image",
        "Photo",
        "From the machine’s camera, where it has one, or from a memory stick.",
        (row("image", "photo", "از زمین عکس بگیرید.", "Take a photo of the field.", parameters="max-pixels=1600"),),
    ),
    Sample(
        "note",
        "Something to read",
        "May show answers in its words.",
        (
            row("calculate", "total", calculation="2.5 + 1.5"),
            row("note", "sum", "روی هم ${total} هکتار.", "Together ${total} hectares."),
        ),
    ),
    Sample(
        "acknowledge",
        "Consent",
        "Alone on the last page it is asked after the answers were checked.",
        (row("acknowledge", "agree", "همهٔ این‌ها درست است.", "All of this is true.", required="yes"),),
    ),
    Sample(
        "field-list",
        "Several questions on one screen",
        "Two or three that people say in one breath.",
        (
            row("begin group", "name", "نام شما", "Your name", appearance="field-list"),
            row("text", "given", "نام", "First name", required="yes"),
            row("text", "family", "نام خانوادگی", "Family name", required="yes"),
            row("end group", ""),
        ),
        answers=(("given", "زهرا|Zahra"),),
    ),
    Sample(
        "repeat",
        "The same questions for each",
        "A list, and one round of questions for each entry.",
        (
            row("begin repeat", "field", "زمین", "Field"),
            row("decimal", "area", "زمین چند هکتار است؟", "How many hectares is the field?"),
            row("end repeat", ""),
        ),
        answers=(("field[1]/area", "2.5"),),
    ),
    Sample(
        "guidance",
        "More words and a picture for who wants them",
        "`guidance_hint` opens at a touch; the picture stands below the question.",
        (
            row(
                "select_one yn",
                "insured",
                "زمین بیمه بود؟",
                "Was the field insured?",
                guidance_hint="در برگهٔ سبزرنگ نوشته است.|It is written on the green slip.",
                **{"media::image": "grains.png|grains.png"},
            ),
        ),
        options("yn", ("yes", "بله", "Yes"), ("no", "نه", "No")),
    ),
    Sample(
        "required",
        "An answer that is missing or not right",
        "`required`, `constraint` and their messages.",
        (row("select_one kinds", "kind", "مشکل چیست؟", "What is the problem?", required="yes"),),
        KINDS,
        told=True,
    ),
    Sample(
        "not-here",
        "What this counter cannot ask",
        "`rank`, `audio`, `video`, `file`, `geotrace`, `geoshape` and `background-audio`.",
        (row("audio", "voice", "صدای خود را ضبط کنید.", "Record your voice."),),
    ),
)
