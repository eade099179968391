"""What a named person decides, under which delegation, and the right it opens."""

from . import food_aid_decision
from . import food_aid_delegation
from . import food_aid_right
