"""What is shown, agreed to, repeated or put right."""

from __future__ import annotations

from tests.pictures.sample import Sample, options, row

_KINDS = options("kinds", ("water", "آب", "Water"), ("power", "برق", "Electricity"), ("road", "راه", "Road"))

TOGETHER = (
    Sample(
        "image",
        "Photo",
        "From the machine’s camera, where it has one, or from a memory stick; `new` wants one that is taken now.",
        (row("image", "photo", "از زمین عکس بگیرید.", "Take a photo of the field.", parameters="max-pixels=1600"),),
    ),
    Sample(
        "annotate",
        "Photo to draw on",
        "What is meant is circled with the finger; photo and strokes are kept as one picture.",
        (row("image", "photo", "جای خرابی را نشان دهید.", "Show where it is broken.", appearance="annotate"),),
        answers=(("photo", "field.jpg"),),
    ),
    Sample(
        "signature",
        "Signature",
        "With the finger.",
        (row("image", "sign", "این‌جا امضا کنید.", "Sign here.", appearance="signature"),),
    ),
    Sample(
        "draw",
        "Drawing",
        "A sketch with the finger.",
        (row("image", "sketch", "جای زمین را بکشید.", "Draw where the field is.", appearance="draw"),),
    ),
    Sample(
        "audio",
        "Voice",
        "Said into the machine’s microphone, where it has one.",
        (row("audio", "voice", "بگویید چه شده است.", "Say what has happened."),),
    ),
    Sample(
        "video",
        "Film",
        "Up to a minute by the machine’s camera, where it has one, or from a memory stick; watched before one goes on.",
        (row("video", "film", "نشان دهید چه شده است.", "Show what has happened."),),
        answers=(("film", "field.mp4"),),
    ),
    Sample(
        "file",
        "File",
        "From a memory stick.",
        (row("file", "map", "نقشهٔ زمین را بیاورید.", "Bring the map of the field."),),
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
        "note-url",
        "An address to take along",
        "A text that is only to be read (`read_only` `yes`) with `url`: its code opens it on a telephone. "
        "A `url` to be typed has the Latin keys.",
        (
            row(
                "text",
                "page",
                "راهنمای بیمهٔ محصول",
                "Guide to crop insurance",
                appearance="url",
                read_only="yes",
                default="https://example.org/crops/1405",
            ),
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
        "grid",
        "Questions beside each other",
        "`w1` to `w10` are widths; a row is four wide, or as wide as the group’s own `w1` to `w10`. Small screens and "
        "large text put them below each other.",
        (
            row("begin group", "crop", "محصول", "Crop", appearance="field-list w4"),
            row("text", "kind", "چه کاشتید؟", "What did you sow?", appearance="w4"),
            row("decimal", "area", "چند هکتار؟", "How many hectares?", appearance="w2"),
            row("integer", "sacks", "چند کیسه؟", "How many sacks?", appearance="w2"),
            row("end group", ""),
        ),
        answers=(("kind", "گندم|Wheat"), ("area", "2.5")),
    ),
    Sample(
        "table-list",
        "A table of ticks",
        "Rows with the appearance `list-nolabel` under a head with `label`; `table-list` on the group writes both.",
        (
            row("begin group", "works", "کدام خدمت کار می‌کند؟", "What works?", appearance="field-list"),
            row("select_multiple kinds", "head", "در این هفته", "In this week", appearance="label"),
            row("select_multiple kinds", "day", "روز", "By day", appearance="list-nolabel"),
            row("select_multiple kinds", "night", "شب", "By night", appearance="list-nolabel"),
            row("end group", ""),
        ),
        _KINDS,
        answers=(("works/day", "water power"),),
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
        "shown-film",
        "A film and a voice with the question",
        "`media::video` and `media::audio` name files of the media folder. They play at a press, with `autoplay` "
        "`audio` or `video` by themselves; any key stops them.",
        (
            row(
                "text",
                "meter",
                "شمارهٔ کنتور چند است؟",
                "What is the number of the meter?",
                appearance="numbers",
                **{"media::video": "meter.mp4|meter.mp4", "media::audio": "meter.mp3|meter.mp3"},
            ),
        ),
    ),
    Sample(
        "required",
        "An answer that is missing or not right",
        "`required`, `constraint` and their messages.",
        (row("select_one kinds", "kind", "مشکل چیست؟", "What is the problem?", required="yes"),),
        _KINDS,
        told=True,
    ),
    Sample(
        "not-here",
        "What this counter cannot ask",
        "XForms knows more types of data than XLSForm has questions for; `background-audio` is not recorded.",
        (row("text", "flag", "بله یا نه؟", "Yes or no?", **{"bind::type": "boolean"}),),
    ),
)
