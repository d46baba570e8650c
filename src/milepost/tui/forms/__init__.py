"""Small forms over the plan, in which a person says what is to be written into it."""
