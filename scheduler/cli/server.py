"""The web server itself: gunicorn, or waitress on Windows, where gunicorn does not run."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from scheduler.web.arrivals import after_waiting

THREADS = 4
"""For each worker."""

if sys.platform == "win32":
    import waitress

    def listen(
        make: Callable[[], Flask], host: str, port: int, workers: int, *, ready: Callable[[], None]
    ) -> None:
        """Serve the application that `make` makes; one process, with the threads of all workers."""
        ready()
        # Forwarded headers are judged in one place, by TRUSTED_PROXIES, and so left alone here.
        waitress.serve(
            make(), host=host, port=port, threads=workers * THREADS, clear_untrusted_proxy_headers=False
        )

else:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
    from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

    class Worker(ThreadWorker):  # type: ignore[misc]
        """Knows how long each request waited for a free thread. The worker takes connections in at once,
        however busy its threads are, and lets them queue."""

        def enqueue_req(self, conn: Any) -> None:
            conn.queued_at = time.monotonic()
            super().enqueue_req(conn)

        def handle(self, conn: Any) -> object:
            with after_waiting(timedelta(seconds=time.monotonic() - conn.queued_at)):
                return super().handle(conn)

    class Server(BaseApplication):  # type: ignore[misc]
        """gunicorn with our options and no others: it reads no file and no environment variable."""

        def __init__(self, make: Callable[[], Flask], options: dict[str, Any]) -> None:
            self._make, self._options = make, options
            super().__init__()

        def load_config(self) -> None:
            for name, value in self._options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """Called in each worker."""
            return self._make()

    def listen(
        make: Callable[[], Flask], host: str, port: int, workers: int, *, ready: Callable[[], None]
    ) -> None:
        """Serve the application that `make` makes in each worker; `ready` is called when it listens."""
        options = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": Worker,
            "threads": THREADS,
            "keepalive": 5,
            "loglevel": "warning",
            "proc_name": "scheduler",
            "control_socket_disable": True,  # else it puts a socket into the home folder
            # Forwarded headers are judged in one place, by TRUSTED_PROXIES.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "when_ready": lambda _arbiter: ready(),
        }
        Server(make, options).run()
