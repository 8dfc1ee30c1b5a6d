"""The module ipaddress, without scope ids. An address is a number, a network its first address and a length."""

import re as _re


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


# ---- texts ----


def _number_of_v4(text):
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError("Expected 4 octets in %r" % text)
    number = 0
    for octet in octets:
        if not (octet.isdigit() and octet.isascii()) or len(octet) > 3 or int(octet) > 255:
            raise AddressValueError("Octet %s not permitted in %r" % (octet, text))
        if len(octet) > 1 and octet[0] == "0":
            raise AddressValueError("Leading zeros are not permitted in %r" % text)
        number = number << 8 | int(octet)
    return number


def _number_of_v6(text):
    if "%" in text:
        raise NotImplementedError("ipaddress: scope ids, as in %s, are not there" % text)
    groups = text.split(":")
    if "." in groups[-1]:
        number = _number_of_v4(groups.pop())
        groups += ["%x" % (number >> 16), "%x" % (number & 0xffff)]
    if groups[:2] == ["", ""]:  # so that :: leaves one empty group wherever it stands
        groups = groups[1:]
    if groups[-2:] == ["", ""]:
        groups = groups[:-1]
    gaps = groups.count("")
    if gaps > 1 or len(groups) > 8 or not gaps and len(groups) < 8 or text.count(":") < 2:
        raise AddressValueError("Not the groups of an address in %r" % text)
    if text[0] == ":" != text[1] or text[-1] == ":" != text[-2]:
        raise AddressValueError("Only :: can stand at the ends of %r" % text)
    if gaps:
        at = groups.index("")
        groups[at:at + 1] = ["0"] * (9 - len(groups))
    number = 0
    for group in groups:
        if not _re.fullmatch("[0-9A-Fa-f]{1,4}", group):
            raise AddressValueError("Group %r not permitted in %r" % (group, text))
        number = number << 16 | int(group, 16)
    return number


def _v6_groups(number):
    return ["%x" % (number >> shift & 0xffff) for shift in range(112, -1, -16)]


def _text_of_v6(number):
    if number >> 32 == 0xffff:
        return "::ffff:%s" % _text_of_v4(number & 0xffffffff)
    groups = _v6_groups(number)
    best, length = 0, 1  # the first of the longest runs of zeros
    for start in range(8):
        end = start
        while end < 8 and groups[end] == "0":
            end += 1
        if end - start > length:
            best, length = start, end - start
    if length == 1:
        return ":".join(groups)
    return ":".join(groups[:best]) + "::" + ":".join(groups[best + length:])


def _text_of_v4(number):
    return ".".join([str(octet) for octet in number.to_bytes(4, "big")])


# ---- what both kinds of address have ----


class _Versioned:
    """An address or a network of one version."""

    __slots__ = ()

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def _check_version(self, other):
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))

    def _key_of(self, other):
        """What to compare with, None for another kind of thing."""
        if not isinstance(other, self._kind):
            return None
        self._check_version(other)
        return other._key()

    def __eq__(self, other):
        if not isinstance(other, self._kind):
            return NotImplemented
        return self.version == other.version and self._key() == other._key()

    def __hash__(self):
        return hash((self.version, self._key()))

    def __lt__(self, other):
        key = self._key_of(other)
        return NotImplemented if key is None else self._key() < key

    def __le__(self, other):
        key = self._key_of(other)
        return NotImplemented if key is None else self._key() <= key

    def __gt__(self, other):
        key = self._key_of(other)
        return NotImplemented if key is None else self._key() > key

    def __ge__(self, other):
        key = self._key_of(other)
        return NotImplemented if key is None else self._key() >= key

    @property
    def compressed(self):
        return str(self)


_ranges = {}  # (first number, last number) of texts of networks


def _are_in(number, other, networks, network_class):
    """Whether two numbers lie in one of the networks."""
    if networks not in _ranges:
        made = [network_class(text) for text in networks.split()]
        _ranges[networks] = [(net._first, net._last) for net in made]
    for first, last in _ranges[networks]:
        if first <= number and other <= last:
            return True
    return False


