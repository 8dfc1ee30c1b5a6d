#!/usr/bin/env python3
"""Makes a WebAssembly module keep every pointer that is alive over a call in linear memory.

    spill_pointers.py IN.wasm OUT.wasm --root gc_collect [--keep-name memcpy]...

A collector of garbage that scans the stack in linear memory conservatively does not see what lives in locals and on
the operand stack. This program gives each function that needs it a frame of its own on that stack, and stores there,
right before a call below which garbage may be collected, every local and operand of type i32 or i64 that is still
wanted after it. It must be the last program that changes the module: what optimised it afterwards might move a pointer
into a local that was not alive before. (A compiler of the finished module has to keep the stores, because the memory
is visible to the function that is called.)

What makes it cheap:
- Calls of functions from which no root can be reached store nothing. (A root is a function named with --root; through
  a table, and through an import of the module "env", every function may be reached; through others, none.)
- A value that can be no pointer (a comparison, a byte, a constant) is not stored.
- A value that is in its place already is not stored again.
- A local that changes outside the loop in which it must be in its place is stored when it changes.

Needs: names of functions (the name section), a first global that is the stack pointer, and code without what came
after bulk memory operations, sign extension and saturating conversions. Anything else ends the program.
"""

import argparse
import sys
from pathlib import Path

I32, I64, F32, F64 = 0x7F, 0x7E, 0x7D, 0x7C
EMPTY = 0x40

BLOCK, LOOP, IF, ELSE, END = 0x02, 0x03, 0x04, 0x05, 0x0B
BR, BR_IF, BR_TABLE, RETURN, UNREACHABLE = 0x0C, 0x0D, 0x0E, 0x0F, 0x00
CALL, CALL_INDIRECT = 0x10, 0x11
DROP, SELECT, SELECT_TYPED = 0x1A, 0x1B, 0x1C
LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET = 0x20, 0x21, 0x22, 0x23, 0x24
I32_CONST, I64_CONST, F32_CONST, F64_CONST = 0x41, 0x42, 0x43, 0x44
I32_STORE, I64_STORE = 0x36, 0x37
I32_ADD, I32_SUB = 0x6A, 0x6B
MISC = 0xFC

STACK_ALIGNMENT = 16


class SpillError(Exception):
    """The module is not as it should be."""


# ---- what the instructions do ----


def _signatures():
    """opcode -> (types taken, type given or None), for all without immediates of their own kind."""
    table = {}

    def add(first, last, takes, gives):
        for opcode in range(first, last + 1):
            table[opcode] = (takes, gives)

    for opcode, kind in ((0x28, I32), (0x29, I64), (0x2A, F32), (0x2B, F64)):
        add(opcode, opcode, (I32,), kind)
    add(0x2C, 0x2F, (I32,), I32)
    add(0x30, 0x35, (I32,), I64)
    for opcode, kind in ((0x36, I32), (0x37, I64), (0x38, F32), (0x39, F64), (0x3A, I32), (0x3B, I32)):
        add(opcode, opcode, (I32, kind), None)
    add(0x3C, 0x3E, (I32, I64), None)
    add(0x3F, 0x3F, (), I32)
    add(0x40, 0x40, (I32,), I32)
    add(0x45, 0x45, (I32,), I32)
    add(0x46, 0x4F, (I32, I32), I32)
    add(0x50, 0x50, (I64,), I32)
    add(0x51, 0x5A, (I64, I64), I32)
    add(0x5B, 0x60, (F32, F32), I32)
    add(0x61, 0x66, (F64, F64), I32)
    add(0x67, 0x69, (I32,), I32)
    add(0x6A, 0x78, (I32, I32), I32)
    add(0x79, 0x7B, (I64,), I64)
    add(0x7C, 0x8A, (I64, I64), I64)
    add(0x8B, 0x91, (F32,), F32)
    add(0x92, 0x98, (F32, F32), F32)
    add(0x99, 0x9F, (F64,), F64)
    add(0xA0, 0xA6, (F64, F64), F64)
    for opcode, takes, gives in (
        (0xA7, I64, I32), (0xA8, F32, I32), (0xA9, F32, I32), (0xAA, F64, I32), (0xAB, F64, I32),
        (0xAC, I32, I64), (0xAD, I32, I64), (0xAE, F32, I64), (0xAF, F32, I64), (0xB0, F64, I64), (0xB1, F64, I64),
        (0xB2, I32, F32), (0xB3, I32, F32), (0xB4, I64, F32), (0xB5, I64, F32), (0xB6, F64, F32),
        (0xB7, I32, F64), (0xB8, I32, F64), (0xB9, I64, F64), (0xBA, I64, F64), (0xBB, F32, F64),
        (0xBC, F32, I32), (0xBD, F64, I64), (0xBE, I32, F32), (0xBF, I64, F64),
        (0xC0, I32, I32), (0xC1, I32, I32), (0xC2, I64, I64), (0xC3, I64, I64), (0xC4, I64, I64),
    ):  # fmt: skip
        add(opcode, opcode, (takes,), gives)
    return table


