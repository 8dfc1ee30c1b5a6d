#include <string.h>

#include "../unicode/ucd.h"
#include "host.h"
#include "program.h"

#define STEPS_PER_POLL 4096u

/* What an entry of the stack is for: places to go on from when something fails, and values of registers to
 * put back on the way there. */
enum {
  CHOICE,  /* go on at the place `what`, at position a */
  RESTORE, /* register `what` was a */
  SHRINK,  /* a greedy repetition `what` has matched up to a, and may give back down to b */
  GROW,    /* a lazy repetition `what` has matched up to a, and may take b more */
};
#define KIND_BITS 2

static void push(regex_matcher* m, unsigned kind, uint32_t what, uint32_t a, uint32_t b) {
  if (m->stack_count == m->stack_capacity) {
    const uint32_t capacity = m->stack_capacity * 2;
    const size_t bytes = m->stack_capacity * sizeof(regex_entry);
    if (capacity >= UINT32_MAX / sizeof(regex_entry)) regex_too_complex();
    if (m->stack == m->local) {
      regex_entry* stack = regex_resize(NULL, 0, bytes * 2);
      memcpy(stack, m->local, bytes);
      m->stack = stack;
    } else {
      m->stack = regex_resize(m->stack, bytes, bytes * 2);
    }
    m->stack_capacity = capacity;
  }
  m->stack[m->stack_count++] = (regex_entry){what << KIND_BITS | kind, a, b};
}

/* Sets a register so that going back puts the old value back. With nothing to go back to there is nothing to
 * note. */
static void set(regex_matcher* m, uint32_t which, uint32_t value) {
  if (m->stack_count > 0) push(m, RESTORE, which, m->registers[which], 0);
  m->registers[which] = value;
}

/* Gives up the choices above `height`; the values to put back stay for the choices below. */
static void cut(regex_matcher* m, uint32_t height) {
  uint32_t kept = height;
  if (height > 0) {
    for (uint32_t i = height; i < m->stack_count; i++) {
      if ((m->stack[i].what & ((1 << KIND_BITS) - 1)) == RESTORE) m->stack[kept++] = m->stack[i];
    }
  }
  m->stack_count = kept;
}

static void step_many(regex_matcher* m, uint32_t count) {
  if (m->steps_left > count) {
    m->steps_left -= count;
    return;
  }
  m->steps_left = STEPS_PER_POLL;
  regex_poll();
}

/* ---- characters ---- */

static uint32_t read(const regex_matcher* m, uint32_t* at) {
  return regex_decode(m->text, at, m->end, m->program->is_bytes);
}

static uint32_t before(const regex_matcher* m, uint32_t at) {
  at--;
  if (!m->program->is_bytes) {
    while (at > 0 && (m->text[at] & 0xc0) == 0x80) at--;
  }
  return at;
}

static bool matches(const uint32_t* code, uint32_t c) {
  switch (code[0]) {
    case OP_CHAR:
      return c == code[1];
    case OP_CHAR_ANY_CASE:
      return regex_fold(c) == code[1];
    case OP_CHAR_ASCII_CASE:
      return c < 128 && (c | 32) == code[1];
    case OP_NOT_NEWLINE:
      return c != '\n';
    case OP_ANY:
      return true;
    case OP_IN:
      return regex_class_holds(code, c);
    default:
      return false;
  }
}

/* Matches one character; moves *at behind it. */
static bool match_one(const regex_matcher* m, const uint32_t* code, uint32_t* at) {
  if (*at >= m->end) return false;
  uint32_t behind = *at;
  if (!matches(code, read(m, &behind))) return false;
  *at = behind;
  return true;
}

/* Matches one character up to `most` times from *at on; gives the count. */
static uint32_t match_many(regex_matcher* m, const uint32_t* code, uint32_t* at, uint32_t most) {
  uint32_t count = 0;
  uint32_t position = *at;
  if (code[0] == OP_ANY && m->program->is_bytes) {
    count = m->end - position < most ? m->end - position : most;
    position += count;
  } else {
    while (count < most && match_one(m, code, &position)) {
      count++;
      if (count % STEPS_PER_POLL == 0) regex_poll();
    }
  }
  *at = position;
  return count;
}

static bool is_word_at(const regex_matcher* m, uint32_t at, bool ascii) {
  return regex_is_word(read(m, &at), ascii);
}

