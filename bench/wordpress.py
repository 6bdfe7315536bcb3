"""A computed page beside the front page of WordPress as it is installed, each with all it needs on the same core.

WordPress, PHP and MariaDB are Debian's, set up anew in a directory of their own; PHP keeps compiled code, as it does by
default.
"""

from __future__ import annotations

import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench import demonstration
from bench.browser import free_port
from bench.children import environment
from bench.load import get, nginx, program, rate, running, wait_for
from bench.results import Benchmark, Bound, Goal, NotMeasured, Result

PAGE = "/en/advocacy/"
WORDPRESS = Path("/usr/share/wordpress")
PHP = "php-fpm8.2"
ROUNDS = 5
CONNECTIONS = 4
_PATIENCE = 30

GOAL = Goal("wordpress-speed", "times", Bound.AT_LEAST, 4)


def measure() -> Iterator[Result]:
    """Both take turns."""
    try:
        if not (WORDPRESS / "wp-load.php").exists():
            raise NotMeasured("no WordPress found: apt-get install wordpress")
        for name in (PHP, "mariadbd", "nginx", "wrk"):
            program(name)
        yield _compared()
    except NotMeasured as missing:
        yield Result(GOAL, None, str(missing))


def _compared() -> Result:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clarion-bench-")))
        folder.chmod(0o755)
        theirs = stack.enter_context(_wordpress(folder))
        ours = stack.enter_context(_clarion())
        for address in (ours, theirs) * 5:
            get(address)
        rounds = [
            tuple(rate(one, connections=CONNECTIONS, coding="identity") for one in (ours, theirs))
            for _ in range(ROUNDS)
        ]
        mine, other = (median(one) for one in zip(*rounds, strict=True))
        return Result(
            GOAL, median(one / beside for one, beside in rounds),
            f"{PAGE} {mine:.0f} pages a second, {len(get(ours)):,} bytes; WordPress {_version()} {other:.0f}, "
            f"{len(get(theirs)):,} bytes",
        )  # fmt: skip


@contextmanager
def _clarion() -> Iterator[str]:
    from clarion.commands.serve import web_command

    port = free_port()
    command = web_command("127.0.0.1", port, workers=1, threads=4)
    with running(command, environment(**demonstration.built(port))):
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}{PAGE}"


@contextmanager
def _wordpress(folder: Path) -> Iterator[str]:
    address = f"http://127.0.0.1:{free_port()}"
    root, database, php = folder / "wordpress", folder / "mariadb.sock", folder / "php.sock"
    shutil.copytree(WORDPRESS, root, ignore_dangling_symlinks=True)
    (root / "wp-config.php").write_text(_CONFIG.format(database=database, address=address))
    (folder / "php.conf").write_text(_PHP.format(folder=folder, socket=php))
    server = _NGINX.format(listen=address.removeprefix("http://"), root=root, php=php)
    with ExitStack() as stack:
        _lay_database(folder / "data")
        stack.enter_context(
            running([program("mariadbd"), "--no-defaults", "--user=root", f"--datadir={folder}/data",
                     f"--socket={database}", "--skip-networking", f"--pid-file={folder}/mariadb.pid"])
        )  # fmt: skip
        _install(root, database, address)
        stack.enter_context(running([program(PHP), "-F", "-R", "-y", str(folder / "php.conf")]))
        stack.enter_context(nginx(folder / "nginx", server, f"{address}/"))
        yield f"{address}/"


def _lay_database(data: Path) -> None:
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", "--user=root", f"--datadir={data}",
         "--auth-root-authentication-method=normal"],
        capture_output=True, check=True,
    )  # fmt: skip


def _install(root: Path, database: Path, address: str) -> None:
    """Makes the site as the installer does when its form is sent."""
    end = time.monotonic() + _PATIENCE
    while not database.exists():
        if time.monotonic() > end:
            raise NotMeasured("MariaDB did not start")
        time.sleep(0.1)
    subprocess.run(
        ["mariadb", "--no-defaults", f"--socket={database}", "-uroot", "-e", "CREATE DATABASE wordpress"],
        capture_output=True, check=True,
    )  # fmt: skip
    host = address.removeprefix("http://")
    script = (
        f"$_SERVER['HTTP_HOST'] = '{host}'; $_SERVER['REQUEST_URI'] = '/'; define('WP_INSTALLING', true); "
        f"require '{root}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php'; "
        f"function wp_new_blog_notification($a, $b, $c, $d) {{}} "
        f"wp_install('Bench', 'bench', 'bench@example.org', true, '', '{secrets.token_hex(16)}');"
    )
    ran = subprocess.run(["php", "-r", script], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise NotMeasured(f"WordPress could not be installed: {(ran.stdout + ran.stderr).strip()[-300:]}")


def _version() -> str:
    said = (WORDPRESS / "wp-includes" / "version.php").read_text()
    return said.split("$wp_version = '")[1].split("'")[0]


_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{database}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{address}'); define('WP_SITEURL', '{address}');
define('WP_HTTP_BLOCK_EXTERNAL', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""

_PHP = """[global]
error_log = {folder}/php.log
[www]
user = root
listen = {socket}
pm = static
pm.max_children = 4
"""

_NGINX = """server {{
    listen {listen}; root {root}; index index.php; access_log off;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{ include /etc/nginx/fastcgi.conf; fastcgi_pass unix:{php}; }}
}}
"""

BENCHMARK = Benchmark("wordpress", "a computed page beside WordPress", measure)
