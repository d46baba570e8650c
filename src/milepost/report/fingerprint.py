"""Names for findings that stay while the lines around them move."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from milepost.report.finding import decodable

if TYPE_CHECKING:
    from milepost.diagnostics import Diagnostic
    from milepost.report.finding import CheckedPlan


def fingerprints_of(plan: CheckedPlan, found: tuple[Diagnostic, ...]) -> list[str]:
    """A name per finding: the same as long as its path, rule, message and line's words stay.

    Findings that agree in all of these are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    names = []
    lines = plan.lines
    for each in found:
        line = lines.content(lines.line_of(each.span.start)).cut(plan.text)
        facts = (plan.path, each.code, each.message, " ".join(line.split()))
        seen[facts] += 1
        whole = "\0".join((*facts, str(seen[facts])))
        names.append(blake2b(decodable(whole).encode(), digest_size=16).hexdigest())
    return names
