"""Files that look alike, grouping two of them, separating one."""

from . import food_aid_lookalike
from . import food_aid_person_lookalike
from . import food_aid_household_lookalike
from . import food_aid_orientation_lookalike
from . import food_aid_grouping
from . import food_aid_household_group
from . import food_aid_household_split
