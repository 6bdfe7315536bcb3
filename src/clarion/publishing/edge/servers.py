"""Configurations of nginx and Caddy that serve the baked tree as the edge does, from the settings of this site.

They are made, not kept: policies, languages and addresses are this site's, and a copy by hand would fall behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clarion.publishing.edge import policies
from clarion.publishing.edge.gate import HARMLESS
from clarion.publishing.edge.policies import Headers

HIDDEN = (r"^/(?:_|404/)", r"\.(?:gz|br)$", r"/index\.[a-z]+$", r"/embed/$")
"""Paths that no file answers, by regular expressions: rules, twins, second addresses, pages with own policies."""
TYPES = {
    "xml": "application/atom+xml",
    "ics": "text/calendar",
    "csv": "text/csv",
    "jsonld": "application/ld+json",
}
"""Of index files, where servers would tell another type by the ending."""
_TEXT = "text/css text/plain text/xml text/csv text/calendar application/javascript application/json \
application/atom+xml application/manifest+json image/svg+xml"


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """What a server has to know of the site. `listen` is an address and port, or a port alone."""

    site: Path
    host: str
    over_tls: bool
    listen: str
    upstreams: tuple[str, ...]
    pages: Headers
    languages: tuple[str, ...]
    staff_cookie: str
    largest_body: int
    shared_for: int = 0
    onion: str = ""
    certificate: str = ""
    key: str = ""
    brotli: bool = True


def nginx(config: ServerConfig) -> str:
    """A file for nginx's `conf.d`: reads within `http { }`.

    What differs by path is said in locations, whose prefixes cost nothing to find, and what decides between a file and
    Django in a single map: each regular expression more is seen in the time of an answer.
    """
    of_files = _add_headers((name, value) for name, value in config.pages if name in policies.OF_FILES)
    of_pages = _add_headers(config.pages)
    if config.onion:
        of_pages += f"        add_header Onion-Location {config.onion}$request_uri;\n"
    # A page goes out with its headers in one write; sendfile, better for what is large, needs two.
    kept = "        sendfile off;\n"
    kept += f'        add_header Cache-Control "{policies.kept_for("", config.shared_for)}";\n'
    languages = "".join(
        f"    location /{code}/ {{\n        if ($clarion_to_django) {{ return 418; }}\n"
        f"        add_header Content-Language {code};\n{kept}{of_pages}    }}\n"
        for code in config.languages
    )
    return _NGINX.format(
        upstreams="\n".join(f"    server {one} max_fails=0;" for one in config.upstreams),
        hidden="|".join(_to_query(one) for one in HIDDEN),
        to_files=_to_files(),
        cookie=config.staff_cookie,
        languages=languages,
        pages=kept + of_pages,
        files=of_files,
        pages_policies=of_pages,
        forever=policies.FOREVER,
        hour=policies.HOUR,
        day=policies.DAY,
        listen=_nginx_listen(config),
        host=config.host,
        site=config.site,
        twins="gzip_static on;" + (" brotli_static on;" if config.brotli else ""),
        text=_TEXT,
        largest=config.largest_body,
    )


def _add_headers(headers: Iterable[tuple[str, str]]) -> str:
    return "".join(f'        add_header {name} "{value}";\n' for name, value in headers)


def caddy(config: ServerConfig) -> str:
    """A Caddyfile for the site."""
    address = f"https://{config.host}" if config.over_tls else f"http://{config.host}"
    if config.listen not in {"443", "80"}:
        address += f":{config.listen.rpartition(':')[2]}"
    of_pages = [(name, value) for name, value in config.pages if name not in policies.OF_FILES]
    of_all = [(name, value) for name, value in config.pages if name in policies.OF_FILES]
    return _CADDY.format(
        address=address,
        tls=f"\ttls {config.certificate} {config.key}\n" if config.certificate else "",
        site=config.site,
        redirects=f"{config.site}/redirects.cadd*",
        hidden="|".join(HIDDEN),
        harmless=HARMLESS.replace("\\", "\\\\"),
        cookie=config.staff_cookie,
        tries=" ".join(["{path}", *(f"{{path}}index.{ending}" for ending in ("html", *TYPES))]),
        kept="\n".join(
            f'\t\t@kept{number} path_regexp {pattern}\n\t\theader @kept{number} Cache-Control "{value}"'
            for number, (pattern, value) in enumerate(reversed(list(_kept())))
        ),
        pages_kept=policies.kept_for("", config.shared_for),
        policies="\n".join(f'\t\theader @page {name} "{value}"' for name, value in of_pages),
        all_policies="\n".join(f'\t\theader {name} "{value}"' for name, value in of_all),
        languages="\n".join(
            f"\t\t@in_{code.replace('-', '_')} path /{code}/*\n"
            f"\t\theader @in_{code.replace('-', '_')} Content-Language {code}"
            for code in config.languages
        ),
        onion=f"\t\theader @page Onion-Location {config.onion}{{uri}}\n" if config.onion else "",
        feeds="\n".join(
            f"\t\t@is_{ending} file {{path}}index.{ending}\n"
            f'\t\theader @is_{ending} Content-Type "{kind}; charset=utf-8"'
            for ending, kind in TYPES.items()
        ),
        upstreams=" ".join(config.upstreams),
        largest=config.largest_body,
    )


def _kept() -> Iterable[tuple[str, str]]:
    """How long what is not a page may be kept: (regular expression on the path, `Cache-Control`), the first counts."""
    yield r"^/static/.*\.[0-9a-f]{12}\.[^./]+$", policies.FOREVER
    yield r"^/theme/[^/]+\.css$", policies.FOREVER
    yield r"^/static/", policies.HOUR
    yield r"^/media/", policies.DAY


def _to_query(pattern: str) -> str:
    return pattern.removesuffix("$") + r"(?:\?|$)" if pattern.endswith("$") else pattern


def _to_files() -> str:
    """A regular expression on `METHOD URI COOKIE`: what asks for a file, if there is one."""
    begins = "|".join(one.removeprefix("^") for one in HIDDEN if one.startswith("^"))
    ends = [one.removesuffix("$") for one in HIDDEN if one.endswith("$")]
    # Most paths have no dot, and cannot end as most of what is hidden does: for them the path is gone through once.
    plain = f"/[^?. ]*(?<!{'|'.join(one for one in ends if '.' not in one)})"
    dotted = f"(?![^? ]*(?:{'|'.join(ends)})[? ])/[^? ]*"
    harmless = HARMLESS.replace("[^&]", "[^& ]").replace("$", "(?= )")
    return rf"^(?:GET|HEAD) (?!{begins})(?:{plain}|{dotted})(?:\?(?:{harmless})?)? $"


def _nginx_listen(config: ServerConfig) -> str:
    if not config.over_tls:
        return f"    listen {config.listen};"
    certificate = config.certificate or f"/etc/letsencrypt/live/{config.host}/fullchain.pem"
    key = config.key or f"/etc/letsencrypt/live/{config.host}/privkey.pem"
    return (
        f"    listen {config.listen} ssl http2;\n    ssl_certificate {certificate};\n"
        f"    ssl_certificate_key {key};\n    ssl_protocols TLSv1.2 TLSv1.3;"
    )


_NGINX = r"""# Made by `clarion manage edge_config nginx`; make it anew after settings have changed.
# Put `pcre_jit on;` at the top of nginx.conf: one regular expression is looked at for each request.
# A node that is being restarted refuses at once, and the next is asked; none is left out for a time, since the others
# may be next. What writes is sent over a new connection: one that was kept may be closing, and writes are not repeated.
upstream clarion {{
{upstreams}
    keepalive 16;
}}
upstream clarion_writes {{
{upstreams}
}}

