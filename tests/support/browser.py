"""A real browser, where the machine has one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

LEFT_OUT = "needs Chromium and its driver (Debian: chromium, chromium-driver)"


@contextmanager
def opened() -> Iterator[Any]:
    """Open a browser that reaches no network; without one the test is left out, and in CI it fails."""
    driver, browser = shutil.which("chromedriver"), shutil.which("chromium")
    if driver is None or browser is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(LEFT_OUT)
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1200,900"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    window = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    window.set_page_load_timeout(300)
    window.set_script_timeout(300)
    try:
        yield window
    finally:
        window.quit()
