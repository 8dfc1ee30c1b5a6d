"""Character classes without case: the long s, the Kelvin sign and their kind, in ranges and alone."""

import re

PATTERNS = """[a-z] [A-Z] [^a-z] [α-ω] [ϐ-ϖ] [Ā-ſ] [à-ý] [\u1e00-\u1eff] [\ufb00-\ufb06] [σ-τ] [ρ-ς] [ᲀ-ᲈ] [K-Å] [\u0390-\u03b0]
[\u1fb0-\u1fe4] [ſ] ſ [i-ı] [İ-ı] [\u2126-\u212b] [\u01c4-\u01cc] [\u01c5] [\U00010400-\U00010410] [\u2126-\U00010410]
[^\u2126-\u212b] [\u0250-\u02af] [st-z] [\\w] [^ſ-ƀ]""".split()
for pattern in PATTERNS:
    match = re.compile("(?i)" + pattern).match
    found = [i for start, end in ((0, 0x2200), (0xfb00, 0xfb10), (0x103f0, 0x10460)) for i in range(start, end) if match(chr(i))]
    print(ascii(pattern), len(found), sum(found), [hex(i) for i in found if i in (0x17f, 0x212a, 0x131, 0xdf, 0x1e9e, 0x73, 0x6b, 0x3c2)])