static bool is_boundary(const regex_matcher* m, uint32_t at, bool ascii) {
  const bool left = at > 0 && is_word_at(m, before(m, at), ascii);
  const bool right = at < m->end && is_word_at(m, at, ascii);
  return left != right;
}

static bool is_place(const regex_matcher* m, const uint32_t* code, uint32_t at) {
  switch (code[0]) {
    case OP_BEGIN:
      return at == 0;
    case OP_BEGIN_LINE:
      return at == 0 || m->text[at - 1] == '\n';
    case OP_END:
      return at == m->end || (at + 1 == m->end && m->text[at] == '\n');
    case OP_END_LINE:
      return at == m->end || m->text[at] == '\n';
    case OP_END_TEXT:
      return at == m->end;
    case OP_BOUNDARY:
      return m->end > 0 && is_boundary(m, at, code[1]);
    default: /* OP_NOT_BOUNDARY; CPython 3.13 finds neither in an empty text */
      return m->end > 0 && !is_boundary(m, at, code[1]);
  }
}

/* Matches what a group holds; moves *at behind it. */
static bool match_group(regex_matcher* m, const uint32_t* code, uint32_t* at) {
  uint32_t from = m->registers[2 * code[1]];
  const uint32_t to = m->registers[2 * code[1] + 1];
  if (from == REGEX_NONE || to == REGEX_NONE || to < from) return false;
  uint32_t position = *at;
  if (code[0] == OP_GROUP_REF) {
    const uint32_t length = to - from;
    if (m->end - position < length || memcmp(m->text + from, m->text + position, length) != 0) return false;
    step_many(m, length / 16);
    *at = position + length;
    return true;
  }
  while (from < to) {
    if (position >= m->end) return false;
    const uint32_t a = regex_decode(m->text, &from, to, m->program->is_bytes);
    const uint32_t b = read(m, &position);
    if (a != b) {
      if (code[0] == OP_GROUP_REF_ASCII_CASE) {
        if (a >= 128 || b >= 128 || ucd_to_lower(a) != ucd_to_lower(b)) return false;
      } else if (regex_fold(a) != regex_fold(b)) {
        return false;
      }
    }
    step_many(m, 1);
  }
  *at = position;
  return true;
}

/* ---- the machine ---- */

typedef struct {
  uint32_t code;
  uint32_t at;
} state;

/* Goes back to the last choice. False when there is none. */
static bool go_back(regex_matcher* m, state* s) {
  while (m->stack_count > 0) {
    regex_entry* top = &m->stack[m->stack_count - 1];
    const uint32_t what = top->what >> KIND_BITS;
    switch (top->what & ((1 << KIND_BITS) - 1)) {
      case RESTORE:
        m->registers[what] = top->a;
        m->stack_count--;
        break;
      case CHOICE:
        *s = (state){what, top->a};
        m->stack_count--;
        return true;
      case SHRINK: {
        const uint32_t* code = m->program->code + what;
        top->a = before(m, top->a);
        *s = (state){what + 4 + code[3], top->a};
        if (top->a <= top->b) m->stack_count--;
        return true;
      }
      default: { /* GROW */
        const uint32_t* code = m->program->code + what;
        if (!match_one(m, code + 4, &top->a)) {
          m->stack_count--;
          break;
        }
        *s = (state){what + 4 + code[3], top->a};
        if (top->b != REGEX_NONE && --top->b == 0) m->stack_count--;
        return true;
      }
    }
  }
  return false;
}

/* A repetition of one character. False when it matches too few. */
static bool run_repeat(regex_matcher* m, state* s) {
  const uint32_t* code = m->program->code + s->code;
  const uint32_t least = code[1];
  const uint32_t most = code[2];
  uint32_t at = s->at;
  if (match_many(m, code + 4, &at, least) < least) return false;
  const uint32_t shortest = at;
  if (code[0] == OP_REPEAT_LAZY) {
    if (most > least) push(m, GROW, s->code, at, most == REGEX_NONE ? REGEX_NONE : most - least);
  } else {
    match_many(m, code + 4, &at, most == REGEX_NONE ? REGEX_NONE : most - least);
    if (code[0] == OP_REPEAT_GREEDY && at > shortest) push(m, SHRINK, s->code, at, shortest);
  }
  *s = (state){s->code + 4 + code[3], at};
  return true;
}

