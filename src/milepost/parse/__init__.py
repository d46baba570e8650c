"""Text to plan. Never raises, never loses a byte; every node says where it stands.

`builder.parse` is the way in. Nothing is loaded here: a plan that another process has read is shown
before its own reader is there.
"""
