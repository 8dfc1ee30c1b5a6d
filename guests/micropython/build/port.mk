# Compiles MicroPython with our C into objects and links them: what guests/micropython/build/*.py calls with make.
#
# Run in guests/. Wants: TOP (patched source tree), BUILD (where results go), SYSROOT (wasi-libc), FEATURES, and
# STRESS=1 for the build that collects garbage at every allocation. Nothing is frozen into the module.

include $(TOP)/py/mkenv.mk

QSTR_DEFS = micropython/qstrdefsport.h
vpath mpconfigport.h micropython

include $(TOP)/py/py.mk
include $(TOP)/extmod/extmod.mk

CC = clang-19
# Reads the sources for names (qstrs) only.
CPP = clang-19 -E $(TARGET)
TARGET = --target=wasm32-wasi --sysroot=$(SYSROOT)

INC += -Imicropython -Imicropython/include -I. -I$(TOP) -I$(BUILD)
CFLAGS += $(TARGET) $(FEATURES) -mllvm -enable-emscripten-sjlj -std=gnu11 -Oz -DNDEBUG -fno-strict-aliasing -fwrapv \
  -fno-builtin-printf -fno-math-errno -ffile-prefix-map=$(TOP)/= -ffile-prefix-map=$(BUILD)/= \
  -Wall -Wno-unused-command-line-argument $(INC)
ifeq ($(STRESS),1)
CFLAGS += -DHEAP_STRESS
endif

# heap.c, interrupt.c, interned.c, memory_files.c and language/range.c take their place.
LEFT_OUT = py/gc.o py/scheduler.o py/qstr.o py/objstringio.o py/objrange.o

SRC_OTHER = micropython/inflate/inflate.c vfs/vfs.c vfs/tree.c vfs/node.c vfs/pack.c vfs/host.c vfs/requests.c
SRC_OWN = $(sort $(filter-out $(SRC_OTHER) %_fuzz.c,$(wildcard micropython/*.c micropython/*/*.c)))
SRC_SHARED = shared/timeutils/timeutils.c shared/runtime/interrupt_char.c
SRC_QSTR += $(SRC_OWN) $(SRC_SHARED)

# Linked in this order, the variables that every run writes to, and then the frames of Python functions (guest.c), lie on
# one page, which py/mpstate.c begins.
FIRST_OBJ = $(addprefix $(BUILD)/,py/mpstate.o py/compile.o py/nlr.o py/obj.o \
  $(addprefix micropython/,heap.o interned.o interrupt.o throw.o hal.o module.o driver.o report.o files.o) \
  vfs/node.o vfs/tree.o vfs/pack.o micropython/guest.o)
OBJ += $(filter-out $(addprefix $(BUILD)/,$(LEFT_OUT)),$(PY_O))
OBJ += $(addprefix $(BUILD)/,$(SRC_SHARED:.c=.o) $(SRC_OWN:.c=.o) $(SRC_OTHER:.c=.o))

# What programs spend their time in; the rest is made small.
HOT = $(addprefix py/, vm map obj objint objint_mpz objstr objlist objtuple objdict objtype objfun objgenerator \
  objclosure objboundmeth objfloat objset objgetitemiter objpolyiter objenumerate objzip objmap \
  runtime bc mpz smallint sequence pystack argcheck nlr nlrsetjmp cstack vstr unicode opmethods \
  parsenum mpstate malloc objnamedtuple \
  modbuiltins print) \
  $(addprefix micropython/,heap interned interrupt language/range regex/matcher \
  modules/functools modules/random)
$(addprefix $(BUILD)/,$(addsuffix .o,$(HOT))): CFLAGS += -O2 -fno-unroll-loops
# Loops over the digits of large ints are twice as fast unrolled; elsewhere it makes nothing faster.
$(BUILD)/py/mpz.o: CFLAGS += -funroll-loops
# What compiles a program, and what goes through much of its data.
WARM = $(addprefix py/, objarray binary mpprint objstrunicode objreversed) \
  $(addprefix micropython/,cbor line_ends memory_files $(patsubst micropython/%.c,%,$(wildcard \
  micropython/modules/*.c micropython/regex/re.c micropython/text/*.c)))
$(addprefix $(BUILD)/,$(addsuffix .o,$(filter-out $(HOT),$(WARM)))): CFLAGS += -Os

OWN_WARNINGS = -Wextra -Wno-unused-parameter -Werror
$(BUILD)/micropython/%.o: CFLAGS += $(OWN_WARNINGS)
$(BUILD)/vfs/%.o: CFLAGS += $(OWN_WARNINGS) -isystem micropython/inflate
$(BUILD)/micropython/inflate/%.o: CFLAGS += -isystem micropython/inflate

LINK_FLAGS = -mexec-model=reactor \
  -Wl,-z,stack-size=$(STACK_BYTES) -Wl,--stack-first -Wl,--max-memory=$(MEMORY_BYTES_MAX) \
  -Wl,--export=__stack_pointer -Wl,--strip-debug -Wl,--gc-sections -Wl,--allow-undefined-file=$(BUILD)/imports

all: $(BUILD)/linked.wasm

$(BUILD)/imports:
	$(Q)printf 'throw\n' > $@

$(BUILD)/linked.wasm: $(OBJ) $(BUILD)/imports
	$(ECHO) "LINK $@"
	$(Q)$(CC) $(TARGET) $(LINK_FLAGS) -o $@ $(FIRST_OBJ) $(filter-out $(FIRST_OBJ),$(OBJ)) -lm

include $(TOP)/py/mkrules.mk
