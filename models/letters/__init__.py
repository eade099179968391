"""Letters, papers seen, missing or asked for, sentences in other languages."""

from . import food_aid_household_letter
from . import food_aid_household_paper
from . import food_aid_language
from . import food_aid_sentence
from . import food_aid_paper_translation
from . import food_aid_letter
from . import food_aid_letter_template
from . import food_aid_letter_words
from . import food_aid_paper_kind
from . import food_aid_request_paper
from . import food_aid_request_papers
from . import food_aid_right_letter
from . import food_aid_appointment_letter
