"""The module urllib.parse."""

from collections import namedtuple as _namedtuple

_ALWAYS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
_HEX = b"0123456789abcdefABCDEF"
_CONTROLS = "".join([chr(code) for code in range(33)])
_USES_PARAMS = ("", "ftp", "hdl", "prospero", "http", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips", "mms",
                "sftp", "tel")
_USES_RELATIVE = ("", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
                  "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss")
_USES_NETLOC = _USES_RELATIVE + ("telnet", "snews", "rsync", "nfs", "git", "git+ssh", "itms-services")


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None or errors is not None:
        raise TypeError("quote() doesn't support '%s' for bytes" % ("errors" if encoding is None else "encoding"))
    return quote_from_bytes(string, safe)


def quote_from_bytes(string, safe="/"):
    if not isinstance(string, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    kept = _ALWAYS + bytes([byte for byte in (safe.encode() if isinstance(safe, str) else safe) if byte < 128])
    return "".join([chr(byte) if byte in kept else "%%%02X" % byte for byte in string])


def quote_plus(string, safe="", encoding=None, errors=None):
    if isinstance(string, str) and " " not in string or isinstance(string, bytes) and b" " not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, (safe if isinstance(safe, str) else safe.decode()) + " ", encoding, errors).replace(" ", "+")


def unquote_to_bytes(string):
    if isinstance(string, str):
        string = string.encode()
    parts = bytes(string).split(b"%")
    result = [parts[0]]
    for part in parts[1:]:
        try:
            if len(part) < 2 or part[0] not in _HEX or part[1] not in _HEX:
                raise ValueError
            result.append(bytes([int(part[:2].decode(), 16)]))
            result.append(part[2:])
        except ValueError:
            result.append(b"%" + part)
    return b"".join(result)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        return string
    if string.isascii():
        return unquote_to_bytes(string).decode(encoding or "utf-8", errors or "replace")
    parts = []  # what is not ASCII stands for itself, whatever the encoding
    at = 0
    while at < len(string):
        start = at
        is_ascii = string[at] < "\x80"
        while at < len(string) and (string[at] < "\x80") == is_ascii:
            at += 1
        parts.append(unquote(string[start:at], encoding, errors) if is_ascii else string[start:at])
    return "".join(parts)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    parts = []

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    for key, value in query:
        key = quoted(key)
        if doseq and not isinstance(value, (str, bytes)):
            try:
                values = list(value)
            except TypeError:
                values = [value]
        else:
            values = [value]
        for each in values:
            parts.append(key + "=" + quoted(each))
    return "&".join(parts)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    pairs = []
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and qs and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    for part in qs.split(separator) if qs else ():
        if not part and not strict_parsing:
            continue
        name, mark, value = part.partition("=")
        if not mark:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (part,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None,
             separator="&"):
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result


class _Location:
    """What a network location says."""

    def _place(self):
        user, mark, host = self.netloc.rpartition("@")
        return (user if mark else None), host

    @property
    def username(self):
        user = self._place()[0]
        return None if user is None else user.partition(":")[0]

    @property
    def password(self):
        user = self._place()[0]
        return None if user is None or ":" not in user else user.partition(":")[2]

    def _host_port(self):
        host = self._place()[1]
        before, mark, rest = host.partition("[")
        if mark:
            name, _, port = rest.partition("]")
            port = port.partition(":")[2]
        else:
            name, _, port = host.partition(":")
        return name, port or None

    @property
    def hostname(self):
        name = self._host_port()[0]
        name, mark, zone = name.partition("%")
        return name.lower() + mark + zone or None

    @property
    def port(self):
        port = self._host_port()[1]
        if port is None:
            return None
        if not port.isdigit():
            raise ValueError("Port could not be cast to integer value as %r" % port)
        port = int(port)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port


class SplitResult(_namedtuple("SplitResult", "scheme netloc path query fragment"), _Location):
    def geturl(self):
        return urlunsplit(self)


class ParseResult(_namedtuple("ParseResult", "scheme netloc path params query fragment"), _Location):
    def geturl(self):
        return urlunparse(self)


class DefragResult(_namedtuple("DefragResult", "url fragment")):
    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


def urlsplit(url, scheme="", allow_fragments=True):
    if scheme and not isinstance(scheme, str):
        raise TypeError("Cannot mix str and non-str arguments")
    url = url.lstrip(_CONTROLS)
    scheme = scheme.strip(_CONTROLS) if scheme else ""
    for mark in "\t\r\n":
        url = url.replace(mark, "")
        scheme = scheme.replace(mark, "")
    netloc = query = fragment = ""
    head, mark, rest = url.partition(":")
    if mark and head and head.isascii() and head[0].isalpha() and all([c.isalpha() or c.isdigit() or c in "+-." for c in head]):
        scheme, url = head.lower(), rest
    if url[:2] == "//":
        end = len(url)
        for c in "/?#":
            place = url.find(c, 2)
            if place >= 0:
                end = min(end, place)
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_bracketed(netloc)
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def _check_bracketed(netloc):
    """Between brackets stands an address of IPv6, or one of a version to come."""
    before, _, host = netloc.rpartition("@")[2].partition("[")
    host, _, port = host.partition("]")
    if before or port and port[0] != ":":
        raise ValueError("Invalid IPv6 URL")
    if host[:1] == "v":
        version, _, rest = host[1:].partition(".")
        if not version or not rest or version.strip(_HEX.decode()):
            raise ValueError("IPvFuture address is invalid")
        return
    address, mark, zone = host.partition("%")
    head, doubled, tail = address.partition("::")
    parts = (head.split(":") if head else []) + (tail.split(":") if tail else [])
    last = parts[-1].split(".") if parts else []
    if len(last) == 4 and all([n.isdigit() and int(n) < 256 and n == str(int(n)) for n in last]):
        if address == parts[0]:
            raise ValueError("An IPv4 address cannot be in brackets")
        parts[-1:] = ["0", "0"]
    if mark and (not zone or "%" in zone) or (len(parts) > 7 if doubled else len(parts) != 8) or not all(
            [0 < len(part) <= 4 and not part.strip(_HEX.decode()) for part in parts]):
        raise ValueError("%r does not appear to be an IPv4 or IPv6 address" % host)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in _USES_PARAMS and ";" in path:
        folder, mark, name = path.rpartition("/")
        name, semicolon, params = name.partition(";")
        if semicolon:
            path = folder + mark + name
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if netloc:
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    elif url[:2] == "//":
        url = "//" + url
    elif scheme and scheme in _USES_NETLOC and (not url or url[:1] == "/"):
        url = "//" + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return url


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    return urlunsplit((scheme, netloc, url + ";" + params if params else url, query, fragment))


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    bscheme, bnetloc, bpath, bparams, bquery, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in _USES_RELATIVE:
        return url
    if scheme in _USES_NETLOC:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = bnetloc
    if not path and not params:
        return urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment))
    parts = bpath.split("/")
    if parts[-1] != "":
        del parts[-1]
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = parts + path.split("/")
        segments[1:-1] = [part for part in segments[1:-1] if part]
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return urlunparse((scheme, netloc, "/".join(resolved) or "/", params, query, fragment))


def urldefrag(url):
    if "#" not in url:
        return DefragResult(url, "")
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)
