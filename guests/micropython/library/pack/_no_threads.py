"""Waiting, where nobody else runs: threading, queue and concurrent.futures."""

import time


def pass_time(timeout):
    """In vain: sleeps for the timeout, and gives False; None is for ever, and raises."""
    if timeout is None:
        raise RuntimeError("the program waits for something that nothing will ever bring about: there are no threads")
    if timeout > 0:
        time.sleep(timeout)
    return False