SIGNATURES = _signatures()
MISC_SIGNATURES = {
    0: ((F32,), I32), 1: ((F32,), I32), 2: ((F64,), I32), 3: ((F64,), I32),
    4: ((F32,), I64), 5: ((F32,), I64), 6: ((F64,), I64), 7: ((F64,), I64),
    8: ((I32, I32, I32), None), 9: ((), None), 10: ((I32, I32, I32), None), 11: ((I32, I32, I32), None),
}  # fmt: skip

# What these give is no pointer: bytes and half words (an i64 may hold two), comparisons, counts, products and quotients, constants (places of
# static data, which is not collected), conversions of floats. Everything else may be one.
NO_POINTERS = frozenset(
    [*range(0x2C, 0x34), 0x3F, 0x40, *range(0x45, 0x6A), *range(0x6C, 0x71), I32_CONST, I64_CONST]
    + [*range(0x79, 0x7C), *range(0x7E, 0x83), *range(0xA8, 0xAC), *range(0xAE, 0xB2), *range(0xC0, 0xC5), MISC]
)


# ---- reading and writing ----


class Reader:
    def __init__(self, data, position=0):
        self.data = data
        self.position = position

    def byte(self):
        self.position += 1
        return self.data[self.position - 1]

    def unsigned(self):
        result = shift = 0
        while True:
            byte = self.byte()
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result
            shift += 7

    def skip_number(self):
        while self.byte() >= 0x80:
            pass

    def take(self, count):
        self.position += count
        return self.data[self.position - count : self.position]

    def name(self):
        return self.take(self.unsigned()).decode()