class _Address(_Versioned):
    __slots__ = ("_ip",)

    def __init__(self, address):
        if isinstance(address, int):
            if not 0 <= address >> self.max_prefixlen < 1:
                raise AddressValueError("%d is not an IPv%d address" % (address, self.version))
            self._ip = int(address)
        elif isinstance(address, bytes):
            if len(address) * 8 != self.max_prefixlen:
                raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address" % (
                    address, len(address), self.max_prefixlen // 8, self.version))
            self._ip = int.from_bytes(address, "big")
        else:
            self._ip = self._number_of(str(address))

    def _key(self):
        return self._ip

    def __str__(self):
        return self._text_of(self._ip)

    def __int__(self):
        return self._ip

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __format__(self, spec):
        if not spec or spec[-1] == "s":
            return format(str(self), spec)
        match = _re.fullmatch("(#?)(_?)([xbnX])", spec)
        if match is None:
            return super().__format__(spec)
        sign, grouping, base = match.groups()
        if base == "n":
            base = "b" if self.version == 4 else "x"
        width = self.max_prefixlen // (1 if base == "b" else 4)
        width += (width // 4 - 1 if grouping else 0) + 2 * len(sign)
        return format(self._ip, "%s0%d%s%s" % (sign, width, grouping, base))

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")

    def _is_in(self, networks):
        return _are_in(self._ip, self._ip, networks, self._network_class)

    @property
    def is_private(self):
        return self._is_in(self._PRIVATE) and not self._is_in(self._GLOBAL)

    @property
    def is_global(self):
        return not self.is_private and not self._is_in(self._SHARED)

    @property
    def is_multicast(self):
        return self._is_in(self._MULTICAST)

    @property
    def is_reserved(self):
        return self._is_in(self._RESERVED)

    @property
    def is_loopback(self):
        return self._is_in(self._LOOPBACK)

    @property
    def is_link_local(self):
        return self._is_in(self._LINK_LOCAL)

    @property
    def is_unspecified(self):
        return self._ip == 0


_Address._kind = _Address


class _V4:
    version = 4
    max_prefixlen = 32
    _number_of, _text_of = staticmethod(_number_of_v4), staticmethod(_text_of_v4)
    _PRIVATE = ("0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
                "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4")
    _GLOBAL = "192.0.0.9 192.0.0.10"
    _SHARED = "100.64.0.0/10"
    _MULTICAST, _RESERVED, _LOOPBACK, _LINK_LOCAL = "224.0.0.0/4", "240.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16"

    @property
    def exploded(self):
        return str(self)


class _V6:
    version = 6
    max_prefixlen = 128
    _number_of, _text_of = staticmethod(_number_of_v6), staticmethod(_text_of_v6)
    _PRIVATE = ("::1 :: ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 fc00::/7 "
                "fe80::/10")
    _GLOBAL = "2001:1::1 2001:1::2 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28"
    _SHARED = ""
    _RESERVED = "::/3 4000::/2 8000::/2 c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9"
    _MULTICAST, _LOOPBACK, _LINK_LOCAL, _SITE_LOCAL = "ff00::/8", "::1", "fe80::/10", "fec0::/10"


class IPv4Address(_V4, _Address):
    __slots__ = ()

    @property
    def reverse_pointer(self):
        return ".".join(str(self).split(".")[::-1]) + ".in-addr.arpa"

    @property
    def ipv6_mapped(self):
        return IPv6Address(0xffff << 32 | self._ip)


class IPv6Address(_V6, _Address):
    __slots__ = ()

    scope_id = None

    @property
    def exploded(self):
        return ":".join(["%04x" % int(group, 16) for group in _v6_groups(self._ip)])

    @property
    def reverse_pointer(self):
        return ".".join(self.exploded.replace(":", "")[::-1]) + ".ip6.arpa"

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xffffffff) if self._ip >> 112 == 0x2002 else None

    @property
    def is_site_local(self):
        return self._is_in(self._SITE_LOCAL)


def _as_mapped(name):
    """A property of IPv6 addresses that the IPv4 address within answers."""
    own = getattr(_Address, name).fget
    return property(lambda self: own(self) if self._ip >> 32 != 0xffff else getattr(self.ipv4_mapped, name))


for _name in "is_private is_global is_multicast is_reserved is_loopback is_link_local is_unspecified".split():
    setattr(IPv6Address, _name, _as_mapped(_name))


# ---- networks ----


