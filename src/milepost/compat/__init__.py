"""The three exec-plan scripts: same answers, run as files or through `milepost … --compat`.

Each module stands alone: it imports the standard library only and runs on Python 3.9, because it is
also handed out as a single file. What the modules share is therefore repeated in each.
"""