# What Django answers although there may be a file: other methods, staff, queries that may change a page, and paths
# that no reader is shown.
map $request_uri $clarion_hidden {{ default 0; "~{hidden}" 1; }}
map "$request_method $request_uri $cookie_{cookie}" $clarion_to_django {{
    default 1;
    "~{to_files}" 0;
}}
map $request_method $clarion_nodes {{ default clarion_writes; GET clarion; HEAD clarion; }}

server {{
{listen}
    server_name {host};
    root {site}/current;
    index index.html index.xml index.csv index.json index.txt index.ics index.svg index.jsonld;

    # Nothing here writes addresses of visitors down; an error log would.
    access_log off;
    error_log stderr emerg;
    server_tokens off;
    absolute_redirect off;
    # Room for the headers of an answer, so that it is made at once.
    request_pool_size 8k;

    {twins}
    gzip_vary on;
    charset utf-8;
    charset_types {text};
    client_max_body_size {largest};

    include {site}/redirects.nginx.con[f];

    error_page 403 404 405 418 = @clarion;

    include /etc/nginx/mime.types;
    types {{
        application/atom+xml xml;
        application/manifest+json webmanifest;
        application/ld+json jsonld;
        text/calendar ics;
        text/csv csv;
    }}

{languages}    location / {{
        if ($clarion_to_django) {{ return 418; }}
{pages}    }}
    location = /sitemap.xml {{
        types {{ application/xml xml; }}
{pages}    }}
    location ^~ /static/ {{
        if ($clarion_hidden) {{ return 418; }}
        add_header Cache-Control "{hour}";
        add_header Access-Control-Allow-Origin "*";
{files}
        location ~ "\.[0-9a-f]{{12}}\.[^./]+$" {{
            if ($clarion_hidden) {{ return 418; }}
            add_header Cache-Control "{forever}";
            add_header Access-Control-Allow-Origin "*";
{files}        }}
    }}
    location ^~ /theme/ {{
        add_header Cache-Control "{forever}";
{pages_policies}    }}
    location ^~ /media/ {{
        add_header Cache-Control "{day}";
{pages_policies}    }}
    location = / {{ try_files /- @clarion; }}

    location @clarion {{
        proxy_pass http://$clarion_nodes;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_connect_timeout 1s;
    }}
}}
"""

_CADDY = """# Made by `clarion manage edge_config caddy`; make it anew after settings have changed.
{address} {{
{tls}	root * {site}/current
	request_body {{
		max_size {largest}
	}}
	import {redirects}

	@files {{
		method GET HEAD
		not header_regexp Cookie "(^|; ?){cookie}="
		not path_regexp ({hidden})
		not path /
		expression `{{query}} == "" || {{query}}.matches("^{harmless}$") || {{path}}.matches("^/(static|media|theme)/")`
		file {tries}
	}}
	handle @files {{
		# In this order: what stands later overrides what stands before.
		route {{
		@page not path /static/*
		@asset path /static/*
{policies}
{all_policies}
{onion}		header @asset Access-Control-Allow-Origin *
		header Vary Accept-Encoding
{languages}
{feeds}
		header Cache-Control "{pages_kept}"
{kept}
		rewrite * {{http.matchers.file.relative}}
		file_server {{
			precompressed br gzip
			disable_canonical_uris
		}}
		}}
	}}
	handle {{
		reverse_proxy {upstreams} {{
			lb_try_duration 5s
			header_up X-Forwarded-Proto {{scheme}}
		}}
	}}
}}
"""
