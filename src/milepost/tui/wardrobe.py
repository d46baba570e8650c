"""Which theme is worn: at first, after a key, and after its file has changed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App

from milepost.tui.themes import DEFAULT_THEME, make_theme
from milepost.workspace.theme_files import (
    ThemeFile,
    ThemeShelf,
    find_theme,
    find_themes,
    read_theme,
    user_themes_dir,
    why_not,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from milepost.workspace.watcher import Watcher


class Wardrobe:
    """The themes of one application. The file of a theme of the person's own is watched."""

    def __init__(self, app: App[int], tell: Callable[[str], None]) -> None:
        """`tell` says a sentence to the person."""
        self._app = app
        self._tell = tell
        self._watcher: Watcher | None = None
        self._shelf = ThemeShelf(())

    @property
    def shelf(self) -> ThemeShelf:
        """The themes that are known by now, and what is wrong with files that are none."""
        return self._shelf

    def stock(self) -> None:
        """Reads the files of all themes anew."""
        self._keep(find_themes(user_themes_dir()))

    def _keep(self, shelf: ThemeShelf) -> None:
        self._shelf = shelf
        for each in shelf.themes:
            self._app.register_theme(make_theme(each))

    def wear_first(self, name: str, found: ThemeFile | None = None) -> str:
        """Puts a theme on before the program runs; a sentence when there is no such theme.

        It may have been `found` already. The others are left unread until they are asked for.
        """
        found = found or find_theme(name, user_themes_dir())
        if found is None:
            self.stock()
            return self._wear_default(name)
        self._keep(ThemeShelf((found,)))
        self._put_on(found)
        return ""

    def _wear_default(self, name: str) -> str:
        standard = self._shelf.find(DEFAULT_THEME)
        if standard is not None:
            self._put_on(standard)
        unusable = why_not(name, user_themes_dir())
        if unusable:
            return f"{unusable} {DEFAULT_THEME} is shown."
        from difflib import get_close_matches  # Loaded for those who mistype.

        near = get_close_matches(name, [each.name for each in self._shelf.themes], n=1)
        hint = f" Did you mean {near[0]}?" if near else " `milepost themes` lists them."
        return f"There is no theme {name[:40]}.{hint} {DEFAULT_THEME} is shown."

    def _put_on(self, theme: ThemeFile) -> None:
        # As Textual does when `theme` is set; but that would read the style sheet, then do it all
        # once more when the program runs, which is a fiftieth of its start.
        app = self._app
        app.set_reactive(App.theme, theme.name)
        app.stylesheet.set_variables(app.get_css_variables())
        app.set_class(theme.dark, "-dark-mode", update=False)
        app.set_class(not theme.dark, "-light-mode", update=False)

    def wear_next(self) -> ThemeFile:
        """Puts on the theme after this one, with files looked at anew; it is watched from now."""
        self.stock()
        names = [each.name for each in self._shelf.themes]
        at = names.index(self._app.theme) if self._app.theme in names else -1
        return self.wear(names[(at + 1) % len(names)])

    def wear(self, name: str) -> ThemeFile:
        """Puts a theme on by its name, which must exist."""
        if self._shelf.find(name) is None:
            self.stock()
        found = self._shelf.find(name)
        if found is None:
            raise KeyError(name)
        self._app.theme = name
        self.watch()
        return found

    def watch(self) -> None:
        """Follows the file of the theme that is worn, where it is the person's own."""
        self.stop()
        found = self._shelf.find(self._app.theme)
        if found is None or not found.own:
            return
        from milepost.workspace.watcher import Watcher  # Most people have no theme of their own.

        def look() -> None:
            # The watch's own thread; the application may be gone already.
            with suppress(RuntimeError):
                self._app.call_later(self._look_again, found)

        self._watcher = Watcher(found.path, look)
        self._watcher.start()

    def stop(self) -> None:
        """Ends the watch."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def _look_again(self, worn: ThemeFile) -> None:
        if self._app.theme != worn.name:
            return
        read = read_theme(worn.path, own=True)
        if isinstance(read, str):
            self._tell(f"{read} The theme stays as it was.")
        elif read.name == worn.name and read != self._shelf.find(worn.name):
            kept = [read if each.name == worn.name else each for each in self._shelf.themes]
            self._shelf = type(self._shelf)(tuple(kept), self._shelf.mistakes)
            self._app.register_theme(make_theme(read))
            # Textual takes a theme of the same name for the same theme.
            self._app.set_reactive(type(self._app).theme, "")
            self._app.theme = worn.name
