"""Questions that are answered with words, numbers and days."""

from __future__ import annotations

from tests.pictures.sample import Sample, row

_DAY = ("چه روزی بود؟", "Which day was it?")

TYPED = (
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
        "integer-counter",
        "Small number",
        "Less and more, nothing to type.",
        (row("integer", "children", "چند فرزند دارید؟", "How many children have you?", appearance="counter"),),
        answers=(("children", "2"),),
    ),
    Sample(
        "decimal",
        "Number with a fraction",
        "Areas and weights.",
        (row("decimal", "area", "زمین چند هکتار است؟", "How many hectares is the field?"),),
        answers=(("area", "2.5"),),
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
        "range-picker",
        "Between two bounds, step by step",
        "Without the slider.",
        (
            row(
                "range",
                "rooms",
                "چند اتاق؟",
                "Rooms?",
                appearance="picker",
                parameters="start=1 end=12 step=1",
            ),
        ),
        answers=(("rooms", "3"),),
    ),
    Sample(
        "rating",
        "Stars",
        "",
        (
            row(
                "range",
                "stars",
                "چند ستاره می‌دهید؟",
                "Stars?",
                appearance="rating",
                parameters="start=1 end=5 step=1",
            ),
        ),
        answers=(("stars", "4"),),
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
        "date-islamic",
        "Day of the Islamic calendar",
        "Counted by rule (the civil calendar), which may differ by a day from what is sighted: the day stands below in "
        "words. `persian` is the Jalali calendar, which every date has that names none.",
        (row("date", "day", "روز عقد چه روزی بود؟", "Which day was the wedding?", appearance="islamic"),),
        answers=(("day", "2026-11-20"),),
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
        "barcode",
        "Barcode",
        "The counter’s camera reads it, where there is one, or a scanner types it; it can be typed by hand, too. "
        "`hidden-answer` shows it only to who asks.",
        (row("barcode", "bill", "بارکد قبض را بخوانید.", "Scan the barcode of the bill."),),
    ),
    Sample(
        "geopoint",
        "Place on the map",
        "By buttons, on the map that the office has supplied; the pin is the answer once it was moved.",
        (row("geopoint", "place", "زمین کجاست؟", "Where is the field?"),),
        answers=(("place", "36.1722 54.3461 0 0"),),
        on_map=True,
    ),
    Sample(
        "geopoint-typed",
        "Place without a map",
        "Typed, or taken from a GPS receiver where the counter has one (gpsd).",
        (row("geopoint", "place", "زمین کجاست؟", "Where is the field?"),),
    ),
    Sample(
        "geotrace",
        "Line",
        "A way, a canal: point after point.",
        (row("geotrace", "way", "آب از کدام راه می‌آید؟", "Which way does the water come?"),),
        answers=(("way", "36.1665 54.334 0 0; 36.1672 54.342 0 0; 36.1705 54.35 0 0"),),
        on_map=True,
    ),
    Sample(
        "geoshape",
        "Area",
        "Corner after corner; it closes by itself. `area(${shape})` counts its square metres.",
        (row("geoshape", "shape", "دور زمین را نشان دهید.", "Show the outline of the field."),),
        answers=(
            (
                "shape",
                "36.1742 54.3421 0 0; 36.1746 54.3462 0 0; 36.1706 54.347 0 0; "
                "36.1702 54.3429 0 0; 36.1742 54.3421 0 0",
            ),
        ),
        on_map=True,
    ),
)
