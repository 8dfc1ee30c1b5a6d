"""Says that there is no network. Stands for socket, and keeps the names that http, urllib, asyncio and others use.

Making a socket object or asking for a name raises an OSError with one sentence, which the modules above hand on as
theirs (urllib.error.URLError, ConnectionError handling, and so on).
"""

import errno as _errno
from enum import IntEnum, IntFlag

AddressFamily = IntEnum("AddressFamily", {"AF_UNSPEC": 0, "AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10})
SocketKind = IntEnum("SocketKind", {"SOCK_STREAM": 1, "SOCK_DGRAM": 2, "SOCK_RAW": 3})
AddressInfo = IntFlag("AddressInfo", {"AI_PASSIVE": 1, "AI_CANONNAME": 2, "AI_NUMERICHOST": 4, "AI_NUMERICSERV": 1024})
MsgFlag = IntFlag("MsgFlag", {"MSG_OOB": 1, "MSG_PEEK": 2, "MSG_DONTWAIT": 64, "MSG_WAITALL": 256})
for _kind in (AddressFamily, SocketKind, AddressInfo, MsgFlag):
    globals().update(_kind.__members__)
del _kind

EAI_FAMILY, EAI_NONAME, EAI_AGAIN = -6, -2, -3
INADDR_ANY, INADDR_BROADCAST, INADDR_LOOPBACK = 0, 0xFFFFFFFF, 0x7F000001
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 1, 6, 17, 41
IPV6_V6ONLY = 26
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOL_SOCKET, SOMAXCONN = 1, 128
SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE = 2, 3, 4, 6, 7, 8, 9
SO_LINGER, SO_REUSEPORT = 13, 15
TCP_NODELAY, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT = 1, 4, 5, 6
has_ipv6 = False
has_dualstack_ipv6 = lambda: False  # noqa: E731 (a function in the module this stands for)
_GLOBAL_DEFAULT_TIMEOUT = object()

_SENTENCE = "there is no network in the glass; use a granted function (vitrine.functions() lists them)"

error = OSError
timeout = TimeoutError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


def _refuse(*args, **kwargs):
    raise OSError(_errno.ENETUNREACH, _SENTENCE)


def _refuse_name(*args, **kwargs):
    raise gaierror(EAI_NONAME, _SENTENCE)


class socket:
    """Cannot be made."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _refuse()


SocketType = socket
socketpair = fromfd = create_connection = create_server = _refuse
getaddrinfo = getnameinfo = gethostbyname = gethostbyname_ex = gethostbyaddr = _refuse_name
getservbyname = getservbyport = getprotobyname = _refuse_name


def gethostname():
    return "vitrine"


def getfqdn(name=""):
    return name or "vitrine"


_default_timeout = None


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(timeout):
    global _default_timeout
    _default_timeout = timeout


def htons(x):
    return int.from_bytes(x.to_bytes(2, "little"), "big")


def htonl(x):
    return int.from_bytes(x.to_bytes(4, "little"), "big")


ntohs, ntohl = htons, htonl


def inet_aton(ip_string):
    return inet_pton(AF_INET, ip_string)  # noqa: F821 (from AddressFamily above)


def inet_ntoa(packed_ip):
    return inet_ntop(AF_INET, packed_ip)  # noqa: F821


def inet_pton(address_family, ip_string):
    import ipaddress
    kind = ipaddress.IPv4Address if address_family == AF_INET else ipaddress.IPv6Address  # noqa: F821
    try:
        return kind(ip_string).packed
    except ValueError:
        raise OSError("illegal IP address string passed to inet_pton") from None


def inet_ntop(address_family, packed_ip):
    import ipaddress
    kind = ipaddress.IPv4Address if address_family == AF_INET else ipaddress.IPv6Address  # noqa: F821
    try:
        return str(kind(bytes(packed_ip)))
    except ValueError:
        raise ValueError("invalid length of packed IP address string") from None
