import random
random.seed(4)
for k in range(60):
    n = random.getrandbits(random.randrange(1, 300)) * random.choice((1,-1,10**random.randrange(20)))
    print(n, f"{n:,}", f"{n:_}", f"{n:x}", f"{n:b}"[:80], f"{n:o}", f"{n:_x}", hex(n), int(str(n)) == n, int(f"{n:x}",16)==n)
for e in range(0, 60, 3): print(10**e, 10**e-1, f"{10**e:,}", 2**e, f"{2**e:#_b}", f"{-10**e:,}")
