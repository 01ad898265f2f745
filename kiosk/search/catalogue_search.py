"""Which services answer what a person types, in her own words, the best first: «زمینم خشک شده» is crop damage."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from assets.texts import LANGUAGES, Text, say
from kiosk.search.spelling import bare_forms, misspellings, sound, telling, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kiosk.catalogue import Offer

# How much a word counts by where it stands.
_IN_TITLE, _IN_WORDS, _IN_EVENT, _IN_PURPOSE = 4.0, 3.0, 2.0, 1.5
# How much a word counts by how surely it is the one that was meant.
_SAME, _BARE, _BEGUN, _SOUNDS, _SOUND_BEGUN, _MISSPELT = 1.0, 0.9, 0.7, 0.6, 0.5, 0.35
_LEAST_MISSPELT = 4  # letters: shorter words are one letter away from too many others
_LEAST_HEARD = 3  # letters of a word only begun, likewise
_KEPT = 0.4  # of the best answer's score: what is far behind it answers something else


class CatalogueSearch:
    """An index over `offers`, made once; finding reads nothing but itself."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        """Index what is said of each offer, in every language of the program."""
        self._offers = tuple(offers)
        self._terms: dict[str, dict[int, float]] = defaultdict(dict)
        said: dict[str, tuple[str, ...]] = {}
        for at, offer in enumerate(self._offers):
            for text, weight in _said_of(offer):
                for word in telling(words_of(text)):
                    said.setdefault(word, tuple(bare_forms(word)))
                    for form in said[word]:
                        self._add(form, at, weight if form == word else weight * _BARE)
        self._alphabet = sorted(self._terms)
        self._sounds = _grouped({term: (sound(term),) for term in self._terms})
        self._sound_alphabet = sorted(self._sounds)
        whole = [each for each in self._sounds if len(each) >= _LEAST_MISSPELT]
        self._near = _grouped({each: misspellings(each) for each in whole})

    def find(self, asked: str) -> tuple[Offer, ...]:
        """Return the offers that answer `asked`, whose last word may be only begun; all of them for nothing asked."""
        words = words_of(asked)
        if not words:
            return self._offers
        scores: dict[int, float] = defaultdict(float)
        unfinished = words[-1] if not asked[-1].isspace() else None
        for word in _with_joined(telling(words)):
            hits = self._hits(word, begun=word == unfinished)
            rarity = math.log1p(len(self._offers) / len(hits)) if hits else 0.0
            for at, score in hits.items():
                scores[at] += score * rarity
        best = max(scores.values(), default=0.0)
        kept = [at for at, score in scores.items() if score >= best * _KEPT]
        return tuple(self._offers[at] for at in sorted(kept, key=lambda at: (-scores[at], at)))

    def _add(self, term: str, at: int, weight: float) -> None:
        self._terms[term][at] = max(weight, self._terms[term].get(at, 0.0))

    def _hits(self, word: str, *, begun: bool) -> dict[int, float]:
        """The offers that `word` may mean, by how much; `begun` when its end may still be missing."""
        hits: dict[int, float] = {}
        for term, surely in self._meant(word, begun=begun):
            for at, weight in self._terms[term].items():
                hits[at] = max(hits.get(at, 0.0), weight * surely)
        return hits

    def _meant(self, word: str, *, begun: bool) -> Iterator[tuple[str, float]]:
        """The words of the index that `word` may be; ways of guessing come only when those before found nothing."""
        forms = bare_forms(word)
        found = [(form, _SAME if form == word else _BARE) for form in forms if form in self._terms]
        if begun:
            found += [(term, _BEGUN) for term in _beginning(self._alphabet, word)]
        if not found:
            found = [(term, _SOUNDS) for form in forms for term in self._sounds.get(sound(form), ())]
        if not found and begun and len(sound(word)) >= _LEAST_HEARD:
            heard = _beginning(self._sound_alphabet, sound(word))
            found = [(term, _SOUND_BEGUN) for each in heard for term in self._sounds[each]]
        if not found and len(word) >= _LEAST_MISSPELT:
            near = {each for left in misspellings(sound(word)) for each in self._near.get(left, ())}
            found = [(term, _MISSPELT) for each in near for term in self._sounds[each]]
        yield from found


def _said_of(offer: Offer) -> Iterator[tuple[str, float]]:
    service = offer.service
    if service is None:
        yield offer.form.name, _IN_TITLE
        return
    texts: list[tuple[Text, float]] = [(service.title, _IN_TITLE), (service.life_event, _IN_EVENT)]
    texts += [(service.purpose, _IN_PURPOSE), *((words, _IN_WORDS) for words in service.words)]
    for text, weight in texts:
        for words in {say(text, language) for language in LANGUAGES}:
            yield words, weight


def _with_joined(words: list[str]) -> Iterator[str]:
    """Each word, and each two neighbours as one: who writes «خشک سالی» means «خشکسالی»."""
    yield from words
    for one, other in pairwise(words):
        yield one + other


def _beginning(alphabet: list[str], word: str) -> Iterator[str]:
    at = bisect_left(alphabet, word)
    while at < len(alphabet) and alphabet[at].startswith(word):
        yield alphabet[at]
        at += 1


def _grouped(keys: Mapping[str, frozenset[str] | tuple[str, ...]]) -> dict[str, set[str]]:
    """Turn {member: its keys} round to {key: its members}."""
    groups: dict[str, set[str]] = defaultdict(set)
    for member, names in keys.items():
        for name in names:
            groups[name].add(member)
    return dict(groups)
