"""Import of the register that a CCAS kept until now."""

from . import food_aid_import
from . import food_aid_import_budget
from . import food_aid_import_column
from . import food_aid_import_line
from . import food_aid_import_match
from . import food_aid_import_read
from . import food_aid_import_run
from . import food_aid_import_write
