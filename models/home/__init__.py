"""First screens of each role."""

from . import food_aid_board
from . import food_aid_board_coordinator
from . import food_aid_board_day
