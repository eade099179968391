from . import paper
from . import liaison_sheet
