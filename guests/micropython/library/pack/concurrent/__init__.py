"""The package concurrent: futures alone."""
