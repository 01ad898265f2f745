"""What Zahra answers in the demonstration, and what the official writes back; nobody of this name exists."""

from __future__ import annotations

from typing import Final

SERVICE: Final = "crop_damage"
PERSON: Final = "مریم"
PIN: Final = "2580"
MESSAGE: Final = "کارشناس جهاد کشاورزی روز دوشنبه ساعت ۱۰ به زمین شما می‌آید. لطفاً بیمه‌نامه را همراه داشته باشید."

# By the question's name: a tile's value, or the words that are typed. Other selects take their first choice.
ANSWERS: Final = {
    "holder": "national",
    "national_id": "0499370899",
    "given_name": "زهرا",
    "family_name": "محمدی",
    "mobile": "09123456789",
    "province": "گیلان",
    "county": "رودسر",
    "crop": "rice",
    "area": "1.5",
    "lost_percent": "60",
    "causes": "hail",
    "insured": "no",
}
