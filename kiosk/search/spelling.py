"""What a word may also have been: without its endings, as it sounds, with one letter wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.search.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZWNJ = "\u200c"
_JOINT = "\x01"  # where one was, while folding takes the others away
_WORD = re.compile(r"\w+")
_SHORTEST = 2  # letters that stay when an ending is taken away
# Persian, written and spoken: plural, whose, comparison, "a", "the", participle, person of a verb; Arabic and Sorani:
# feminine and plural, "the", whose; English.
_KNOWN_ENDINGS = """
ها های هایی هایم هایت هایش هایمان هایتان هایشان هام هات هاش هامون هاتون هاشون ا ام ات اش مان تان شان مون تون شون م ت ش
ان تر ترین ی یی و رو را ه گی یده ید ند د ایم اید اند یم ون ین یه که کان هکه هکان یک s es ed ing ly
"""
_ENDINGS = frozenset(_KNOWN_ENDINGS.split())
_LONGEST_ENDING = max(map(len, _ENDINGS))
_BEGINNINGS = ("می", "نمی", "ال")
_SOUNDS = str.maketrans("صثذضظطحغع", "سسزززتهقا")
_DOUBLED = re.compile(r"(.)\1+")
# Words that say nothing about what a person came for.
_SAYING_NOTHING = """
من ما تو شما او را رو و به از در با بر برای که این ان اون یک یه هم همه می نمی خود چه چی چطور چگونه کجا کی خواهم میخواهم
میخوام خواستم دارم دارد داریم ندارم ندارد کنم کنیم کند کردن کرده کرد شدن شده شد شوم میشود است نیست هست هستم بود باید
لطفا سلام اقا خانم ها های هایم ام اش ات تا یا اما اگر في من على الى عن هذا هذه اريد انا هل مع له بو ئهم گهل
a an and are at do for from have i in is it my need of on or our that the this to want was with you your
"""
_EMPTY_WORDS = frozenset(_SAYING_NOTHING.split())


def words_of(text: str) -> list[str]:
    """Return the words of `text` folded; what a half space joins comes in its parts, then as one word."""
    found: list[str] = []
    for chunk in folded(text.replace(_ZWNJ, _JOINT)).split():
        parts = _WORD.findall(chunk)
        found += parts
        if _JOINT in chunk and len(parts) > 1:
            found.append("".join(parts))
    return found


def telling(words: list[str]) -> list[str]:
    """Return those of `words` that say what a person came for; all of them where none does."""
    return [word for word in words if word not in _EMPTY_WORDS] or words


def bare_forms(word: str) -> frozenset[str]:
    """Return `word` and what stays of it without endings and verbal beginnings: زمینم → زمین."""
    forms, latest = {word}, {word}
    while latest:
        latest = {form for each in latest for form in _shorter(each)} - forms
        forms |= latest
    return frozenset(forms)


def sound(word: str) -> str:
    """Return a spelling that words of one sound share: who has heard a word cannot know its ص from its س."""
    return _DOUBLED.sub(r"\1", word.translate(_SOUNDS))


def misspellings(word: str) -> frozenset[str]:
    """Return `word` and all that is left of it without one letter.

    Two words with one of these in common are at most one letter apart, or two, one too many and one too few.
    """
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def _shorter(word: str) -> Iterator[str]:
    for length in range(1, min(_LONGEST_ENDING, len(word) - _SHORTEST) + 1):
        if word[-length:] in _ENDINGS:
            yield word[:-length]
    for beginning in _BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) > _SHORTEST:
            yield word[len(beginning) :]
