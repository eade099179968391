"""Barèmes: versions, rules and tiers, handed to the engine of `tools/scale.py`."""

from . import food_aid_scale_line_mixin
from . import food_aid_scale_numbers_mixin
from . import food_aid_budget_category
from . import food_aid_scale
from . import food_aid_scale_ceiling
from . import food_aid_scale_expense_rule
from . import food_aid_scale_income_rule
from . import food_aid_scale_point
from . import food_aid_scale_season
from . import food_aid_scale_tier
from . import food_aid_scale_version
from . import food_aid_scale_version_explain
from . import food_aid_scale_version_compare
from . import food_aid_scale_version_file
from . import food_aid_scale_version_spec