/* The head of a loop, where it decides on another round. The registers are the count of rounds begun, and
 * where the last one began: a round that takes nothing is the last. */
static void run_loop(regex_matcher* m, state* s, uint32_t slots) {
  const uint32_t* code = m->program->code + s->code;
  const uint32_t count = slots + code[1];
  const uint32_t done = m->registers[count];
  const bool lazy = code[0] == OP_LOOP_LAZY;
  const uint32_t body = s->code + (lazy ? 7 : 5);
  const uint32_t exit = s->code + code[4];
  if (done < code[2]) {
    set(m, count, done + 1);
    s->code = body;
    return;
  }
  const bool may_go_on = (done < code[3] || code[3] == REGEX_NONE) && s->at != m->registers[count + 1];
  if (!may_go_on) {
    s->code = exit;
  } else if (lazy) {
    push(m, CHOICE, s->code + 5, s->at, 0); /* OP_LOOP_AGAIN */
    s->code = exit;
  } else {
    push(m, CHOICE, exit, s->at, 0);
    set(m, count + 1, s->at);
    set(m, count, done == REGEX_NONE ? done : done + 1);
    s->code = body;
  }
}

/* The groups that look ahead or behind and those that are matched once for all. False when the match fails
 * here. */
static bool run_group(regex_matcher* m, state* s, uint32_t slots) {
  const uint32_t* code = m->program->code + s->code;
  const uint32_t slot = slots + code[1];
  switch (code[0]) {
    case OP_LOOK:
      set(m, slot + 1, s->at);
      set(m, slot, m->stack_count);
      m->registers[slot] = m->stack_count; /* set() itself may have pushed */
      s->code += 2;
      return true;
    case OP_LOOK_END:
      cut(m, m->registers[slot]);
      s->at = m->registers[slot + 1];
      s->code += 2;
      return true;
    case OP_LOOK_NOT:
      set(m, slot, 0);
      m->registers[slot] = m->stack_count;
      push(m, CHOICE, s->code + code[2], s->at, 0);
      s->code += 3;
      return true;
    case OP_LOOK_NOT_END: {
      /* The body matched. Back to how it was before, past the choice that OP_LOOK_NOT made. */
      const uint32_t height = m->registers[slot];
      while (m->stack_count > height) {
        const regex_entry* top = &m->stack[--m->stack_count];
        if ((top->what & ((1 << KIND_BITS) - 1)) == RESTORE) m->registers[top->what >> KIND_BITS] = top->a;
      }
      return false;
    }
    case OP_BACK:
      for (uint32_t left = code[1]; left > 0; left--) {
        if (s->at == 0) return false;
        s->at = before(m, s->at);
      }
      step_many(m, code[1] / 16);
      s->code += 2;
      return true;
    case OP_ATOMIC:
      set(m, slot, 0);
      m->registers[slot] = m->stack_count;
      s->code += 2;
      return true;
    default: /* OP_ATOMIC_END */
      cut(m, m->registers[slot]);
      s->code += 2;
      return true;
  }
}

