import colorsys
import random

FUNCTIONS = (colorsys.rgb_to_yiq, colorsys.yiq_to_rgb, colorsys.rgb_to_hls, colorsys.hls_to_rgb,
             colorsys.rgb_to_hsv, colorsys.hsv_to_rgb)
random.seed(3)
COLOURS = [(0, 0, 0), (1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0.2, 0.4, 0.4), (1, 0.5, 1), (255, 0, 128),
           (-1, 0, 1), (0, 0.0, -1), (1, 1, 2), (-1, 1, 0), ("a", "b", "c"), (1, 2, None),
           *[tuple(random.randrange(256) / 255 for _ in range(3)) for _ in range(10)],
           *[tuple(random.uniform(-1, 2) for _ in range(3)) for _ in range(5)]]
for function in FUNCTIONS:
    for colour in COLOURS:
        try:
            print(function.__name__, function(*colour))
        except (TypeError, ZeroDivisionError) as error:
            print(function.__name__, type(error).__name__)
print(colorsys.ONE_THIRD, colorsys.ONE_SIXTH, colorsys.TWO_THIRD)
