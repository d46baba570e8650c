"""An intention ends as done, blocked with a reason, or cancelled; nothing else is an end."""

from __future__ import annotations

import pytest

from milepost.document import Document
from milepost.plan.closing import Closing, closing_of


def closing(line: str) -> Closing:
    (item,) = Document.parse(f"## Progress\n\n{line}\n").plan.items
    return closing_of(item)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- [x] Add the route.", Closing.DONE),
        ("- [x] Add the route (blocked).", Closing.DONE),
        ("- [ ] Add the route.", Closing.OPEN),
        ("- [~] Add the route.", Closing.OPEN),
        ("- [ ] Add it (completed: a; remaining: b).", Closing.OPEN),
        ("- [-] Add the route.", Closing.CANCELLED),
        ("- [ ] ~~Add the route.~~", Closing.CANCELLED),
        ("- [ ] ~~Add the route~~ (cancelled: nobody asks for it)", Closing.CANCELLED),
        ("- [ ] Add the route (cancelled: nobody asks for it).", Closing.CANCELLED),
        ("- [ ] Cancelled: add the route.", Closing.CANCELLED),
        ("- [ ] Add the route. Canceled after the review.", Closing.CANCELLED),
        ("- [ ] **Dropped** — add the route", Closing.CANCELLED),
        ("- [ ] Add the route — no longer needed", Closing.CANCELLED),
        ("- [ ] M5 superseded: add the route", Closing.CANCELLED),
        ("- [ ] Stage E: Descoped (the guide is enough)", Closing.CANCELLED),
        ("- [ ] 添加路由（已取消）", Closing.CANCELLED),
        ("- [ ] Cancelled orders are shown in grey.", Closing.OPEN),
        ("- [ ] Show which orders were cancelled by their buyer.", Closing.OPEN),
        ("- [ ] Improve cancellation: stop at once.", Closing.OPEN),
        ("- [ ] Unblocked: go on with the route.", Closing.OPEN),
        ("- [ ] Blocked users cannot log in.", Closing.OPEN),
        ("- [ ] Add the route (blocked: the key is missing).", Closing.BLOCKED),
        ("- [ ] Add the route (the end is blocked by a missing key).", Closing.BLOCKED),
        ("- [ ] Add the route; deferred to the next plan", Closing.BLOCKED),
        ("- [ ] (deferred — the next plan has it) Add the route.", Closing.BLOCKED),
        ("- [!] Add the route: waiting for the key", Closing.BLOCKED),
        ("- [ ] 添加路由（阻塞：缺少密钥）", Closing.BLOCKED),
        ("- [!] Add the route", Closing.UNEXPLAINED),
        ("- [ ] Add the route (blocked).", Closing.UNEXPLAINED),
        ("- [ ] (Deferred) Add the route.", Closing.UNEXPLAINED),
        ("- [ ] Add the route — on hold", Closing.UNEXPLAINED),
    ],
)
def test_mark_and_wording_tell_how_an_item_ended(line: str, expected: Closing) -> None:
    assert closing(line) is expected
