from . import test_text
