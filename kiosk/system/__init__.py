"""What belongs to one operating system, behind one door: the process itself, and the sticks that people bring."""

from kiosk.system.process import keep_memory_private, replace_process
from kiosk.system.sticks import choose_file

__all__ = ["choose_file", "keep_memory_private", "replace_process"]
