"""When a plan may be done, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_COARSE = timedelta(minutes=30)
"""From this length on, the ends of a range are rounded to five minutes."""
_STEP = 5


def write_range(
    between: tuple[datetime, datetime], now: datetime, dash: str, *, local: bool = False
) -> str:
    """`about 16:40–17:30Z`, on another day than today with its name; in UTC unless `local`."""
    first, last = (moment.astimezone(None if local else UTC) for moment in between)
    today = now.astimezone(None if local else UTC).date()
    if last - first >= _COARSE:
        first -= timedelta(minutes=first.minute % _STEP)
        last += timedelta(minutes=-last.minute % _STEP)
    begin = f"{first:%H:%M}" if first.date() == today else f"{first:%a %H:%M}"
    end = f"{last:%H:%M}" if last.date() == first.date() else f"{last:%a %H:%M}"
    zone = "" if local else "Z"
    same = f"{first:%a %H:%M}" == f"{last:%a %H:%M}"
    return f"about {begin}{zone}" if same else f"about {begin}{dash}{end}{zone}"
