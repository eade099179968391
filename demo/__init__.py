from . import food_aid_demo
