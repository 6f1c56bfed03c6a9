"""Stands for a package that is not installed; where it is, nbformat's import waits seconds for it."""

raise ImportError(__name__)
