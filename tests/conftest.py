"""What every test gets: no network, a home folder of its own, no display; and `--long` for whole rigs."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.network import ATTEMPTS, forbid_network

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the developer's own keys
forbid_network()

HOME_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the rigs at their published length")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="published length: python3 dev.py rigs --long")
        for item in items:
            if "long" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty home folder, none of our variables, no way out: a swallowed attempt fails the test too."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in HOME_VARIABLES:
            patch.setenv(name, home)
        for name in [name for name in os.environ if name.startswith("LUMINARY_")]:
            patch.delenv(name)
        ATTEMPTS.clear()
        yield
    assert not ATTEMPTS, f"the network was used: {ATTEMPTS}"
