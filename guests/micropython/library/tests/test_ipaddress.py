"""Addresses, networks and interfaces of both versions."""

import ipaddress
from ipaddress import (AddressValueError, IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network,
                       NetmaskValueError, collapse_addresses, ip_address, ip_interface, ip_network, summarize_address_range)


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)


TEXTS = """0.0.0.0 1.2.3.4 255.255.255.255 256.1.1.1 1.2.3 1.2.3.4.5 01.2.3.4 1.2.3.04 1.2.3.-4 1.2.3.a 1..2.3 1.2.3.4/8 .1.2.3 1.2.3.0004
    :: ::1 1:: 1::8 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:: ::2:3:4:5:6:7:8 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1::2::3 :1 1: ::: :::1 1::: 12345:: g:: ::1.2.3.4 ::ffff:1.2.3.4 ::ffff:0:1
    1:2:3:4:5:6:1.2.3.4 1:2:3:4:5:6:7:1.2.3.4 ::1.2.3 FE80::ABCD 2001:0DB8:0000:0000:0000:ff00:0042:8329 0:0:1:0:0:0:1:0 1:0:0:2:0:0:0:3 1:0:2:3:4:5:6:7 :1:2:3:4:5:6:7 1:2:3:4:5:6:7: x""".split()
for text in TEXTS: t(lambda: ip_address(text))
for value in ("", " 1.2.3.4", "1.2.3.4 ", "١.2.3.4", 0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 128 - 1, 2 ** 128, -1, b"\1\2\3\4", b"\0" * 16, b"123", None, 1.5, IPv4Address("1.2.3.4"), True): t(lambda: ip_address(value))
for made in (lambda: IPv4Address("x"), lambda: IPv6Address("1.2.3.4"), lambda: IPv4Address(2 ** 32), lambda: IPv4Address(-1)):
    try: made()
    except AddressValueError as e: print(isinstance(e, ValueError))
try: ip_address("bad")
except ValueError as e: print(e)
try: ip_network("1.2.3.4/8")
except ValueError as e: print(e)
try: ip_network("bad/8")
except ValueError as e: print(e)

NAMES = "is_private is_global is_multicast is_reserved is_loopback is_link_local is_unspecified".split()
for text in """0.0.0.0 0.0.0.1 8.8.8.8 10.0.0.1 100.64.0.1 127.0.0.1 169.254.1.1 172.16.0.1 172.32.0.1 192.0.0.1 192.0.0.9 192.0.0.10 192.0.0.170 192.0.2.1 192.168.1.1 198.18.0.1 198.20.0.1 198.51.100.7 203.0.113.5
    224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::2 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:127.0.0.1 ::ffff:224.0.0.1 ::ffff:0.0.0.0 ::ffff:100.64.0.1 64:ff9b:1::1 64:ff9b::1 100::1 2001::1 2001:1::1 2001:4:112::1 2001:20::1 2001:db8::1 2002::1
    2000::1 2606:4700::1111 3fff::1 3fff:1000::1 4000::1 9000::1 fc00::1 fd00::1 fe80::1 fec0::1 ff02::1 e000::1 f000::1 f800::1 fe00::1 fdff::""".split():
    a = ip_address(text); print(a, "".join(str(int(getattr(a, name))) for name in NAMES), a.is_site_local if a.version == 6 else "")

