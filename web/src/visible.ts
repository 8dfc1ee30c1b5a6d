// Text of a guest, made visible: what would hide, reorder or move text is shown as an escape.

// As base/terminal.cc has it, and some that are invisible in a browser: soft hyphen, marks, zero width space, BOM.
// Joiners (U+200C, U+200D) stay, for scripts and emoji need them.
const kHidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\r(?!\n)|[\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

// Beyond this many, escapes are plain text and no elements of their own.
const kMarkedMax = 2000;

function escapeOf(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  if (code === 0x0d) return '\\r';
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

export function visible(text: string): string {
  return text.replace(kHidden, escapeOf);
}

// The same as nodes, with the escapes marked so that they cannot be mistaken for text.
export function visibleNodes(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  let from = 0;
  let marked = 0;
  for (const found of text.matchAll(kHidden)) {
    if (marked++ === kMarkedMax) break;
    if (found.index > from) made.append(text.slice(from, found.index));
    const mark = document.createElement('span');
    mark.className = 'escape';
    mark.textContent = escapeOf(found[0]);
    made.append(mark);
    from = found.index + found[0].length;
  }
  if (from < text.length) made.append(visible(text.slice(from)));
  return made;
}

// The line by which a person knows code again: the first that is no comment and no import.
export function firstLine(text: string, length = 80): string {
  const lines = text.split('\n', 200).map((each) => each.trim()).filter((each) => each && !each.startsWith('#'));
  const line = lines.find((each) => !/^(import|from)\s/.test(each)) ?? lines[0] ?? text.slice(0, 1000).trim();
  return visible(line.length > length ? `${line.slice(0, length)}…` : line);
}
