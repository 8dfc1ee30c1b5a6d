for v in (1, -1, 255, -255, 0, 12345):
    for f in ('%0+.2x','%0.3x','%0.3d','%+.3d','% .3d','%08.3d','%-8.3d|','%0+8.3x','%#.3x','%#08.4x','%#0.4o','%.0d','%+0.2d','% 0.3d','%0.5X','%#0.4x','%#0+.4x','%0.1x','%#.1o','%#05x','%#0+8x','%0.0x','%i','%05d','%+05d'):
        print(f, repr(f % v))
for v in (1e16, 1.5, 1e-5, 0.0, -0.0, 100.0, 1e22, 123456789.0, float("inf"), float("nan"), 5e-324):
    for f in ('#','#.0f','#.3g','#g','#e','#.0e','#10','#,','#.2','#.0%','+#','#n','#.1'):
        try: print(f, format(v, f))
        except Exception as e: print(f, type(e).__name__)
    for f in ('%#g','%#.0f','%#.0e','%#s'):
        try: print(f, f % v)
        except Exception as e: print(f, type(e).__name__)
print(True.as_integer_ratio(), False.as_integer_ratio())
