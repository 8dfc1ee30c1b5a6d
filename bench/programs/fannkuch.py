# Permutations and list slices.
def main(n=8):
    count = list(range(1, n + 1))
    max_flips = 0
    checksum = 0
    r = n
    perm1 = list(range(n))
    sign = 1
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        first = perm1[0]
        if first:
            perm = perm1[:]
            flips = 0
            while first:
                perm[: first + 1] = perm[first::-1]
                flips += 1
                first = perm[0]
            max_flips = max(max_flips, flips)
            checksum += sign * flips
        sign = -sign
        while r != n:
            perm1.insert(r, perm1.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        else:
            return checksum, max_flips
