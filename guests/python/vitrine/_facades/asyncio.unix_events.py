"""The event loop for a place without sockets, processes and threads. Stands for asyncio.unix_events.

That module's loop wakes itself through a pair of sockets. Here nothing can happen while the loop waits, so waiting is
sleeping until the next timer, and there is nothing to wake.
"""

import time

from . import base_events, events

__all__ = ("SelectorEventLoop", "DefaultEventLoopPolicy", "EventLoop")

# A loop with nothing to do and no timer would wait for ever: nothing from outside can end it.
_FOREVER = 86_400.0


class _Sleeper:
    """What the base class takes for its selector."""

    @staticmethod
    def select(timeout):
        if timeout is None:
            raise RuntimeError("the event loop waits for something that can never happen: every task waits, there is "
                               "no timer, and no thread, process or network could wake one (a deadlock between tasks, "
                               "or a future that nobody completes)")
        if timeout > 0:
            time.sleep(min(timeout, _FOREVER))
        return ()


def _no_sockets(*args, **kwargs):
    raise NotImplementedError("there is no network in the glass: this event loop has timers, tasks, queues and "
                              "locks, but no sockets, pipes, processes or signals; use a granted function instead")


class SelectorEventLoop(base_events.BaseEventLoop):
    """Tasks, timers, queues, timeouts and executors; no files to wait for."""

    _selector = _Sleeper

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        # The base class does this in a thread, because it may have to wait for tasks; here they have all run.
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            self._default_executor.shutdown()

    for _name in ("add_reader", "remove_reader", "add_writer", "remove_writer", "sock_recv", "sock_recv_into",
                  "sock_recvfrom", "sock_recvfrom_into", "sock_sendall", "sock_sendto", "sock_connect", "sock_accept",
                  "add_signal_handler", "remove_signal_handler", "_make_socket_transport", "_make_ssl_transport",
                  "_make_datagram_transport", "_make_read_pipe_transport", "_make_write_pipe_transport",
                  "_make_subprocess_transport", "create_connection", "create_server", "create_unix_connection",
                  "create_unix_server", "create_datagram_endpoint", "connect_read_pipe", "connect_write_pipe",
                  "subprocess_exec", "subprocess_shell", "getaddrinfo", "getnameinfo"):
        locals()[_name] = _no_sockets
    del _name


class DefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop


EventLoop = SelectorEventLoop
