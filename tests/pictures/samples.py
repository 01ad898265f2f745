"""Every question that is drawn, in the order of the page."""

from tests.pictures.chosen import CHOSEN
from tests.pictures.together import TOGETHER
from tests.pictures.typed import TYPED

SAMPLES = (*TYPED, *CHOSEN, *TOGETHER)
