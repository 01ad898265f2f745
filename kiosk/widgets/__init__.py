"""Painted subclasses of real controls: what the screens are made of."""

from kiosk.widgets.announce import announce, install_roles
from kiosk.widgets.button import TARGET, Button, ToolButton
from kiosk.widgets.card import Card, CardKind
from kiosk.widgets.error_summary import ErrorSummary, Fault
from kiosk.widgets.focus_order import let_follow, put_in_reading_order
from kiosk.widgets.footer import BACK, HELP, NEXT, Footer, FooterBar
from kiosk.widgets.header import HeaderBar, IconMark
from kiosk.widgets.laid_out import lay_out_hidden
from kiosk.widgets.more import MoreButton
from kiosk.widgets.progress import Steps
from kiosk.widgets.scroll import PageScroll
from kiosk.widgets.tile import ActionTile, CheckTile, RadioTile, Tile, TileFace
from kiosk.widgets.tile_grid import TileGrid
from kiosk.widgets.words import Heading, Sayable, Worded, Words, said, show_tree_in

__all__ = [
    "BACK",
    "HELP",
    "NEXT",
    "TARGET",
    "ActionTile",
    "Button",
    "Card",
    "CardKind",
    "CheckTile",
    "ErrorSummary",
    "Fault",
    "Footer",
    "FooterBar",
    "HeaderBar",
    "Heading",
    "IconMark",
    "MoreButton",
    "PageScroll",
    "RadioTile",
    "Sayable",
    "Steps",
    "Tile",
    "TileFace",
    "TileGrid",
    "ToolButton",
    "Worded",
    "Words",
    "announce",
    "install_roles",
    "lay_out_hidden",
    "let_follow",
    "put_in_reading_order",
    "said",
    "show_tree_in",
]
