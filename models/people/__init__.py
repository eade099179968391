"""Persons, households, stays, agreements and requests."""

from . import food_aid_person
from . import food_aid_agreement
from . import food_aid_household
from . import food_aid_household_member
from . import food_aid_household_summary
from . import food_aid_household_reserved
from . import food_aid_household_reserve
from . import food_aid_household_life
from . import food_aid_household_code
from . import food_aid_member_stay
from . import food_aid_request