a = ip_address("192.168.0.1"); b = ip_address("2001:db8::ff00:42:8329")
print(int(a), int(b), a.packed, b.packed, a.exploded, b.exploded, b.compressed, a.version, b.max_prefixlen, a.reverse_pointer, b.reverse_pointer, str(a), f"{a}", f"{a:>15s}|{a:<14}|" if 0 else f"{a:s}")
print(a + 5, a - 2, b + 1, a + 1 > a, a < a, a <= a, a >= a, a == IPv4Address(int(a)), a == "192.168.0.1", a != b, len({a, IPv4Address("192.168.0.1")}), hash(a) == hash(IPv4Address(int(a))), bool(ip_address(0)))
for f in (lambda: a < b, lambda: a + 2 ** 32, lambda: IPv4Address(0) - 1, lambda: a - a, lambda: a + "1", lambda: a < 3, lambda: 1 + a, lambda: a == b, lambda: a < ip_network("1.0.0.0/8"), lambda: a.nope, lambda: len(a)): t(f)
for spec in ("b", "x", "X", "n", "#b", "#x", "_b", "#_x", "s", "d"): t(lambda: format(a, spec)); t(lambda: format(b, spec))
print(b.ipv4_mapped, ip_address("::ffff:1.2.3.4").ipv4_mapped, a.ipv6_mapped, ip_address("2002:102:304::").sixtofour, b.sixtofour, b.scope_id, sorted(map(ip_address, ["10.0.0.10", "9.0.0.1", "10.0.0.9"])))

for text in """10.0.0.0/8 10.0.0.1/8 10.0.0.0 1.2.3.4/32 1.2.3.4/31 0.0.0.0/0 10.0.0.0/255.0.0.0 10.0.0.0/0.255.255.255 10.0.0.0/255.0.255.0 1.2.3.4/33 1.2.3.4/-1 1.2.3.4/ 1.2.3.4/8/8 10.0.0.0/08 10.0.0.0/x 10.0.0.0/255.255.255.255 10.0.0.0/0.0.0.0 10.0.0.0/255.255.0.0
    2001:db8::/32 2001:db8::1/32 2001:db8::/129 ::/0 ::1 ::1/128 2001:db8::/ffff:: /8 1.2.3/8""".split(): t(lambda: ip_network(text)); t(lambda: ip_network(text, strict=False))
for value in (("10.0.0.0", 8), ("10.0.0.0", "255.0.0.0"), ("10.0.0.0",), (10 << 24, 8), 5, b"\1\2\3\4", ("::", 64), IPv4Network("1.0.0.0/8"), IPv4Address("1.2.3.4"), ("1.2.3.4", 8), 2 ** 40): t(lambda: ip_network(value))
n = ip_network("192.168.1.0/24"); s = ip_network("2001:db8::/126")
for net in (n, s, ip_network("10.0.0.0/31"), ip_network("10.0.0.4/32"), ip_network("::/127"), ip_network("::4/128"), ip_network("0.0.0.0/0")):
    print(net, net.network_address, net.broadcast_address, net.netmask, net.hostmask, net.prefixlen, net.num_addresses, net.with_prefixlen, net.with_netmask, net.with_hostmask, net.compressed, net.exploded, net.version, net.max_prefixlen)
    if net.num_addresses < 9: print(list(net), list(net.hosts()))
    print(net[0], net[-1], [int(getattr(net, name)) for name in NAMES])