def unsigned(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    out = bytearray()
    while True:
        byte = value & 0x7F
        value >>= 7
        if (value == 0 and not byte & 0x40) or (value == -1 and byte & 0x40):
            out.append(byte)
            return bytes(out)
        out.append(byte | 0x80)


def read_sections(data):
    if data[:8] != b"\0asm\1\0\0\0":
        raise SpillError("not a WebAssembly module")
    reader = Reader(data, 8)
    sections = []
    while reader.position < len(data):
        kind = reader.byte()
        sections.append((kind, reader.take(reader.unsigned())))
    return sections


class Module:
    """What must be known of the whole to change a function."""

    def __init__(self, sections):
        self.types = []
        self.imports = []  # (module, name, type) of functions
        self.functions = []  # types of own functions
        self.bodies = []
        self.global_types = []
        self.names = {}
        for kind, data in sections:
            reader = Reader(data)
            if kind == 0:
                if reader.name() == "name":
                    self._read_names(reader)
            elif kind == 1:
                self._read_types(reader)
            elif kind == 2:
                self._read_imports(reader)
            elif kind == 3:
                self.functions = [self.types[reader.unsigned()] for _ in range(reader.unsigned())]
            elif kind == 6:
                self._read_globals(reader)
            elif kind == 10:
                self.bodies = [reader.take(reader.unsigned()) for _ in range(reader.unsigned())]

    def _read_types(self, reader):
        for _ in range(reader.unsigned()):
            if reader.byte() != 0x60:
                raise SpillError("a type that is no function's")
            takes = tuple(reader.take(reader.unsigned()))
            gives = tuple(reader.take(reader.unsigned()))
            if len(gives) > 1:
                raise SpillError("a function with several results")
            self.types.append((takes, gives))

    def _read_imports(self, reader):
        for _ in range(reader.unsigned()):
            module, name, kind = reader.name(), reader.name(), reader.byte()
            if kind != 0:
                raise SpillError(f"the import {module}.{name} is no function")
            self.imports.append((module, name, self.types[reader.unsigned()]))

    def _read_globals(self, reader):
        for _ in range(reader.unsigned()):
            kind, is_mutable = reader.byte(), reader.byte()
            if reader.byte() != I32_CONST:
                raise SpillError("a global that is no i32")
            reader.skip_number()
            reader.byte()
            self.global_types.append((kind, is_mutable))

    def _read_names(self, reader):
        while reader.position < len(reader.data):
            kind, size = reader.byte(), reader.unsigned()
            part = Reader(reader.take(size))
            if kind == 1:
                for _ in range(part.unsigned()):
                    index = part.unsigned()
                    self.names[index] = part.name()

    def type_of(self, function):
        count = len(self.imports)
        return self.imports[function][2] if function < count else self.functions[function - count]


# ---- one function ----


class Instruction:
    __slots__ = ("opcode", "start", "end", "value", "depth", "targets", "match", "other")

    def __init__(self, opcode, start):
        self.opcode = opcode
        self.start = start
        self.end = start
        self.value = None  # local, function, type, block type or sub-opcode
        self.depth = 0  # how many blocks are open around it
        self.targets = ()  # labels of branches, counted from the inside
        self.match = None  # block: index of its end; if: of its else or end
        self.other = None  # end: index of its block


def decode(body):
    """Returns (types of the declared locals, instructions)."""
    reader = Reader(body)
    locals_ = []
    for _ in range(reader.unsigned()):
        count = reader.unsigned()
        locals_ += [reader.byte()] * count
    code = []
    open_blocks = []
    while reader.position < len(body):
        instruction = Instruction(reader.byte(), reader.position - 1)
        opcode = instruction.opcode
        index = len(code)
        instruction.depth = len(open_blocks)
        if opcode in (BLOCK, LOOP, IF):
            instruction.value = reader.byte()
            if instruction.value not in (EMPTY, I32, I64, F32, F64):
                raise SpillError("a block with several values")
            open_blocks.append(index)
        elif opcode == ELSE:
            code[open_blocks[-1]].match = index
            instruction.other = open_blocks[-1]
            instruction.depth -= 1
        elif opcode == END:
            if open_blocks:
                begin = open_blocks.pop()
                if code[begin].match is None:
                    code[begin].match = index
                else:
                    code[code[begin].match].match = index  # the else
                instruction.other = begin
            instruction.depth = len(open_blocks)
        elif opcode in (BR, BR_IF):
            instruction.targets = (reader.unsigned(),)
        elif opcode == BR_TABLE:
            instruction.targets = tuple(reader.unsigned() for _ in range(reader.unsigned() + 1))
        elif opcode in (CALL, LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET):
            instruction.value = reader.unsigned()
        elif opcode == CALL_INDIRECT:
            instruction.value = reader.unsigned()
            reader.unsigned()
        elif opcode == SELECT_TYPED:
            raise SpillError("a typed select")
        elif 0x28 <= opcode <= 0x3E:
            reader.skip_number()
            reader.skip_number()
        elif opcode in (0x3F, 0x40):
            reader.byte()
        elif opcode in (I32_CONST, I64_CONST):
            reader.skip_number()
        elif opcode == F32_CONST:
            reader.take(4)
        elif opcode == F64_CONST:
            reader.take(8)
        elif opcode == MISC:
            instruction.value = reader.unsigned()
            if instruction.value not in MISC_SIGNATURES:
                raise SpillError(f"instruction 0xfc {instruction.value}")
            for _ in range({8: 2, 9: 1, 10: 2, 11: 1}.get(instruction.value, 0)):
                reader.unsigned()
        elif opcode not in SIGNATURES and opcode not in (UNREACHABLE, 0x01, RETURN, DROP, SELECT):
            raise SpillError(f"instruction {opcode:#x}")
        instruction.end = reader.position
        code.append(instruction)
    if open_blocks or code[-1].opcode != END:
        raise SpillError("blocks that do not end")
    return locals_, code


class Function:
    """A function that is being given a frame."""

    def __init__(self, module, index, body, may_collect):
        self.module = module
        self.takes, self.gives = module.functions[index]
        self.body = body
        self.may_collect = may_collect
        declared, self.code = decode(body)
        self.local_types = [*self.takes, *declared]
        self.declared = declared
        self.tees = {}  # instruction -> local that keeps its value
        self.operands_over = {}  # call -> locals of self.tees that lie on the operand stack below its arguments
        self.pointer_locals = set(range(len(self.takes)))

    # -- the operand stack --

    def walk_operands(self):
        """Finds who made what lies on the operand stack at each call, and which locals can hold pointers."""
        code = self.code
        stack = []  # (type, instruction that gave it, may be a pointer)
        frames = [(0, EMPTY, False)]  # height of the stack, result, whether dead
        is_dead = False
        result_of_function = self.gives[0] if self.gives else EMPTY
        frames[0] = (0, result_of_function, False)
        for index, instruction in enumerate(code):
            opcode = instruction.opcode
            if opcode == END or opcode == ELSE:
                height, result, was_dead = frames[-1]
                if opcode == END:
                    frames.pop()
                    if not frames:
                        return
                del stack[height:]
                is_dead = was_dead
                if opcode == END and result != EMPTY and not is_dead:
                    stack.append((result, index, True))
                continue
            if opcode in (BLOCK, LOOP, IF):
                if opcode == IF and not is_dead:
                    stack.pop()
                frames.append((len(stack), instruction.value, is_dead))
                continue
            if is_dead:
                continue
            if opcode in (BR, BR_TABLE, RETURN, UNREACHABLE):
                is_dead = True
                continue
            self._step(index, instruction, stack, frames[-1][0])

    def _step(self, index, instruction, stack, height):
        opcode, module = instruction.opcode, self.module
        is_pointer = opcode not in NO_POINTERS
        gives = None
        if opcode in (CALL, CALL_INDIRECT):
            takes, results = (
                module.type_of(instruction.value) if opcode == CALL else module.types[instruction.value]
            )
            count = len(takes) + (opcode == CALL_INDIRECT)
            below = stack[: len(stack) - count]
            if self.collects(instruction):
                self.operands_over[index] = [self._keep(entry) for entry in below if entry[0] in (I32, I64) and entry[2]]
            if count:
                del stack[-count:]
            gives = results[0] if results else None
        elif opcode == LOCAL_GET:
            gives = self.local_types[instruction.value]
        elif opcode in (LOCAL_SET, LOCAL_TEE):
            if stack[-1][2]:
                self.pointer_locals.add(instruction.value)
            if opcode == LOCAL_SET:
                stack.pop()
            else:
                stack[-1] = (stack[-1][0], index, stack[-1][2])
            return
        elif opcode == GLOBAL_GET:
            gives = module.global_types[instruction.value][0]
            is_pointer = False  # the stack pointer
        elif opcode == GLOBAL_SET or opcode in (DROP, BR_IF):
            stack.pop()
        elif opcode == SELECT:
            stack.pop()
            second, first = stack.pop(), stack.pop()
            gives, is_pointer = first[0], first[2] or second[2]
        elif opcode in (I32_CONST, I64_CONST, F32_CONST, F64_CONST):
            gives = {I32_CONST: I32, I64_CONST: I64, F32_CONST: F32, F64_CONST: F64}[opcode]
        elif opcode == MISC:
            takes, gives = MISC_SIGNATURES[instruction.value]
            if takes:
                del stack[-len(takes) :]
        elif opcode != 0x01:
            takes, gives = SIGNATURES[opcode]
            if takes:
                del stack[-len(takes) :]
        if len(stack) < height:
            raise SpillError("the operand stack runs out")
        if gives is not None:
            stack.append((gives, index, is_pointer))

    def _keep(self, entry):
        """The local that keeps an operand."""
        kind, index, _ = entry
        if index not in self.tees:
            self.tees[index] = len(self.local_types)
            self.local_types.append(kind)
            self.declared.append(kind)
            self.pointer_locals.add(self.tees[index])
        return self.tees[index]

    def collects(self, instruction):
        return instruction.opcode == CALL_INDIRECT or (
            instruction.opcode == CALL and instruction.value in self.may_collect
        )

    # -- the flow --

    def find_blocks(self):
        """Makes self.starts (where basic blocks begin), self.follow (their successors, by number)."""
        code = self.code
        last = len(code) - 1

        def target_of(index, label):
            depth = code[index].depth - label
            if depth <= 0:
                return None  # leaves the function
            # The block that is open at that depth around the instruction.
            return around[index][depth - 1]

        around = []
        open_blocks = []
        for index, instruction in enumerate(code):
            if instruction.opcode == END and open_blocks:
                open_blocks = open_blocks[:-1]
            around.append(open_blocks)
            if instruction.opcode in (BLOCK, LOOP, IF):
                open_blocks = [*open_blocks, index]

        def end_of(begin):
            block = code[begin]
            if block.opcode == IF and code[block.match].opcode == ELSE:
                return code[block.match].match
            return block.match

        successors = {}
        leaders = {0}
        for index, instruction in enumerate(code):
            opcode = instruction.opcode
            if opcode in (BR, BR_IF, BR_TABLE):
                places = set()
                for label in instruction.targets:
                    begin = target_of(index, label)
                    if begin is None:
                        places.add(None)
                    elif code[begin].opcode == LOOP:
                        places.add(begin + 1)
                    else:
                        places.add(end_of(begin) + 1)
                if opcode == BR_IF:
                    places.add(index + 1)
                successors[index] = places
            elif opcode in (RETURN, UNREACHABLE):
                successors[index] = {None} if opcode == RETURN else set()
            elif opcode == IF:
                other = instruction.match
                successors[index] = {index + 1, other + 1}
            elif opcode == ELSE:
                successors[index] = {instruction.match + 1}
            elif index == last:
                successors[index] = {None}
            elif opcode == LOOP:
                successors[index] = {index + 1}
            else:
                continue
            leaders.update(place for place in successors[index] if place is not None)
            leaders.add(index + 1)
        leaders = sorted(place for place in leaders if place <= last)
        number = {place: i for i, place in enumerate(leaders)}
        ends = [*leaders[1:], last + 1]
        self.starts = leaders
        self.ends = ends
        self.follow = []
        for end in ends:
            places = successors.get(end - 1, {end} if end <= last else {None})
            self.follow.append([number[place] for place in places if place is not None and place <= last])
        reachable = {0}
        waiting = [0]
        while waiting:
            for following in self.follow[waiting.pop()]:
                if following not in reachable:
                    reachable.add(following)
                    waiting.append(following)
        self.reachable = reachable

    def find_live(self):
        """Makes self.wanted: call -> bit set of the locals that must lie in memory."""
        code = self.code
        pointers = sum(
            1 << local for local in self.pointer_locals if self.local_types[local] in (I32, I64)
        )
        uses, kills = [], []
        for start, end in zip(self.starts, self.ends):
            use = kill = 0
            for index in range(end - 1, start - 1, -1):
                instruction = code[index]
                if instruction.opcode == LOCAL_GET:
                    use |= 1 << instruction.value
                    kill &= ~(1 << instruction.value)
                elif instruction.opcode in (LOCAL_SET, LOCAL_TEE):
                    use &= ~(1 << instruction.value)
                    kill |= 1 << instruction.value
            uses.append(use)
            kills.append(kill)
        live_in = [0] * len(self.starts)
        before = [[] for _ in self.starts]
        for block, following in enumerate(self.follow):
            for other in following:
                before[other].append(block)
        waiting = list(range(len(self.starts)))
        while waiting:
            block = waiting.pop()
            out = 0
            for other in self.follow[block]:
                out |= live_in[other]
            live = uses[block] | out & ~kills[block]
            if live != live_in[block]:
                live_in[block] = live
                waiting += before[block]
        self.wanted = {}
        for block, (start, end) in enumerate(zip(self.starts, self.ends)):
            if block not in self.reachable:
                continue
            live = 0
            for other in self.follow[block]:
                live |= live_in[other]
            for index in range(end - 1, start - 1, -1):
                instruction = code[index]
                if self.collects(instruction):
                    wanted = live & pointers
                    for local in self.operands_over.get(index, ()):
                        wanted |= 1 << local
                    if wanted:
                        self.wanted[index] = wanted
                if instruction.opcode == LOCAL_GET:
                    live |= 1 << instruction.value
                elif instruction.opcode in (LOCAL_SET, LOCAL_TEE):
                    live &= ~(1 << instruction.value)
        self.before = before

    def _flow_through(self, index, in_place):
        """What lies in its place after an instruction (with the tee behind it)."""
        instruction = self.code[index]
        if index in self.wanted:
            in_place |= self.wanted[index]
        if instruction.opcode in (LOCAL_SET, LOCAL_TEE):
            in_place &= ~(1 << instruction.value)
        if index in self.tees:
            in_place &= ~(1 << self.tees[index])
        return in_place

    def find_stores(self):
        """Makes self.stores: call -> locals to store before it."""
        everything = 0
        for wanted in self.wanted.values():
            everything |= wanted
        state_in = [everything] * len(self.starts)
        state_in[0] = 0
        state_out = [None] * len(self.starts)
        waiting = sorted(self.reachable, reverse=True)
        while waiting:
            block = waiting.pop()
            state = everything if block != 0 else 0
            for other in self.before[block]:
                if other in self.reachable and state_out[other] is not None:
                    state &= state_out[other]
            state_in[block] = state
            for index in range(self.starts[block], self.ends[block]):
                state = self._flow_through(index, state)
            if state != state_out[block]:
                state_out[block] = state
                waiting += [other for other in self.follow[block]]
        self.stores = {}
        for block in self.reachable:
            state = state_in[block]
            for index in range(self.starts[block], self.ends[block]):
                if index in self.wanted:
                    missing = self.wanted[index] & ~state
                    self.stores[index] = [local for local in range(missing.bit_length()) if missing >> local & 1]
                state = self._flow_through(index, state)

    def find_eager(self):
        """Makes self.eager: locals to store when they change, because the calls that want them lie in deeper loops."""
        depths = []
        open_blocks = []
        for instruction in self.code:
            if instruction.opcode in (BLOCK, LOOP, IF):
                open_blocks.append(instruction.opcode)
            elif instruction.opcode == END and open_blocks:
                open_blocks.pop()
            depths.append(open_blocks.count(LOOP))
        changed, stored = {}, {}
        for index, instruction in enumerate(self.code):
            if instruction.opcode in (LOCAL_SET, LOCAL_TEE):
                changed[instruction.value] = max(changed.get(instruction.value, 0), depths[index])
            for local in self.stores.get(index, ()):
                stored[local] = max(stored.get(local, 0), depths[index])
        tees = set(self.tees.values())  # these change where they are made, next to the call
        self.eager = {
            local for local, depth in stored.items() if depth > changed.get(local, 0) and local not in tees
        }
        self.stores = {
            index: [local for local in stores if local not in self.eager] for index, stores in self.stores.items()
        }

    # -- the new body --

    def rewrite(self):
        """The body with a frame, or as it was when nothing must be stored."""
        self.walk_operands()
        if not any(self.collects(instruction) for instruction in self.code):
            return self.body
        self.find_blocks()
        self.find_live()
        self.find_stores()
        self.find_eager()
        kept = sorted(self.eager.union(*self.stores.values()))
        if not kept:
            return self.body
        places, frame_bytes = {}, 0
        for local in sorted(kept, key=lambda local: self.local_types[local] != I64):
            places[local] = frame_bytes
            frame_bytes += 8 if self.local_types[local] == I64 else 4
        frame_bytes = -(-frame_bytes // STACK_ALIGNMENT) * STACK_ALIGNMENT
        frame = len(self.local_types)
        return self._write(places, frame_bytes, frame)

    def _write(self, places, frame_bytes, frame):
        used_tees = {index: local for index, local in self.tees.items() if local in places}
        out = bytearray(self._write_locals(I32))
        get_frame = bytes([LOCAL_GET]) + unsigned(frame)
        amount = bytes([I32_CONST]) + signed(frame_bytes)
        out += bytes([GLOBAL_GET, 0]) + amount + bytes([I32_SUB, LOCAL_TEE]) + unsigned(frame)
        out += bytes([GLOBAL_SET, 0])
        # Branches out of the function become branches out of this block.
        out += bytes([BLOCK, self.gives[0] if self.gives else EMPTY])

        def store(local):
            is_long = self.local_types[local] == I64
            code = get_frame + bytes([LOCAL_GET]) + unsigned(local)
            return code + bytes([I64_STORE if is_long else I32_STORE, 3 if is_long else 2]) + unsigned(places[local])

        for local in range(len(self.takes)):
            if local in self.eager:
                out += store(local)
        for index, instruction in enumerate(self.code):
            for local in self.stores.get(index, ()):
                out += store(local)
            if instruction.opcode == RETURN:
                out += bytes([BR]) + unsigned(instruction.depth)
            else:
                out += self.body[instruction.start : instruction.end]
            if index in used_tees:
                out += bytes([LOCAL_TEE]) + unsigned(used_tees[index])
            if instruction.opcode in (LOCAL_SET, LOCAL_TEE) and instruction.value in self.eager:
                out += store(instruction.value)
        out += get_frame + amount + bytes([I32_ADD, GLOBAL_SET, 0, END])
        return bytes(out)

    def _write_locals(self, *more):
        groups = []
        for kind in (*self.declared, *more):
            if groups and groups[-1][1] == kind:
                groups[-1][0] += 1
            else:
                groups.append([1, kind])
        return unsigned(len(groups)) + b"".join(unsigned(count) + bytes([kind]) for count, kind in groups)


# ---- the whole module ----


def find_collecting(module, root_names):
    """Indices of the functions below which a root may be reached."""
    roots = {index for index, name in module.names.items() if name in root_names}
    if len(roots) != len(root_names):
        raise SpillError(f"expected functions named {', '.join(sorted(root_names))}")
    count = len(module.imports)
    callers = {}
    collecting = set(roots)
    for index, (home, name, _) in enumerate(module.imports):
        if home == "env" and name != "throw":
            collecting.add(index)
    for index, body in enumerate(module.bodies, count):
        for instruction in decode(body)[1]:
            if instruction.opcode == CALL:
                callers.setdefault(instruction.value, set()).add(index)
            elif instruction.opcode == CALL_INDIRECT:
                collecting.add(index)
    waiting = list(collecting)
    while waiting:
        for caller in callers.get(waiting.pop(), ()):
            if caller not in collecting:
                collecting.add(caller)
                waiting.append(caller)
    return frozenset(collecting)


def write_names(names):
    """A name section for functions: `names` by index."""

    def text(value):
        return unsigned(len(value.encode())) + value.encode()

    functions = unsigned(len(names)) + b"".join(unsigned(index) + text(name) for index, name in sorted(names.items()))
    return text("name") + b"\x01" + unsigned(len(functions)) + functions


def spill(data, root_names, kept_names=None):
    """The changed module, and how many functions were given a frame, and how many there are. Of the names, and of other
    sections that only tell something, nothing is left but `kept_names`, unless these are None."""
    sections = read_sections(data)
    module = Module(sections)
    if not module.global_types or module.global_types[0] != (I32, 1):
        raise SpillError("expected the stack pointer as the first global")
    collecting = find_collecting(module, root_names)
    bodies = []
    changed = 0
    for index, body in enumerate(module.bodies):
        try:
            new = Function(module, index, body, collecting).rewrite()
        except SpillError as error:
            name = module.names.get(index + len(module.imports), str(index))
            raise SpillError(f"{name}: {error}") from None
        changed += new is not body
        bodies.append(new)
    out = bytearray(data[:8])
    for kind, content in sections:
        if kind == 0 and kept_names is not None:
            if Reader(content).name() != "name":
                continue
            content = write_names({index: name for index, name in module.names.items() if name in kept_names})
        if kind == 10:
            content = unsigned(len(bodies)) + b"".join(unsigned(len(body)) + body for body in bodies)
        out += bytes([kind]) + unsigned(len(content)) + content
    return bytes(out), changed, len(bodies)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, metavar="IN.wasm")
    parser.add_argument("target", type=Path, metavar="OUT.wasm")
    parser.add_argument("--root", action="append", required=True, help="name of a function that collects")
    parser.add_argument("--keep-name", action="append", help="drop the names of all other functions")
    arguments = parser.parse_args()
    try:
        data, changed, count = spill(arguments.source.read_bytes(), set(arguments.root), arguments.keep_name)
    except SpillError as error:
        sys.exit(f"spill_pointers.py: {arguments.source}: {error}")
    arguments.target.write_bytes(data)
    print(f"{changed} of {count} functions keep pointers in a frame")


if __name__ == "__main__":
    main()
