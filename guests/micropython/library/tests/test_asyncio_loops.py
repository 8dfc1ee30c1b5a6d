"""Which event loop is the current one, before and after asyncio.run()."""

import asyncio
import warnings

warnings.simplefilter("ignore")
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
async def w(): return 1
l = asyncio.get_event_loop()
t(lambda: l.run_until_complete(w()))
t(lambda: asyncio.get_event_loop() is l)
l.close()
t(lambda: asyncio.get_event_loop() is l)
def x():
    c = w()
    try: return asyncio.get_event_loop().run_until_complete(c)
    finally: c.close()
t(x)
m = asyncio.new_event_loop(); asyncio.set_event_loop(m)
t(lambda: asyncio.get_event_loop() is m)
t(lambda: m.run_until_complete(w()))
t(lambda: asyncio.run(w()))
t(lambda: asyncio.get_event_loop())
t(lambda: asyncio.run(w()))
asyncio.set_event_loop(m)
t(lambda: asyncio.get_event_loop() is m)
with asyncio.Runner(loop_factory=asyncio.new_event_loop) as r: t(lambda: r.run(w()))
t(lambda: asyncio.get_event_loop() is m)
with asyncio.Runner() as r: t(lambda: r.run(w())); t(lambda: asyncio.get_event_loop() is r.get_loop())
t(lambda: asyncio.get_event_loop())
