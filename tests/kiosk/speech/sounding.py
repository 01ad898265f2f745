"""Says two sentences on the sound device that there is, stops the third; run as a program by the tests here."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QCoreApplication, QTimer

from kiosk.speech.prompts import Prompts
from kiosk.speech.sink import AudioSink
from kiosk.speech.speaker import Speaker
from kiosk.speech.synthesis import Espeak
from kiosk.speech.utterance import Utterance, utter

LONG = utter("en", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen")


def main() -> int:
    """Tell on the standard output when each begins, and when it is silent."""
    app = QCoreApplication(sys.argv[:1])
    speaker = Speaker(Espeak(), Prompts(None), AudioSink())

    def tell(what: str) -> None:
        sys.stdout.write(f"{time.monotonic():.3f} {what}\n")
        sys.stdout.flush()

    def began(utterance: Utterance) -> None:
        tell(f"began {utterance.words}")
        if utterance is LONG:
            QTimer.singleShot(800, stop)

    def stop() -> None:
        speaker.stop()
        tell("stopped")
        QTimer.singleShot(500, app.quit)

    speaker.began.connect(began)
    speaker.fell_silent.connect(lambda: speaker.say([LONG]))
    speaker.failed.connect(app.quit)
    tell("asked")
    speaker.say([utter("fa", "یک"), utter("en", "two")])
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
