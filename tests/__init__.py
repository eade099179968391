from . import (
    test_access,
    test_dev_commands,
    test_register_columns,
    test_register_file,
    test_register_values,
    test_scale_engine,
    test_scale_properties,
    test_scale_rules,
    test_text,
    test_thread,
)
