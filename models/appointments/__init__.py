"""Slots, appointments, leave, and the tick counter of visits and calls."""

from . import food_aid_appointment
from . import food_aid_appointment_event
from . import food_aid_appointment_night
from . import food_aid_appointment_slots
from . import food_aid_appointment_tell
from . import food_aid_opening
from . import food_aid_leave
from . import food_aid_household_appointment
from . import food_aid_tally
from . import food_aid_appointment_reminder
