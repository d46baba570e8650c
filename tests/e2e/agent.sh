#!/bin/sh
# Plays an agent: carries a plan from `init` to `finish` with the verbs of Milepost. The one thing
# that no verb does is the writing: `prose.py` replaces the guidance of the sections that tell.
#
#     agent.sh PLAN PROSE      (PROSE is a program that gets the plan's path)
set -eu

plan=$1
prose=$2

milepost init "$plan" "Sort the list by date" --purpose "The newest entry comes first in the list."
milepost ready "$plan" && exit 1
"$prose" "$plan"

milepost add "$plan" "Compare two entries by their date"
milepost add "$plan" "Sort the list with it"
milepost add "$plan" "Sort entries without a date" --after "Sort the list with it"
milepost tick "$plan" "Replace the guidance in every section"
milepost ready "$plan"

milepost tick "$plan" "Compare two entries by their date"
printf '2 entries of 40 have no date\n' |
    milepost note surprise "$plan" "Some entries have no date." --evidence -
milepost note decision "$plan" "Entries without a date come last." \
    --rationale "Nobody looks for them first." --author "the agent"
milepost split "$plan" "Sort the list with it" --as items \
    --done "Sort a short list" --remaining "Sort a list of 10,000 entries"
milepost status "$plan"
milepost tick "$plan" --next
milepost untick "$plan" "Sort a short list"
milepost tick "$plan" --next
milepost finish "$plan" && exit 1
milepost tick "$plan" --next
milepost note outcome "$plan" "The list is sorted; a list of 10,000 entries takes 20 ms."
milepost note revision "$plan" "Told apart short and long lists, because only long ones are slow."

milepost finish "$plan"
milepost check "$plan" --strict
