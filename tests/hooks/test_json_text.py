"""Changing JSON without touching what was not meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.cli.hook.entries import (
    ForeignShapeError,
    has_entry,
    is_bare,
    new_text,
    with_entry,
    without_entry,
)
from milepost.cli.hook.hosts import HOSTS, Host
from milepost.cli.hook.json_text import Node, parse_json

CLAUDE = HOSTS["claude"]
OURS = json.dumps(CLAUDE.entry)

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)
entries = st.fixed_dictionaries(
    {"matcher": st.sampled_from(["*", "Bash"]), "hooks": st.lists(st.just({"command": "x"}))}
)
configurations = st.builds(
    lambda rest, hooks: {**rest, **({} if hooks is None else {"hooks": hooks})},
    st.dictionaries(st.text(max_size=5), values, max_size=4),
    st.none()
    | st.dictionaries(
        st.sampled_from(["PostToolUse", "PreToolUse", "Stop"]), st.lists(entries, max_size=3)
    ),
)
styles = st.sampled_from([None, 0, 1, 2, 4, "\t"])


def written(value: object, style: int | str | None, newline: str, ascii_only: bool) -> str:
    return json.dumps(value, indent=style, ensure_ascii=ascii_only).replace("\n", newline)


def read_back(node: Node, text: str) -> object:
    """The value, put together from the places."""
    if node.kind == "{":
        assert len(node.keys) == len(node.children) == len(node.starts)
        return {key: read_back(child, text) for key, child in node.named()}
    if node.kind == "[":
        return [read_back(child, text) for child in node.children]
    return json.loads(text[node.start : node.end])


@given(values, styles, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_places_hold_the_values(
    value: object, style: int | str | None, newline: str, ascii_only: bool
) -> None:
    text = written(value, style, newline, ascii_only) + newline

    assert read_back(parse_json(text), text) == value


@given(
    configurations,
    styles,
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(sorted(HOSTS)),
)
def test_what_was_added_is_all_that_is_taken_away(
    value: dict[str, object], style: int | str | None, newline: str, ascii_only: bool, word: str
) -> None:
    host = HOSTS[word]
    before = written(value, style, newline, ascii_only)

    after = with_entry(before, host)

    assert has_entry(after, host)
    assert not has_entry(before, host)
    added = json.loads(after)
    assert added["hooks"][host.event].pop() == host.entry
    assert {**value, "hooks": added["hooks"]} == added
    assert with_entry(after, host) == after
    assert without_entry(after, host, before) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", '{\n  "hooks": {H}\n}'),
        ("{ }\n", '{\n  "hooks": {H}\n}\n'),
        ('{"a": 1}', '{"a": 1, "hooks": {h}}'),
        ('{\n\t"a": 1\n}\n', '{\n\t"a": 1,\n\t"hooks": {T}\n}\n'),
        ('{\r\n    "a": 1\r\n}', '{\r\n    "a": 1,\r\n    "hooks": {C}\r\n}'),
        ('{"hooks": {}}', '{"hooks": {"PostToolUse": [{e}]}}'),
        ('{"hooks": {"PostToolUse": []}}', '{"hooks": {"PostToolUse": [{e}]}}'),
        ('{"hooks": {"PostToolUse": [1, 2]}}', '{"hooks": {"PostToolUse": [1, 2, {e}]}}'),
    ],
)
def test_entry_is_written_as_its_neighbours_are(before: str, after: str) -> None:
    hooks = CLAUDE.whole["hooks"]

    def lines(unit: str, newline: str = "\n") -> str:
        return json.dumps(hooks, indent=unit).replace("\n", newline + unit)

    expected = after.replace("{H}", lines("  ")).replace("{T}", lines("\t"))
    expected = expected.replace("{C}", lines("    ", "\r\n"))
    expected = expected.replace("{h}", json.dumps(hooks)).replace("{e}", OURS)

    assert with_entry(before, CLAUDE) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{\n  // a comment\n  "a": 1\n}', "line 2 is not plain JSON"),
        ('{\n  "a": 1,\n}', "is not plain JSON"),
        ('{"a": NaN}', "NaN is no value"),
        pytest.param("[" * 100_000, "it nests too deeply", id="deep"),
        ("[]", "it is not one JSON object"),
        ("3", "it is not one JSON object"),
        ('{"hooks": []}', 'its "hooks" is not an object'),
        ('{"hooks": {"PostToolUse": {}}}', 'its "PostToolUse" is not a list'),
    ],
)
def test_what_could_be_destroyed_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ForeignShapeError, match=reason):
        with_entry(text, CLAUDE)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f'{{"hooks": {{"PostToolUse": [{OURS}]}}}}', "{}"),
        (f'{{"hooks": {{"PostToolUse": [1, {OURS}, 2]}}}}', '{"hooks": {"PostToolUse": [1, 2]}}'),
        (f'{{"hooks": {{"PostToolUse": [{OURS}, 2]}}}}', '{"hooks": {"PostToolUse": [2]}}'),
        (
            f'{{"hooks": {{"disabled": [], "PostToolUse": [{OURS}], "on": true}}, "b": 1}}',
            '{"hooks": {"disabled": [], "on": true}, "b": 1}',
        ),
        (f'{{"hooks": {{"Stop": [{OURS}], "PostToolUse": [{OURS}]}}}}', "{}"),
        (
            '{"hooks": {"PostToolUse": [{"hooks": [{"command": "/opt/milepost hook claude"}, '
            '{"command": "lint"}]}]}}',
            '{"hooks": {"PostToolUse": [{"hooks": [{"command": "lint"}]}]}}',
        ),
        ('{"hooks": {"PostToolUse": [{"hooks": []}, {"command": 3}]}}', None),
        ('{"hooks": {"PostToolUse": [{"command": "milepost hook codex"}]}}', None),
        ('{"a": "milepost hook claude"}', None),
    ],
)
def test_only_the_hook_is_taken_out(text: str, left: str | None) -> None:
    assert without_entry(text, CLAUDE) == (text if left is None else left)


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ('{"hooks": {}}', '{"hooks": {}}'),
        ('{"hooks": {"PostToolUse": []}}', '{"hooks": {"PostToolUse": []}}'),
        ("{}", "{}"),
        ("not JSON", "{}"),
    ],
)
def test_what_was_empty_before_stays(before: str, left: str) -> None:
    text = f'{{"hooks": {{"PostToolUse": [{OURS}]}}}}'

    assert without_entry(text, CLAUDE, before) == left


@pytest.mark.parametrize("host", HOSTS.values(), ids=lambda host: host.word)
def test_new_file_holds_the_entry_and_little_else(host: Host) -> None:
    text = new_text(host)

    assert has_entry(text, host)
    assert host.command in text
    assert is_bare(without_entry(text, host), host)


@pytest.mark.parametrize(
    ("command", "ours"),
    [
        ("milepost hook claude", True),
        ("/opt/bin/milepost hook claude", True),
        ('"/opt/my tools/milepost" hook claude 2>>log', True),
        ("python -m milepost hook claude", True),
        ("uvx milepost hook claude", True),
        ("milepost hook codex", False),
        ("milepost check", False),
        ("other hook claude", False),
        (3, False),
    ],
)
def test_adapted_command_is_still_ours(command: object, *, ours: bool) -> None:
    assert CLAUDE.is_ours(command) is ours
