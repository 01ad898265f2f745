"""What was rendered and may be said again, in memory only and never more than fits."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.speech.clip import Clip

MOST_BYTES = 8_000_000  # three minutes of espeak-ng's voice


class ClipCache:
    """Keeps clips by language and words; the one not said for the longest time goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin empty."""
        self._most, self._held = most_bytes, 0
        self._clips: OrderedDict[tuple[str, str], Clip] = OrderedDict()

    def get(self, language: str, words: str) -> Clip | None:
        """Return what was kept, None when there is nothing."""
        clip = self._clips.get((language, words))
        if clip is not None:
            self._clips.move_to_end((language, words))
        return clip

    def keep(self, language: str, words: str, clip: Clip) -> None:
        """Keep `clip`; what is larger than the whole cache is not kept."""
        if len(clip.samples) > self._most or (language, words) in self._clips:
            return
        self._clips[language, words] = clip
        self._held += len(clip.samples)
        while self._held > self._most:
            _, oldest = self._clips.popitem(last=False)
            self._held -= len(oldest.samples)

    def clear(self) -> None:
        """Forget everything."""
        self._clips.clear()
        self._held = 0

    def __len__(self) -> int:
        """The number of clips kept."""
        return len(self._clips)
