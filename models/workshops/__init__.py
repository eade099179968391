"""Workshops, their sessions and registrations, users' councils."""

from . import food_aid_workshop
from . import food_aid_workshop_session
from . import food_aid_workshop_registration
from . import food_aid_workshop_contract
from . import food_aid_household_workshop
from . import food_aid_council
from . import food_aid_council_member
from . import food_aid_council_meeting
from . import food_aid_council_proposal
