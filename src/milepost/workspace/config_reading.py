"""From the tables of configuration files to values, every mistake being a sentence.

Values are looked at by hand and not by a library: a check of one plan has a tenth of a second, and
loading the library that could do it would take most of that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from milepost.diagnostics import Severity
from milepost.plan.canon import classify_title, normalise_title
from milepost.plan.kinds import SectionKind
from milepost.plan.profiles import PROFILES, OwnSection, Profile
from milepost.workspace.config_keys import (
    KEYS,
    OVERRIDE_KEYS,
    PERSONAL,
    PROFILE_KEYS,
    SEVERITIES,
)
from milepost.workspace.config_words import describe, quoted, short
from milepost.workspace.globs import find_glob_mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from milepost.workspace.config_files import Table

_MOST = 100_000
_NEAR_TITLE = 0.9
"""So alike, a title is a standard one with a slip and no title of the project's own."""

Severities = tuple[tuple[str, Severity | None], ...]


@dataclass(frozen=True, slots=True)
class Override:
    """What holds for the plans that a pattern fits; a profile of `None` is not touched."""

    pattern: str
    ignore: tuple[str, ...] = ()
    severities: Severities = ()
    profile: str | None = None


@dataclass(slots=True)
class Reader:
    """Reads the keys, each from the first table that has it, and collects what is wrong."""

    tables: Sequence[Table]
    mistakes: list[str] = field(default_factory=list)

    def check_keys(self) -> None:
        """Complains of keys that do not exist."""
        known = [key.name for key in KEYS]
        for table in self.tables:
            for name, value in table.values.items():
                if name == "tool" and isinstance(value, dict) and "milepost" in value:
                    what = "is for a pyproject.toml: here the keys stand without a table"
                    self._complain(table, ("tool", "milepost"), what)
                elif name not in known:
                    self._unknown_key(table, (name,), known)

    def find(self, name: str) -> tuple[Table, object] | None:
        """The table that sets a key, and its value there."""
        for table in reversed(self.tables) if name in PERSONAL else self.tables:
            if name in table.values:
                return table, table.values[name]
        return None

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings, none of them empty."""
        found = self.find(name)
        return () if found is None else self._strings(found[0], (name,), found[1])

    def rules(self, name: str) -> tuple[str, ...]:
        """A list of patterns of rules."""
        found = self.find(name)
        return () if found is None else self._rules(found[0], (name,), found[1])

    def is_on(self, name: str, *, default: bool) -> bool:
        """Whether a key says true."""
        found = self.find(name)
        if found is None:
            return default
        if not isinstance(found[1], bool):
            self._complain(found[0], (name,), f"must be true or false, not {describe(found[1])}")
            return default
        return found[1]

    def number(self, name: str, *, default: int) -> int:
        """A whole number from 1 on."""
        found = self.find(name)
        if found is None:
            return default
        table, value = found
        if isinstance(value, bool) or not isinstance(value, int):
            what = "a fraction" if isinstance(value, float) else describe(value)
            self._complain(table, (name,), f"must be a whole number, not {what}")
            return default
        if not 0 < value <= _MOST:
            self._complain(table, (name,), f"must be from 1 to {_MOST:,}")
            return default
        return value

    def word(self, name: str, *known: str) -> str:
        """One of the known words; any word where none is named. Empty when the key is not set."""
        found = self.find(name)
        if found is None:
            return ""
        table, value = found
        if not isinstance(value, str) or not value:
            self._complain(table, (name,), f"must be a word, not {describe(value)}")
            return ""
        if known and value not in known:
            what = f"must be {' or '.join(f'`{each}`' for each in known)}, not `{short(value)}`"
            self._complain(table, (name,), what)
            return ""
        return value

    def bindings(self) -> dict[str, tuple[str, ...]]:
        """The table `keys`: keys by the id of their command, none for `false`."""
        bound: dict[str, tuple[str, ...]] = {}
        for table, name, value in self._entries("keys"):
            if value is False:
                bound[name] = ()
            elif isinstance(value, str):
                bound[name] = self._strings(table, ("keys", name), [value])
            elif isinstance(value, list):
                bound[name] = self._strings(table, ("keys", name), value)
            else:
                what = f"must be a key, a list of keys or false, not {describe(value)}"
                self._complain(table, ("keys", name), what)
        return bound

    def severities(self) -> Severities:
        """The table `severity`."""
        found = self.find("severity")
        return () if found is None else self._severities(found[0], ("severity",), found[1])

    def aliases(self) -> dict[str, SectionKind]:
        """The table `sections`, by normalised title."""
        aliases: dict[str, SectionKind] = {}
        for table, name, value in self._entries("sections"):
            key = ("sections", name)
            kind = self._standard_section(table, key, value)
            normal = normalise_title(name)
            own = next(
                (each for each in SectionKind if normalise_title(each.title) == normal), None
            )
            if not normal:
                self._complain(table, key, "is no title: it has no letters")
            elif own is not None and kind is not None and own is not kind:
                self._complain(table, key, "is the title of another standard section")
            elif kind is not None:
                aliases[normal] = kind
        return aliases

    def profiles(self, aliases: Mapping[str, SectionKind]) -> dict[str, Profile]:
        """All profiles by name: those of the table `profiles`, and those of the program."""
        profiles = dict(PROFILES)
        for table, name, value in self._entries("profiles"):
            key = ("profiles", name)
            if name in PROFILES:
                self._complain(table, key, "has the name of a profile that Milepost brings along")
                continue
            lists = self._fields(table, key, value, PROFILE_KEYS)
            required, expected = (
                self._strings(table, (*key, each), lists[each]) if each in lists else ()
                for each in PROFILE_KEYS
            )
            self._check_titles(table, (*key, "required"), required, aliases)
            self._check_titles(table, (*key, "expected"), expected, aliases)
            profiles[name] = _profile_of(name, required, expected, aliases)
        return profiles

    def profile(self, known: Mapping[str, Profile]) -> Profile:
        """The profile that `profile` names."""
        found = self.find("profile")
        name = None if found is None else self._profile(found[0], ("profile",), found[1], known)
        return known[name or "execplan"]

    def overrides(self, known: Mapping[str, Profile]) -> tuple[Override, ...]:
        """The table `per-file`."""
        return tuple(
            self._override(table, pattern, value, known)
            for table, pattern, value in self._entries("per-file")
        )

    def paths(self, name: str) -> tuple[str, ...]:
        """A list of patterns of paths, all of which can fit."""
        patterns = self.strings(name)
        found = self.find(name)
        for pattern in patterns:
            mistake = find_glob_mistake(pattern)
            if found is not None and mistake is not None:
                self._complain(found[0], (name,), f"names `{short(pattern)}`, which {mistake}")
        return patterns

    def _override(
        self, table: Table, pattern: str, value: object, known: Mapping[str, Profile]
    ) -> Override:
        key = ("per-file", pattern)
        mistake = find_glob_mistake(pattern)
        if mistake is not None:
            self._complain(table, key, mistake)
        fields = self._fields(table, key, value, OVERRIDE_KEYS)
        ignore, severity, profile = (fields.get(name) for name in OVERRIDE_KEYS)
        return Override(
            pattern,
            () if ignore is None else self._rules(table, (*key, "ignore"), ignore),
            () if severity is None else self._severities(table, (*key, "severity"), severity),
            None if profile is None else self._profile(table, (*key, "profile"), profile, known),
        )

    def _entries(self, name: str) -> Iterable[tuple[Table, str, object]]:
        """The entries of a key that is a table."""
        found = self.find(name)
        if found is None:
            return ()
        table, value = found
        return tuple((table, each, inner) for each, inner in self._table(table, (name,), value))

    def _fields(
        self, table: Table, key: tuple[str, ...], value: object, known: Sequence[str]
    ) -> dict[str, object]:
        """The fields of a table that may have no others than the known ones."""
        fields = dict(self._table(table, key, value))
        for name in [name for name in fields if name not in known]:
            self._unknown_key(table, (*key, name), known)
            del fields[name]
        return fields

    def _table(
        self, table: Table, key: tuple[str, ...], value: object
    ) -> Iterable[tuple[str, object]]:
        if isinstance(value, dict):
            return value.items()
        self._complain(table, key, f"must be a table, not {describe(value)}")
        return ()

    def _strings(self, table: Table, key: tuple[str, ...], value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self._complain(table, key, f"must be a list of strings, not {describe(value)}")
            return ()
        for each in value:
            if not isinstance(each, str):
                self._complain(table, key, f"must hold strings only, not {describe(each)}")
            elif not each.strip():
                self._complain(table, key, "holds a string with nothing in it")
        return tuple(each for each in value if isinstance(each, str) and each.strip())

    def _rules(self, table: Table, key: tuple[str, ...], value: object) -> tuple[str, ...]:
        patterns = self._strings(table, key, value)
        for pattern in _unknown_rules(patterns):
            what = f"names `{short(pattern)}`, which is no rule"
            self._complain(table, key, what, _nearest_rule(pattern))
        return patterns

    def _severities(self, table: Table, key: tuple[str, ...], value: object) -> Severities:
        entries = dict(self._table(table, key, value))
        unknown = _unknown_rules(entries)
        for pattern in unknown:
            self._complain(table, (*key, pattern), "names no rule", _nearest_rule(pattern))
        severities: list[tuple[str, Severity | None]] = []
        for pattern, word in entries.items():
            if word in SEVERITIES:
                severity = None if word == "off" else Severity[str(word).upper()]
                severities.append((pattern, severity))
                continue
            shown = f"`{short(word)}`" if isinstance(word, str) else describe(word)
            what = f"must be error, warning, info or off, not {shown}"
            self._complain(table, (*key, pattern), what, nearest(str(word), SEVERITIES))
        return tuple(severities)

    def _profile(
        self, table: Table, key: tuple[str, ...], value: object, known: Mapping[str, Profile]
    ) -> str | None:
        if not isinstance(value, str):
            self._complain(table, key, f"must be the name of a profile, not {describe(value)}")
            return None
        if value not in known:
            what = f"names `{short(value)}`, which is no profile"
            self._complain(table, key, what, nearest(value, known))
            return None
        return value

    def _standard_section(
        self, table: Table, key: tuple[str, ...], value: object
    ) -> SectionKind | None:
        if not isinstance(value, str):
            what = f"must be the title of a standard section, not {describe(value)}"
            self._complain(table, key, what)
            return None
        kind = classify_title(value)
        if kind is None:
            what = f"names `{short(value)}`, which is no standard section"
            self._complain(table, key, what, nearest(value, _section_titles()))
        return kind

    def _check_titles(
        self,
        table: Table,
        key: tuple[str, ...],
        titles: Iterable[str],
        aliases: Mapping[str, SectionKind],
    ) -> None:
        """Complains of titles that can be no heading, or are a standard one with a slip."""
        for title in titles:
            if classify_title(title, aliases) is not None:
                continue
            if not normalise_title(title):
                self._complain(table, key, f"holds `{short(title)}`, which has no letters")
            elif near := nearest(title, _section_titles(), cutoff=_NEAR_TITLE):
                what = f"holds `{short(title)}`, which is no standard section"
                self._complain(table, key, what, near)

    def _unknown_key(self, table: Table, key: tuple[str, ...], known: Sequence[str]) -> None:
        self._complain(table, key, "is not a key", nearest(key[-1], known))

    def _complain(
        self, table: Table, key: tuple[str, ...], what: str, near: str | None = None
    ) -> None:
        """Notes a mistake, and what could have been meant."""
        hint = f"; did you mean `{near}`?" if near else "."
        name = ".".join(map(quoted, (*table.prefix, *key)))
        self.mistakes.append(f"{table.shown}: `{name}` {what}{hint}")


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word that is most like `word`, letter case aside; `None` when none is like it."""
    folded = {each.casefold(): each for each in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[near[0]] if near else None


def _profile_of(
    name: str,
    required: Iterable[str],
    expected: Iterable[str],
    aliases: Mapping[str, SectionKind],
) -> Profile:
    kinds: dict[SectionKind, bool] = {}
    own: dict[str, OwnSection] = {}
    for titles, is_required in ((required, True), (expected, False)):
        for title in titles:
            kind = classify_title(title, aliases)
            if kind is not None:
                kinds.setdefault(kind, is_required)
            elif normal := normalise_title(title):
                own.setdefault(normal, OwnSection(title, required=is_required))
    return Profile(
        name,
        required=tuple(kind for kind, needed in kinds.items() if needed),
        expected=tuple(kind for kind, needed in kinds.items() if not needed),
        own=tuple(own.values()),
    )


# The rules are loaded only for those who name some in a file.


def _unknown_rules(patterns: Iterable[str]) -> tuple[str, ...]:
    from milepost.lint.selection import find_unknown

    return find_unknown(patterns)


def _nearest_rule(word: str) -> str | None:
    from milepost.lint.selection import nearest_rule

    return nearest_rule(word)


def _section_titles() -> list[str]:
    return [kind.title for kind in SectionKind]
