from . import paper
from . import card
from . import commission
from . import decision_letter
from . import decision_list
from . import expected_list
from . import liaison_sheet
from . import scale_comparison
