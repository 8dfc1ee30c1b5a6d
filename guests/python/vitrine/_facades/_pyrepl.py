"""Stands for the package _pyrepl, the interactive prompt, of which only pydoc's pager is wanted here."""