def _split(address, version_class):
    """The address and the length of its prefix, of what networks and interfaces are made from."""
    length = version_class.max_prefixlen
    if isinstance(address, tuple):
        if len(address) > 1:
            return address[0], _length_of(address[1], version_class)
        return address[0], length
    if isinstance(address, (int, bytes)):
        return address, length
    text, slash, mask = str(address).partition("/")
    if "/" in mask:
        raise AddressValueError("Only one '/' permitted in %r" % address)
    return text, _length_of(mask, version_class) if slash else length


def _length_of(mask, version_class):
    bits = version_class.max_prefixlen
    if isinstance(mask, int) or mask.isdigit() and mask.isascii():
        if 0 <= int(mask) <= bits:
            return int(mask)
    elif version_class is _V4:
        try:
            number = _number_of_v4(mask)
            for hosts in (number ^ 0xffffffff, number):  # as a netmask, or as a mask of the hosts
                if not hosts & hosts + 1:
                    return bits - hosts.bit_length()
        except AddressValueError:
            pass
    raise NetmaskValueError("%r is not a valid netmask" % (mask,))


class _WithMasks:
    """The texts of networks and interfaces; `_shown` names the address that stands in front of the mask."""

    @property
    def with_prefixlen(self):
        return str(self)

    @property
    def with_netmask(self):
        return "%s/%s" % (getattr(self, self._shown), self.netmask)

    @property
    def with_hostmask(self):
        return "%s/%s" % (getattr(self, self._shown), self.hostmask)


class _Network(_WithMasks, _Versioned):
    _shown = "network_address"

    def __init__(self, address, strict=True):
        address, self._prefixlen = _split(address, self._version_class)
        self.network_address = self._address_class(address)
        self._size = 1 << self.max_prefixlen - self._prefixlen
        self._first = self.network_address._ip & -self._size
        self._last = self._first + self._size - 1
        if self._first != self.network_address._ip:
            if strict:
                raise ValueError("%s has host bits set" % self)
            self.network_address = self._address_class(self._first)

    def _key(self):
        return self._first, self._prefixlen

    def __str__(self):
        return "%s/%d" % (self.network_address, self._prefixlen)

    @property
    def exploded(self):
        return "%s/%d" % (self.network_address.exploded, self._prefixlen)

    @property
    def prefixlen(self):
        return self._prefixlen

    @property
    def num_addresses(self):
        return self._size

    @property
    def broadcast_address(self):
        return self._address_class(self._last)

    @property
    def netmask(self):
        return self._address_class((1 << self.max_prefixlen) - self._size)

    @property
    def hostmask(self):
        return self._address_class(self._size - 1)

    def __iter__(self):
        return self._between(self._first, self._last)

    def _between(self, first, last):
        while first <= last:
            yield self._address_class(first)
            first += 1

    def hosts(self):
        """All addresses but the first, and that for everybody; of networks of one or two, all."""
        if self._size == 1:
            return [self.network_address]
        if self._size == 2:
            return iter(self)
        return self._between(self._first + 1, self._last - (self.version == 4))

    def __getitem__(self, n):
        if not -self._size <= n < self._size:
            raise IndexError("address out of range")
        return self._address_class(self._first + n % self._size)

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _Network):
            return False
        return self._first <= other._ip <= self._last

    def overlaps(self, other):
        return self.version == other.version and self._first <= other._last and other._first <= self._last

    def subnet_of(self, other):
        self._check_version(other)
        return other._first <= self._first and self._last <= other._last

    def supernet_of(self, other):
        return other.subnet_of(self)

    def compare_networks(self, other):
        self._check_version(other)
        return (self._key() > other._key()) - (self._key() < other._key())

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        if self._size == 1:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        length = self._prefixlen + prefixlen_diff
        if length > self.max_prefixlen:
            raise ValueError("prefix length diff %d is invalid for netblock %s" % (length, self))
        first = self._first
        while first <= self._last:
            yield type(self)((first, length))
            first += self._size >> prefixlen_diff

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = self._prefixlen - new_prefix
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError("current prefixlen is %d, cannot have a prefixlen_diff of %d" % (
                self._prefixlen, prefixlen_diff))
        return type(self)((self._first, length), strict=False)

    def address_exclude(self, other):
        self._check_version(other)
        if not isinstance(other, _Network):
            raise TypeError("%s is not a network object" % other)
        if not other.subnet_of(self):
            raise ValueError("%s not contained in %s" % (other, self))
        whole = self
        while whole != other:
            left, right = whole.subnets()
            whole = left if other.subnet_of(left) else right
            yield right if whole is left else left

    def _both(self, name):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    is_multicast = property(lambda self: self._both("is_multicast"))
    is_reserved = property(lambda self: self._both("is_reserved"))
    is_loopback = property(lambda self: self._both("is_loopback"))
    is_link_local = property(lambda self: self._both("is_link_local"))
    is_unspecified = property(lambda self: self._both("is_unspecified"))

    def _is_within(self, networks):
        return _are_in(self._first, self._last, networks, type(self))

    @property
    def is_private(self):
        return self._is_within(self._PRIVATE) and not (
            self.network_address._is_in(self._GLOBAL) or self.broadcast_address._is_in(self._GLOBAL))

    @property
    def is_global(self):
        return not self.is_private and not self._is_within(self._SHARED)


