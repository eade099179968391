from . import (
    test_register_columns,
    test_register_file,
    test_register_values,
    test_text,
)
