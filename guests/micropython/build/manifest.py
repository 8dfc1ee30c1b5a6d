# What is frozen into the module: byte code in its constants. The rest of the library lies in the pack and, where it is
# wanted often, in the image (library/pack/_preload.py).

