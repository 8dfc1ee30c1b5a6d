# What is frozen into the module: byte code in its constants, which costs a sandbox no memory.

include("$(MPY_DIR)/extmod/asyncio")  # noqa: F821
freeze("$(PORT_DIR)/micropython/library/frozen", opt=0)  # noqa: F821
