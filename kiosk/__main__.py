"""`python -m kiosk` and the packaged program: the same commands as the console script."""

from kiosk.cli import main

main()