_Network._kind = _Network


class IPv4Network(_V4, _Network):
    _version_class, _address_class = _V4, IPv4Address


class IPv6Network(_V6, _Network):
    _version_class, _address_class = _V6, IPv6Address

    @property
    def exploded(self):
        return _Network.exploded.fget(self)

    @property
    def is_site_local(self):
        return self._both("is_site_local")


IPv4Address._network_class, IPv6Address._network_class = IPv4Network, IPv6Network


# ---- addresses with their networks ----


class _Interface(_WithMasks):
    _shown = "ip"

    def __init__(self, address):
        address, length = _split(address, self._network_class._version_class)
        super().__init__(address)
        self.network = self._network_class((self._ip, length), strict=False)
        self.netmask = self.network.netmask
        self.hostmask = self.network.hostmask

    def __str__(self):
        return "%s/%d" % (self._text_of(self._ip), self.network.prefixlen)

    def _key(self):
        return self.network._key(), self._ip

    def __eq__(self, other):
        if isinstance(other, _Address) and not isinstance(other, _Interface):
            return False
        return super().__eq__(other)

    __hash__ = _Versioned.__hash__

    @property
    def ip(self):
        return self._network_class._address_class(self._ip)


class IPv4Interface(_Interface, IPv4Address):
    _kind = _Interface


class IPv6Interface(_Interface, IPv6Address):
    _kind = _Interface


# ---- functions ----


def _of_either(address, classes, kind, **how):
    for each in classes:
        try:
            return each(address, **how)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError("%r does not appear to be an IPv4 or IPv6 %s" % (address, kind))


def ip_address(address):
    return _of_either(address, (IPv4Address, IPv6Address), "address")


def ip_network(address, strict=True):
    return _of_either(address, (IPv4Network, IPv6Network), "network", strict=strict)


def ip_interface(address):
    return _of_either(address, (IPv4Interface, IPv6Interface), "interface")


def v4_int_to_packed(address):
    return address.to_bytes(4, "big")


def v6_int_to_packed(address):
    return address.to_bytes(16, "big")


def summarize_address_range(first, last):
    if not (isinstance(first, _Address) and isinstance(last, _Address)):
        raise TypeError("first and last must be IP addresses, not networks")
    first._check_version(last)
    if first > last:
        raise ValueError("last IP address must be greater than first")
    return _summarized(first._network_class, first._ip, last._ip)


def _summarized(network_class, first, last):
    while first <= last:
        bits = (last - first + 1).bit_length() - 1
        if first:
            bits = min(bits, (first & -first).bit_length() - 1)
        yield network_class((first, network_class.max_prefixlen - bits))
        first += 1 << bits


def collapse_addresses(addresses):
    ranges, some = [], None
    for each in addresses:
        some = some or each
        some._check_version(each)
        ranges.append((each._ip, each._ip) if isinstance(each, _Address) else (each._first, each._last))
    return _collapsed(sorted(ranges), some)


def _collapsed(ranges, some):
    while ranges:
        first, last = ranges.pop(0)
        while ranges and ranges[0][0] <= last + 1:
            last = max(last, ranges.pop(0)[1])
        yield from _summarized(getattr(some, "_network_class", type(some)), first, last)


def get_mixed_type_key(obj):
    if isinstance(obj, _Network):
        return obj.version, obj.network_address, obj.netmask
    return (obj.version, obj) if isinstance(obj, _Address) else NotImplemented
