"""Questions that are answered by choosing."""

from __future__ import annotations

from tests.pictures.sample import Sample, options, row

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
)
ICONS = ("cloud-snow", "waves", "fire", "wind")
SPOKEN = tuple(
    {
        **kind,
        "list_name": "spoken",
        "media::audio::Persian (fa)": f"{kind['name']}.mp3",
        "media::audio::English (en)": f"{kind['name']}-en.mp3",
    }
    for kind in KINDS
)
ROOMS = options(
    "rooms",
    ("living", "پذیرایی", "Living room"),
    ("kitchen", "آشپزخانه", "Kitchen"),
    ("bedroom", "اتاق خواب", "Bedroom"),
    ("store", "انبار", "Store room"),
)
HOUSE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 220">
<rect x="4" y="4" width="292" height="212" fill="#FFFFFF" stroke="#4C5A60" stroke-width="6"/>
<g stroke="#4C5A60" stroke-width="3">
<path id="living" d="M8 8h170v110H8z" fill="#E9E4CF"/>
<path id="kitchen" d="M178 8h114v80H178z" fill="#DCE8EF"/>
<g transform="translate(178 88)"><path id="store" d="M0 0h114v124H40V30H0z" fill="#E3D9B8"/></g>
<path id="bedroom" d="M8 118h210v94H8z" fill="#D9E2C3"/>
</g></svg>"""
PICTURED = tuple(
    {**cause, "media::image::Persian (fa)": f"{icon}.png", "media::image::English (en)": f"{icon}.png"}
    for cause, icon in zip(CAUSES, ICONS, strict=True)
)
CHOSEN = (
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
        "select-one-minimal",
        "One of a list that opens at a touch",
        "Where several questions share a screen.",
        (row("select_one crops", "crop", "چه کاشته بودید؟", "What had you sown?", appearance="minimal"),),
        CROPS,
        (("crop", "rice"),),
    ),
    Sample(
        "likert",
        "A scale",
        "`quick` would go on as soon as one is chosen; so it does with every list.",
        (row("select_one scale", "content", "راضی بودید؟", "Were you content?", appearance="likert"),),
        options(
            "scale",
            ("no", "نه", "No"),
            ("little", "کم", "A little"),
            ("much", "زیاد", "Much"),
            ("full", "کاملاً", "Fully"),
        ),
    ),
    Sample(
        "select-one-spoken",
        "One of a few, to be heard",
        "`media::audio` in the sheet `choices`: who does not read hears each choice before choosing.",
        (row("select_one spoken", "kind", "مشکل چیست؟", "What is the problem?"),),
        SPOKEN,
    ),
    Sample(
        "image-map",
        "On a picture",
        "An SVG of the media folder whose parts have the choices’ names as `id`; the tiles beside it are the same "
        "choices. With `select_multiple` several parts can be chosen.",
        (
            row(
                "select_one rooms",
                "room",
                "سقف کدام اتاق آسیب دید؟",
                "Which room’s roof was damaged?",
                appearance="image-map",
                **{"media::image": "house.svg|house.svg"},
            ),
        ),
        ROOMS,
        (("room", "kitchen"),),
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
        "rank",
        "In order",
        "What matters most comes first.",
        (row("rank kinds", "first", "کدام مهم‌تر است؟", "Which matters most?"),),
        KINDS,
        (("first", "road water power"),),
    ),
)
