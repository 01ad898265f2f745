"""A photo: taken by the counter's camera or brought on a stick, shown before one goes on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from assets.texts import T
from kiosk.controls.keeper import KeptFileControl
from kiosk.controls.picture import LONGEST_SIDE, PICTURES, UnreadablePicture, made_small
from kiosk.system.devices import has_camera
from kiosk.widgets import Button, Card, IconMark

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.camera import CameraView
    from kiosk.controls.control import Surroundings

_BELOW_FROM = 1.5  # text size from which the buttons no longer stand beside each other
_NEW = frozenset({"new", "new-front", "selfie"})  # taken now: no file from elsewhere, as long as there is a camera
_SEEN = 300  # pixels, the greatest height of the photo on the page


class PhotoControl(KeptFileControl):
    """Camera, file, and the photo itself."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a photo."""
        super().__init__(surroundings, ref)
        self._longest = LONGEST_SIDE
        self._camera: CameraView | None = None
        look = self.look
        self.empty = Card("inset")
        self.empty.column.addWidget(IconMark(look, "duotone/image", "muted", 84), 0, Qt.AlignmentFlag.AlignHCenter)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.camera = Button(look, T("Take a photo"), icon="duotone/camera", kind="primary")
        self.file = Button(look, T("Bring it from a memory stick"), icon="duotone/usb")
        self.remove = Button(look, T("Remove the photo"), icon="regular/trash", kind="danger")
        self.camera.clicked.connect(self._open_camera)
        self.file.clicked.connect(self._choose)
        self.remove.clicked.connect(self.remove_file)
        self._lay_out()

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the photo kept as this answer."""
        del language
        self._longest = state.max_pixels or LONGEST_SIDE
        self.file.setVisible(not _NEW & set(state.appearance) or not has_camera())
        for button in (self.camera, self.file, self.remove):
            button.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self._name = state.value
            self.show_kept()

    def focus_first(self) -> None:
        """Camera or file."""
        (self.camera if self.camera.isVisibleTo(self) else self.file).setFocus()

    def keep_picture(self, picture: bytes | QImage) -> None:
        """Make `picture` small enough and keep it."""
        self.keep(partial(made_small, picture, self._longest), ".jpg", T("The photo is being kept …"))

    def _lay_out(self) -> None:
        self.column.addWidget(self.empty)
        self.column.addWidget(self.picture)
        self.column.addWidget(self.status)
        self.buttons = QHBoxLayout() if self.look.scale < _BELOW_FROM else QVBoxLayout()
        self.buttons.setSpacing(8)
        for button in (self.camera, self.file, self.remove):
            self.buttons.addWidget(button)
        self.column.addLayout(self.buttons)
        self.column.addStretch(1)
        self.show_kept()

    def _choose(self) -> None:
        path = self.surroundings.choose_file(self, PICTURES)
        if path is None:
            return
        try:
            data = path.read_bytes()
        except OSError:
            self._failed(UnreadablePicture().text)
            return
        self.keep_picture(data)

    def _open_camera(self) -> None:
        if self._camera is not None:
            return
        from kiosk.controls.camera import CameraView

        self._camera = CameraView(self.look)
        self._camera.taken.connect(self._taken)
        self._camera.failed.connect(self._no_camera)
        self.column.insertWidget(0, self._camera, 1)
        self.empty.hide()
        self.picture.hide()
        self._camera.take.setFocus()

    @Slot(QImage)
    def _taken(self, image: QImage) -> None:
        self._close_camera()
        self.keep_picture(image)

    @Slot()
    def _no_camera(self) -> None:
        self._close_camera()
        self.show_kept()
        self.say(T("The camera does not answer. Please call the assistant."))

    def _close_camera(self) -> None:
        if self._camera is not None:
            self._camera.hide()
            self._camera.deleteLater()
            self._camera = None

    def show_kept(self) -> None:
        """Show the photo, or that there is none."""
        data = self.surroundings.attachments.read(self._name) if self._name else None
        photo = QPixmap()
        if data is not None:
            photo.loadFromData(data)
        self.picture.setVisible(not photo.isNull())
        self.empty.setVisible(photo.isNull())
        self.status.hide()
        self.remove.setVisible(bool(self._name))
        self.camera.setVisible(has_camera())
        self.camera.set_words(T("Take it again") if self._name else T("Take a photo"))
        self.picture.setAccessibleName(self.look.say(T("The photo")))
        if not photo.isNull():
            box = QSize(900, self.look.px(_SEEN) if self.look.scale < 1.5 else _SEEN)
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(photo.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, smooth))
