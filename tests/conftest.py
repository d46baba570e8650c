"""What holds for every test."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadlines: a busy machine must not fail a law. The long profile is for a night, or a doubt:
# HYPOTHESIS_PROFILE=long make test
settings.register_profile("gate", max_examples=60, deadline=None)
settings.register_profile("long", max_examples=4000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
