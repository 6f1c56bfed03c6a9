"""JupyterLab and a person in front of it: a real server, real kernels, the system's Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

__all__ = ["PATIENCE", "Book", "Lab", "chromium", "jupyterlab", "opened", "until"]

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
SCROLLS = 100
"""Seconds to wait for anything, importing TensorFlow on a busy machine included."""
_TOKEN = "only-here"
_SETTINGS = {
    # Asks strangers for news, and whether it may.
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # What is on disk is what the test has saved.
    "docmanager-extension/plugin": {"autosave": False},
}


def until(what: str, found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Ask again and again, and return the first answer that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {seconds:g} s")


@dataclass(frozen=True, slots=True)
class Lab:
    """A running JupyterLab."""

    folder: Path
    """The folder that it shows."""
    url: str
    """Where it listens, with a slash at the end."""
    process: psutil.Process
    """The server."""

    def ask(self, path: str, method: str = "GET") -> Any:
        """Return what its REST interface answers."""
        request = urllib.request.Request(
            f"{self.url}api/{path}", method=method, headers={"Authorization": f"token {_TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def address(self, path: Path) -> str:
        """Return where a file of its folder is opened, alone on the page."""
        return f"{self.url}doc/tree/{quote(path.relative_to(self.folder).as_posix())}?token={_TOKEN}"


@contextmanager
def jupyterlab(folder: Path, home: Path, theme: str = "JupyterLab Light") -> Iterator[Lab]:
    """Start JupyterLab on a folder, with settings of its own, and leave nothing of it behind."""
    settings = _SETTINGS | {"apputils-extension/themes": {"theme": theme}}
    for name, values in settings.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--ServerApp.port={_free_port()}", f"--IdentityProvider.token={_TOKEN}"]
    with (home / "log").open("wb") as log:
        started = subprocess.Popen(
            [*command, f"--ServerApp.root_dir={folder}"],
            cwd=folder,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = psutil.Process(started.pid)
    try:
        yield Lab(folder, _listens(started, home), server)
    finally:
        _end(started, server)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium without a window."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        # Chromium cannot build its own sandbox as root.
        arguments = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


class Book:
    """A notebook open in the browser, used with mouse and keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def ready(self) -> None:
        """Wait for the notebook and its kernel: who runs a cell without one is asked to choose."""
        self.page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for()
        kernel = self.page.locator(".jp-Toolbar-kernelName")
        expect(kernel).to_contain_text("Python 3", timeout=PATIENCE * 1000)
        self.wait()

    def cell(self, source: str | re.Pattern[str]) -> Locator:
        """Return the code cell whose source holds a text."""
        holding = self.page.locator(".cm-content").filter(has_text=source)
        return self.page.locator(".jp-CodeCell").filter(has=holding).first

    def output(self, source: str | re.Pattern[str]) -> Locator:
        """Return what the cell shows below its source."""
        self.find(source)
        return self.cell(source).locator(".jp-OutputArea-output")

    def find(self, source: str | re.Pattern[str]) -> None:
        """Scroll down to a cell: of a long notebook, JupyterLab makes only what is near the window."""
        for _ in range(SCROLLS):
            if self.cell(source).count():
                return
            self.page.mouse.move(600, 500)
            self.page.mouse.wheel(0, 800)
            self.page.wait_for_timeout(100)

    def type_into(self, source: str | re.Pattern[str], text: str) -> None:
        """Put a text in place of all that stands in a cell."""
        self._edit(source)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Escape")

    def run(self, source: str | re.Pattern[str]) -> Locator:
        """Run a cell with Shift+Enter, wait for its end, and return what it shows."""
        self.start(source)
        self.wait()
        return self.output(source)

    def start(self, source: str | re.Pattern[str]) -> None:
        """Run a cell with Shift+Enter."""
        self._edit(source)
        self.page.keyboard.press("Shift+Enter")

    def menu(self, *names: str) -> None:
        """Choose from the menu bar."""
        self.page.locator(".lm-MenuBar-item").filter(has_text=names[0]).first.click()
        for name in names[1:]:
            self.page.locator(".lm-Menu-item").filter(has_text=name).first.click()

    def wait(self) -> None:
        """Wait until no cell runs or is queued."""
        page = self.page
        busy = page.locator(".jp-InputPrompt").filter(has_text="[*]")
        expect(busy).to_have_count(0, timeout=PATIENCE * 1000)
        expect(page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')).to_be_attached(
            timeout=PATIENCE * 1000
        )

    def save(self) -> None:
        """Press Ctrl+S and wait until the file is written."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0, timeout=PATIENCE * 1000)

    def _edit(self, source: str | re.Pattern[str]) -> None:
        self.cell(source).locator(".cm-content").click(timeout=PATIENCE * 1000)


@contextmanager
def opened(browser: Browser, lab: Lab, path: Path) -> Iterator[Book]:
    """Open a notebook in a page of its own, and end its kernel with it."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(lab.address(path))
    book = Book(page)
    book.ready()
    try:
        yield book
    finally:
        context.close()
        for session in lab.ask("sessions"):
            lab.ask(f"sessions/{session['id']}", "DELETE")


def _environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of whoever runs the tests is read or written."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY"))}
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "AUTOGRADER_STATE": "state",
    }
    return kept | {name: str(home / part) for name, part in own.items()} | {"PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(server: subprocess.Popen[bytes], home: Path) -> str:
    """Return the address that the server writes down; it takes another port where that one is taken."""

    def address() -> str | None:
        if server.poll() is not None:
            raise AssertionError((home / "log").read_text(encoding="utf-8"))
        for path in (home / "runtime").glob("jpserver-*.json"):
            told = json.loads(path.read_text(encoding="utf-8"))
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", told["port"])) == 0:
                    return str(told["url"])
        return None

    return str(until("JupyterLab listens", address))


def _end(started: subprocess.Popen[bytes], server: psutil.Process) -> None:
    """End the server, which ends its kernels, and then whatever is left of them."""
    family = [server, *server.children(recursive=True)] if server.is_running() else []
    started.terminate()
    _, left = psutil.wait_procs(family, timeout=20)
    for process in left:
        process.kill()
    started.wait()
