# What MicroPython's own compiler (mpy-cross) needs of ours: its core calls these. Read because USER_C_MODULES names the
# folder above; the guest's module is built by build/port.mk.
SRC_USERMOD_C += $(wildcard $(USERMOD_DIR)/text/*.c $(USERMOD_DIR)/language/*.c) $(USERMOD_DIR)/unicode/ucd.c
# Not -I: there is another mpconfigport.h beside them.
CFLAGS_USERMOD += -iquote $(USERMOD_DIR)