print(len(list(n.hosts())), next(n.hosts()), list(n.hosts())[-1], next(iter(n)), n[5], n[-2]); t(lambda: n[256]); t(lambda: n[-257]); t(lambda: len(n)); t(lambda: "192.168.1.1" in n)
print(a in n, ip_address("192.168.1.7") in n, b in n, b in s, n in n, n.overlaps(ip_network("192.168.0.0/16")), n.overlaps(s), n.subnet_of(ip_network("192.168.0.0/16")), n.supernet_of(n), n.supernet_of(ip_network("192.168.0.0/16"))); t(lambda: n.subnet_of(s))
print(list(n.subnets()), list(n.subnets(2)), list(n.subnets(new_prefix=26))[-1], list(ip_network("1.2.3.4/32").subnets()), n.supernet(), n.supernet(8), n.supernet(new_prefix=20), ip_network("::/0").supernet(), sum(1 for _ in n.subnets(8)))
for f in (lambda: list(n.subnets(9)), lambda: list(n.subnets(-1)), lambda: list(n.subnets(new_prefix=20)), lambda: list(n.subnets(2, 26)), lambda: n.supernet(25), lambda: n.supernet(new_prefix=25), lambda: n.supernet(2, 20), lambda: n < s, lambda: n == s, lambda: n < 3, lambda: n < a, lambda: hash(n) == hash(ip_network("192.168.1.0/24")), lambda: n.compare_networks(s)): t(f)
print(n == ip_network("192.168.1.0/24"), n == ip_network("192.168.1.0/25"), n < ip_network("192.168.1.0/25"), n <= n, n > ip_network("10.0.0.0/8"), n.compare_networks(ip_network("192.168.2.0/24")), n.compare_networks(n), n != "x", sorted([n, ip_network("10.0.0.0/16"), ip_network("10.0.0.0/8")]), len({n, ip_network("192.168.1.0/24")}))
print(list(n.address_exclude(ip_network("192.168.1.64/26"))), list(n.address_exclude(n))); t(lambda: list(n.address_exclude(s))); t(lambda: list(n.address_exclude(ip_network("10.0.0.0/8")))); t(lambda: list(n.address_exclude(a)))
for text in "10.0.0.0/8 8.0.0.0/6 100.64.0.0/10 192.0.0.0/24 192.0.0.9/32 192.0.0.8/31 192.0.0.8/29 192.168.0.0/15 224.0.0.0/4 127.0.0.0/16 fe80::/64 2001:db8::/31 ::/128 fec0::/12 8.8.8.0/24 2606::/16".split(): net = ip_network(text); print(net, [int(getattr(net, name)) for name in NAMES])

i = ip_interface("192.168.1.5/24"); j = IPv6Interface("2001:db8::1/64")
for each in (i, j): print(repr(each), each, each.ip, each.network, each.netmask, each.hostmask, each.with_prefixlen, each.with_netmask, each.with_hostmask, int(each), each.version, each.is_private, each.packed)
print(i == ip_interface("192.168.1.5/24"), i == ip_interface("192.168.1.5/25"), i == ip_address("192.168.1.5"), ip_address("192.168.1.5") == i, i < ip_interface("192.168.1.6/24"), i in n, isinstance(i, IPv4Address), hash(i) == hash(ip_interface("192.168.1.5/24")), i + 1, IPv4Interface(5), IPv4Interface(("1.2.3.4", 8)))
for text in ("1.2.3.4", "1.2.3.4/33", "x/8", "1.2.3.4/255.255.255.0", "::1/64"): t(lambda: ip_interface(text))

print(list(summarize_address_range(ip_address("192.0.2.0"), ip_address("192.0.2.130"))), list(summarize_address_range(IPv4Address(0), IPv4Address(2 ** 32 - 1))), list(summarize_address_range(a, a)), list(summarize_address_range(ip_address("::1"), ip_address("::8"))))
for f in (lambda: summarize_address_range(a, b), lambda: list(summarize_address_range(a + 1, a)), lambda: list(summarize_address_range(n, n))): t(lambda: list(f()))
print(list(collapse_addresses([ip_network("192.0.2.0/25"), ip_network("192.0.2.128/25")])), list(collapse_addresses([a, a + 1, a + 2, a])), list(collapse_addresses([])), list(collapse_addresses([n, ip_network("192.168.1.128/25"), ip_network("10.0.0.0/8"), ip_address("9.255.255.255")])), list(collapse_addresses(ip_network("::/120").subnets(3)))); t(lambda: list(collapse_addresses([n, s])))
print(sorted([n, a, ip_network("10.0.0.0/8"), ip_address("10.0.0.1")][:1], key=ipaddress.get_mixed_type_key), ipaddress.v4_int_to_packed(5), ipaddress.v6_int_to_packed(5))
try: IPv4Network("1.0.0.0/33")
except NetmaskValueError as e: print(e)
