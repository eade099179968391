from . import food_aid_frozen_mixin
