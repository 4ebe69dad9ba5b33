"""A real browser, where the machine has one; and what judges its pages for accessibility, where npm can install it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

LEFT_OUT = "needs Chromium and its driver (Debian: chromium, chromium-driver)"
NO_AXE = "needs axe-core: npm, and what tests/support/axe/package-lock.json names"
#: Widths of a phone, a tablet and a desk, in CSS pixels.
WIDTHS = (360, 768, 1280)


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


def look(window: Any, width: int, *, dark: bool) -> None:
    """Give the window a width, and the colours of day or night."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    colours = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": colours})


def too_wide(window: Any, width: int) -> list[str]:
    """Return what reaches over the right edge of the page; empty where the page is as wide as the window."""
    return list(
        window.execute_script(
            "if (document.documentElement.scrollWidth <= arguments[0]) return [];"
            "return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > arguments[0] + 1)"
            ".slice(0, 5).map(one => one.outerHTML.slice(0, 120))",
            width,
        )
    )


def faults(window: Any) -> list[tuple[str, str, str]]:
    """Return the serious faults of accessibility in the page that is shown, by axe-core."""
    window.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    if not window.execute_script("return 'axe' in window"):
        # Through the debugger, not the page: the page lets no script run but its own.
        window.execute_cdp_cmd("Runtime.evaluate", {"expression": _axe()})
    # What lies out of sight is drawn too, and the colours of the moment are those that are asked for.
    window.execute_async_script(
        "document.styleSheets[0].insertRule('.fact { content-visibility: visible !important; }', document.styleSheets[0].cssRules.length);"
        "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))"
    )
    found = window.execute_async_script("axe.run().then(found => arguments[0](found.violations), failed => arguments[0](String(failed)))")
    assert isinstance(found, list), found
    return [(one["id"], one["help"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in ("serious", "critical")]


@cache
def _axe() -> str:
    """Install axe-core as the lock file pins it, by digest, and return its script; where that cannot be the test is left out."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(NO_AXE)
    with TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(Path(__file__).parent / "axe" / name, folder)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip(f"{NO_AXE} (npm did not answer)")
        if done.returncode:
            if "EINTEGRITY" in done.stderr:
                pytest.fail(f"axe-core is not what the lock file pins: {done.stderr[:300]}")
            pytest.skip(f"{NO_AXE} (npm: {done.stderr.strip()[:200]})")
        return (Path(folder) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
