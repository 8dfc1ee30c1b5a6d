"""The module colorsys. Every number is between 0 and 1, save I and Q."""

ONE_THIRD = 1.0 / 3.0
ONE_SIXTH = 1.0 / 6.0
TWO_THIRD = 2.0 / 3.0


def rgb_to_yiq(r, g, b):
    y = 0.30 * r + 0.59 * g + 0.11 * b
    i = 0.74 * (r - y) - 0.27 * (b - y)
    q = 0.48 * (r - y) + 0.41 * (b - y)
    return y, i, q


def yiq_to_rgb(y, i, q):
    r = y + 0.9468822170900693 * i + 0.6235565819861433 * q
    g = y - 0.27478764629897834 * i - 0.6356910791873801 * q
    b = y - 1.1085450346420322 * i + 1.7090069284064666 * q
    return _unit(r), _unit(g), _unit(b)


def _unit(value):
    return 0.0 if value < 0.0 else 1.0 if value > 1.0 else value


def _hue(r, g, b, high, span):
    """Where on the circle of colours: by the component that is the highest, and how near to it the others are."""
    red, green, blue = (high - r) / span, (high - g) / span, (high - b) / span
    if r == high:
        hue = blue - green
    elif g == high:
        hue = 2.0 + red - blue
    else:
        hue = 4.0 + green - red
    return hue / 6.0 % 1.0


def rgb_to_hls(r, g, b):
    high, low = max(r, g, b), min(r, g, b)
    total, span = high + low, high - low
    lightness = total / 2.0
    if high == low:
        return 0.0, lightness, 0.0
    # 2.0 - high - low and 2.0 - total are not always the same number.
    saturation = span / total if lightness <= 0.5 else span / (2.0 - high - low)
    return _hue(r, g, b, high, span), lightness, saturation


def hls_to_rgb(h, l, s):
    if s == 0.0:
        return l, l, l
    high = l * (1.0 + s) if l <= 0.5 else l + s - l * s
    low = 2.0 * l - high
    return _component(low, high, h + ONE_THIRD), _component(low, high, h), _component(low, high, h - ONE_THIRD)


def _component(low, high, hue):
    hue %= 1.0
    if hue < ONE_SIXTH:
        return low + (high - low) * hue * 6.0
    if hue < 0.5:
        return high
    return low + (high - low) * (TWO_THIRD - hue) * 6.0 if hue < TWO_THIRD else low


def rgb_to_hsv(r, g, b):
    high, low = max(r, g, b), min(r, g, b)
    if high == low:
        return 0.0, 0.0, high
    return _hue(r, g, b, high, high - low), (high - low) / high, high


def hsv_to_rgb(h, s, v):
    if s == 0.0:
        return v, v, v
    sector = int(h * 6.0)
    part = h * 6.0 - sector
    low = v * (1.0 - s)
    falling = v * (1.0 - s * part)
    rising = v * (1.0 - s * (1.0 - part))
    return ((v, rising, low), (falling, v, low), (low, v, rising),
            (low, falling, v), (rising, low, v), (v, low, falling))[sector % 6]
