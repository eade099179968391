from . import (
    test_access,
    test_register_columns,
    test_register_file,
    test_register_values,
    test_scale_engine,
    test_scale_properties,
    test_scale_import,
    test_scale_rights,
    test_scale_rules,
    test_scale_version,
    test_text,
    test_thread,
)
