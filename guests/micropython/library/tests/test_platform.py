"""What the glass looks like from inside."""

import platform
for name in ("python_version", "python_version_tuple", "system", "machine", "platform", "release", "version", "node", "processor",
             "architecture", "uname"):
    print(name, repr(getattr(platform, name)()))
u = platform.uname()
print(u.system, u.processor, u[4], u[-1], len(u), u[:2], tuple(u), u == platform.uname(), u._asdict())
print(platform.platform(terse=True), platform.platform(aliased=True))
print(platform.python_implementation() in ("CPython", "MicroPython"), f"{platform.system()} {platform.release()}")
