"""The command line: one module for each verb, with `main(arguments) -> int`."""
