"""TLS for a place without a network. Stands for ssl, so that urllib, http.client and smtplib import and then fail
where they connect, with the sentence of socket.py."""

from enum import IntEnum, IntFlag

from socket import _SENTENCE

OPENSSL_VERSION = "none (no network in the glass)"
OPENSSL_VERSION_INFO = (0, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0
HAS_SNI = HAS_ALPN = True
HAS_TLSv1_2 = HAS_TLSv1_3 = True

VerifyMode = IntEnum("VerifyMode", {"CERT_NONE": 0, "CERT_OPTIONAL": 1, "CERT_REQUIRED": 2})
_SSLMethod = IntEnum("_SSLMethod", {"PROTOCOL_TLS": 2, "PROTOCOL_TLS_CLIENT": 16, "PROTOCOL_TLS_SERVER": 17})
TLSVersion = IntEnum("TLSVersion", {"MINIMUM_SUPPORTED": -2, "TLSv1_2": 771, "TLSv1_3": 772, "MAXIMUM_SUPPORTED": -1})
Options = IntFlag("Options", {"OP_ALL": 0x80000050, "OP_NO_SSLv3": 0x2000000, "OP_NO_COMPRESSION": 0x20000})
Purpose = IntEnum("Purpose", {"SERVER_AUTH": 1, "CLIENT_AUTH": 2})
for _kind in (VerifyMode, _SSLMethod, Options):
    globals().update(_kind.__members__)
del _kind


class SSLError(OSError):
    pass


class SSLZeroReturnError(SSLError):
    pass


class SSLWantReadError(SSLError):
    pass


class SSLWantWriteError(SSLError):
    pass


class SSLSyscallError(SSLError):
    pass


class SSLEOFError(SSLError):
    pass


class SSLCertVerificationError(SSLError, ValueError):
    pass


CertificateError = SSLCertVerificationError


def _refuse(*args, **kwargs):
    raise SSLError(0, _SENTENCE)


class SSLSocket:
    def __init__(self, *args, **kwargs):
        _refuse()


class SSLObject(SSLSocket):
    pass


class MemoryBIO(SSLSocket):
    pass


class SSLContext:
    """Can be made and set up, because programs do that before they connect; nothing can be wrapped in it."""

    def __init__(self, protocol=2):
        self.protocol = protocol
        self.check_hostname = True
        self.verify_mode = VerifyMode.CERT_REQUIRED
        self.minimum_version = TLSVersion.TLSv1_2
        self.maximum_version = TLSVersion.MAXIMUM_SUPPORTED
        self.options = 0
        self.post_handshake_auth = False

    def _accept(self, *args, **kwargs):
        pass

    load_verify_locations = load_default_certs = load_cert_chain = set_default_verify_paths = _accept
    set_ciphers = set_alpn_protocols = _accept
    wrap_socket = wrap_bio = _refuse


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    return SSLContext()


def _create_unverified_context(*args, **kwargs):
    return SSLContext()


_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context
wrap_socket = get_server_certificate = _refuse
