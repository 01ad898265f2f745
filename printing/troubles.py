"""What keeps a printer from printing, said to the person who can put it right."""

from assets.texts import T

NO_PAPER = T("The printer is out of paper. Put paper in; nothing is lost.")
LOW_PAPER = T("The printer has only a little paper left. Have a new roll or stack ready.")
LOW_INK = T("The printer has only a little ink or toner left.")
STUCK = T("Another paper is stuck in the printing queue. Ask the technician; nothing is lost.")
JAM = T("Paper is stuck in the printer. Take it out; nothing is lost.")
COVER = T("The printer's cover is open. Close it; nothing is lost.")
NO_INK = T("The printer is out of ink or toner. Change it; nothing is lost.")
SILENT = T("The printer does not answer. See whether it is switched on and its cable is in; nothing is lost.")
PAUSED = T("Printing is paused on this machine. Ask the technician; nothing is lost.")
NOT_WORKING = T("The printer reports a fault. Switch it off and on, or ask the technician; nothing is lost.")
MISSING = T("There is no printer here. The code stays on the screen; nothing is lost.")
REFUSED = T("The printer did not take the paper's text. Try again, or ask the technician; nothing is lost.")
