"""Let pytest write `tests/test_x.py`, although Odoo knows that file by a link elsewhere."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    asked = config.invocation_params
    config.invocation_params = pytest.Config.InvocationParams(
        args=asked.args, plugins=asked.plugins, dir=config.rootpath
    )
