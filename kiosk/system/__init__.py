"""What belongs to one operating system, behind one door: the process itself, and the sticks that people bring."""

from kiosk.system.process import keep_memory_private, replace_process
from kiosk.system.stick_files import StickRefused, write_to_stick
from kiosk.system.sticks import choose_file, mounted_stick

__all__ = ["StickRefused", "choose_file", "keep_memory_private", "mounted_stick", "replace_process", "write_to_stick"]
