"""Complex numbers from text and from other numbers."""


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
for s in ['-1.23+4.5j','1+2j','-1-2j','-1+2j','1-2j','+1+2j','-j','j','+j','-1.5','1e-3-2e+4j','-1e3+j','-0+0j','-0.0-0.0j','0-0j','-infj','inf-nanj','(1+2j)',' ( -1 + 2j ) ','( -1+2j )','1+2','1j+2','1+2j+3','e7','.','e7 ','. ','1_0+2_0j','-.5+.5j','-5J','nan+infj','-nan-infinityj','1+','+','-','1-+2j','1+-2j','--1','j1','1jj','1e5j','-1e5j','1E5+1E5J']:
    t(lambda: complex(s))
t(lambda: complex(-1.5, 2)); t(lambda: complex('-1', 2)); t(lambda: complex(1, '2')); t(lambda: complex(-0.0, -0.0)); t(lambda: complex(-2j)); t(lambda: complex(1j, 1j)); t(lambda: complex(True)); t(lambda: complex()); t(lambda: complex(10**400))
