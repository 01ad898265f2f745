"""The baseline, a process of its own: a window with one label that says another word when it is touched."""

from __future__ import annotations

import sys
import time

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.bench.finger import Finger


class Label(QLabel):
    """Answers a touch."""

    touched = False

    def mousePressEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Say another word."""
        self.touched = True
        self.setText("Thank you")


def main() -> int:
    """Print the moment at which the touch was answered, on the clock that all processes share, and the memory held."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    label = Label("Touch here")
    window.setCentralWidget(label)
    window.resize(1280, 800)
    window.show()

    def tell() -> None:
        print(time.monotonic(), flush=True)
        if "memory" in sys.argv:
            from tests.bench.holding import resident

            print("resident", resident(), flush=True)
        app.quit()

    finger = Finger(lambda: label, lambda: label if label.touched else None, tell)
    status = app.exec()
    del finger
    return status


if __name__ == "__main__":
    sys.exit(main())
