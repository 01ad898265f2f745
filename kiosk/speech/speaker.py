"""Says utterances one after the other; makes the next one while one is heard, off the window's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from kiosk.speech.clip_cache import ClipCache
from kiosk.speech.errors import SpeechFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance

    from kiosk.speech.clip import Clip
    from kiosk.speech.prompts import Prompts
    from kiosk.speech.utterance import Utterance

log = logging.getLogger(__name__)
_AHEAD = 2  # utterances that are made while one is heard


class Voice(Protocol):
    """Makes sound of words; called from worker threads."""

    def render(self, words: str, language: str) -> Clip:
        """Return `words` spoken in `language`; raises SpeechFault."""


class Sink(Protocol):
    """Where sound comes out; `ended` tells that a clip has been heard to its end, never after `stop`."""

    @property
    def ended(self) -> SignalInstance:
        """Told when a clip has been heard."""

    def play(self, clip: Clip, volume: float) -> None:
        """Play `clip` at `volume` from 0 to 1; raises NoSound."""

    def stop(self) -> None:
        """Be silent."""


class _Made(QObject):
    """Carries what a worker made to the window's thread."""

    done = Signal(int, int, object)


class _Making(QRunnable):
    """Makes the clips of one utterance of the queue numbered `queue`."""

    def __init__(self, voice: Voice, prompts: Prompts, queue: int, at: int, utterance: Utterance) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.made = _Made()
        self._voice, self._prompts = voice, prompts
        self._queue, self._at, self._utterance = queue, at, utterance

    def run(self) -> None:
        """Make; whatever happens, the speaker is told, or it would wait for ever."""
        result: tuple[Clip, ...] | SpeechFault | None = None
        try:
            result = clips_of(self._utterance, self._prompts, self._voice)
        except SpeechFault as fault:
            result = fault
        finally:
            self.made.done.emit(self._queue, self._at, result)


def clips_of(utterance: Utterance, prompts: Prompts, voice: Voice) -> tuple[Clip, ...]:
    """Return the recordings of all parts, else everything in the synthetic voice: never two voices in one breath."""
    recorded = [prompts.recording(part.message, utterance.language) for part in utterance.parts]
    whole = tuple(clip for clip in recorded if clip is not None)
    if len(whole) == len(recorded):
        return whole
    return (voice.render(utterance.words, utterance.language),)


class Speaker(QObject):
    """A queue of utterances. `began` tells each one as its sound begins, `fell_silent` the end of the queue.

    `failed` carries the Text of why nothing is heard; the queue is dropped then.
    """

    began = Signal(object)
    fell_silent = Signal()
    failed = Signal(object)

    def __init__(self, voice: Voice, prompts: Prompts, sink: Sink) -> None:
        """Speak with `voice` where `prompts` have no recording, out of `sink`."""
        super().__init__()
        self._voice, self._prompts, self._sink = voice, prompts, sink
        self.volume = 1.0
        self._cache = ClipCache()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_AHEAD)
        self._makings: dict[tuple[int, int], _Making] = {}  # by queue and place; also what still runs of earlier ones
        self._queue: list[Utterance] = []
        self._clips: dict[int, tuple[Clip, ...]] = {}
        self._number = self._at = self._clip = 0
        self._playing = False
        sink.ended.connect(self._ended)

    @property
    def speaking(self) -> bool:
        """Whether something is said, or about to be."""
        return self._at < len(self._queue)

    @property
    def kept(self) -> int:
        """How many clips are kept, to be said again."""
        return len(self._cache)

    def say(self, utterances: Sequence[Utterance]) -> None:
        """Say `utterances` instead of what is being said."""
        self.stop()
        self.add(utterances)

    def add(self, utterances: Sequence[Utterance]) -> None:
        """Say `utterances` after what is being said."""
        self._queue += [each for each in utterances if each.parts]
        self._go_on()

    def stop(self) -> None:
        """Be silent at once; what is still being made is dropped."""
        self._number += 1
        self._queue, self._clips = [], {}
        self._drop_makings()
        self._at = self._clip = 0
        if self._playing:
            self._playing = False
            self._sink.stop()

    def forget(self) -> None:
        """Be silent and keep nothing of what was said: another person comes."""
        self.stop()
        self._cache.clear()

    def end(self) -> None:
        """Be silent, and wait for what is being made."""
        self.forget()
        self._pool.waitForDone()

    def _drop_makings(self) -> None:
        """Let go of what has not begun; what a worker holds is kept until it has told, or it would hold ruins."""
        self._makings = {place: making for place, making in self._makings.items() if not self._pool.tryTake(making)}

    def _go_on(self) -> None:
        """Make what comes next, and play what is made if its turn has come."""
        for at in range(self._at, min(self._at + 1 + _AHEAD, len(self._queue))):
            if at not in self._clips and (self._number, at) not in self._makings:
                self._make(at)
        if not self._playing and self._at in self._clips:
            self._play()

    def _make(self, at: int) -> None:
        utterance = self._queue[at]
        kept = self._cache.get(utterance.language, utterance.words)
        if kept is not None:
            self._clips[at] = (kept,)
            return
        making = _Making(self._voice, self._prompts, self._number, at, utterance)
        making.made.done.connect(self._made)
        self._makings[self._number, at] = making
        self._pool.start(making)

    @Slot(int, int, object)
    def _made(self, queue: int, at: int, result: tuple[Clip, ...] | SpeechFault | None) -> None:
        self._makings.pop((queue, at), None)
        if queue != self._number:
            return
        if isinstance(result, SpeechFault):
            self._give_up(result)
            return
        self._clips[at] = result or ()  # a bug was told by its own trace; what follows is said all the same
        utterance = self._queue[at]
        if result is not None and len(result) == 1 and not utterance.personal:
            self._cache.keep(utterance.language, utterance.words, result[0])
        self._go_on()

    def _play(self) -> None:
        clips = self._clips[self._at]
        if self._clip >= len(clips):
            self._next()
            return
        try:
            self._sink.play(clips[self._clip], self.volume)
        except SpeechFault as fault:
            self._give_up(fault)
            return
        self._playing = True
        if self._clip == 0:
            self.began.emit(self._queue[self._at])

    @Slot()
    def _ended(self) -> None:
        if not self._playing:
            return
        self._playing = False
        self._clip += 1
        self._play()

    def _next(self) -> None:
        self._clips.pop(self._at, None)
        self._at, self._clip = self._at + 1, 0
        if self.speaking:
            self._go_on()
        else:
            self.stop()
            self.fell_silent.emit()

    def _give_up(self, fault: SpeechFault) -> None:
        log.warning("nothing is heard: %s", fault.text.msgid)
        self.stop()
        self.failed.emit(fault.text)