/* Matches from `start` on. `forbidden` is where a match must not end (REGEX_NONE for nowhere). */
static bool run(regex_matcher* m, uint32_t start, bool full, uint32_t forbidden) {
  const uint32_t* const program = m->program->code;
  const uint32_t last_group = regex_last_group_register(m->program);
  const uint32_t slots = last_group + 1;
  state s = {0, start};
  m->stack_count = 0;
  memset(m->registers, 0xff, slots * sizeof(uint32_t));
  for (;;) {
    step_many(m, 1);
    const uint32_t* code = program + s.code;
    bool alive = true;
    switch (code[0]) {
      case OP_SUCCESS:
        alive = (!full || s.at == m->end) && s.at != forbidden;
        if (!alive) break;
        m->registers[0] = start;
        m->registers[1] = s.at;
        return true;
      case OP_CHAR:
        if (code[1] < 128) {
          alive = s.at < m->end && m->text[s.at] == code[1];
          s.at++;
        } else {
          alive = match_one(m, code, &s.at);
        }
        s.code += 2;
        break;
      case OP_CHAR_ANY_CASE:
      case OP_CHAR_ASCII_CASE:
        alive = match_one(m, code, &s.at);
        s.code += 2;
        break;
      case OP_NOT_NEWLINE:
      case OP_ANY:
        alive = match_one(m, code, &s.at);
        s.code += 1;
        break;
      case OP_IN:
        alive = match_one(m, code, &s.at);
        s.code += code[1];
        break;
      case OP_BOUNDARY:
      case OP_NOT_BOUNDARY:
        alive = is_place(m, code, s.at);
        s.code += 2;
        break;
      case OP_BEGIN:
      case OP_BEGIN_LINE:
      case OP_END:
      case OP_END_LINE:
      case OP_END_TEXT:
        alive = is_place(m, code, s.at);
        s.code += 1;
        break;
      case OP_JUMP:
        s.code += code[1];
        break;
      case OP_BRANCH:
        push(m, CHOICE, s.code + code[1], s.at, 0);
        s.code += 2;
        break;
      case OP_BRANCH_LAZY:
        push(m, CHOICE, s.code + 2, s.at, 0);
        s.code += code[1];
        break;
      case OP_SAVE:
        set(m, code[1], s.at);
        if (code[1] & 1) set(m, last_group, code[1] / 2);
        s.code += 2;
        break;
      case OP_REPEAT_GREEDY:
      case OP_REPEAT_LAZY:
      case OP_REPEAT_POSSESSIVE:
        alive = run_repeat(m, &s);
        break;
      case OP_LOOP_INIT:
        set(m, slots + code[1], 0);
        set(m, slots + code[1] + 1, REGEX_NONE);
        s.code += 2;
        break;
      case OP_LOOP_GREEDY:
      case OP_LOOP_LAZY:
        run_loop(m, &s, slots);
        break;
      case OP_LOOP_AGAIN: {
        const uint32_t count = slots + code[1];
        set(m, count + 1, s.at);
        set(m, count, m->registers[count] + 1);
        s.code += 2;
        break;
      }
      case OP_GROUP_REF:
      case OP_GROUP_REF_ANY_CASE:
      case OP_GROUP_REF_ASCII_CASE:
        alive = match_group(m, code, &s.at);
        s.code += 2;
        break;
      case OP_IF_GROUP:
        s.code += m->registers[2 * code[1] + 1] != REGEX_NONE ? 3 : code[2];
        break;
      default:
        alive = run_group(m, &s, slots);
        break;
    }
    if (!alive && !go_back(m, &s)) return false;
  }
}

void regex_matcher_init(regex_matcher* m, const regex_program* program, const uint8_t* text, uint32_t end,
                        uint32_t* registers) {
  m->program = program;
  m->text = text;
  m->end = end;
  m->registers = registers;
  m->stack = m->local;
  m->stack_count = 0;
  m->stack_capacity = REGEX_LOCAL_ENTRIES;
  m->steps_left = STEPS_PER_POLL;
  memset(registers, 0xff, regex_registers_count(program) * sizeof(uint32_t));
}

void regex_matcher_free(regex_matcher* m) {
  if (m->stack != m->local) regex_resize(m->stack, m->stack_capacity * sizeof(regex_entry), 0);
  m->stack = m->local;
  m->stack_capacity = REGEX_LOCAL_ENTRIES;
}

/* The next place from `at` on where a match can begin, judged by one byte; REGEX_NONE when there is none. */
static uint32_t skip_to_first(regex_matcher* m, uint32_t at) {
  const uint32_t* first = m->program->first;
  for (; at < m->end; at++) {
    const uint8_t byte = m->text[at];
    if (first[byte / 32] >> (byte % 32) & 1) return at;
    if (at % STEPS_PER_POLL == 0) regex_poll();
  }
  return REGEX_NONE;
}

bool regex_find(regex_matcher* m, regex_mode mode, uint32_t start, bool must_advance) {
  if (start > m->end) return false;
  const uint32_t forbidden = must_advance ? start : REGEX_NONE;
  if (mode != REGEX_SEARCH) return run(m, start, mode == REGEX_FULL_MATCH, forbidden);
  if (m->program->anchored) return start == 0 && run(m, 0, false, forbidden);
  for (uint32_t at = start;;) {
    if (m->program->has_first) {
      at = skip_to_first(m, at);
      if (at == REGEX_NONE) return false;
    }
    if (m->program->is_bytes || at == m->end || (m->text[at] & 0xc0) != 0x80) {
      /* A match that begins later ends later, so `forbidden` concerns the first place alone. */
      if (run(m, at, false, forbidden)) return true;
      step_many(m, 1);
    }
    if (at >= m->end) return false;
    at++;
  }
}
