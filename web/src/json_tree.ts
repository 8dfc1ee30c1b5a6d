// Data as a tree that opens. Children are made when they are looked at, a hundred at a time.
import {h} from './dom';
import {count} from './format';
import {visible, visibleNodes} from './visible';

const kChildrenAtOnce = 100;
const kTextMax = 5000;

function leaf(value: unknown): HTMLElement {
  if (typeof value === 'string') {
    const text = value.length > kTextMax ? `${value.slice(0, kTextMax)}…` : value;
    return h('span', {class: 'json-string'}, '"', visibleNodes(text), '"');
  }
  return h('span', {class: typeof value === 'number' || typeof value === 'bigint' ? 'json-number' : 'json-word'}, String(value));
}

function preview(value: object): string {
  return Array.isArray(value) ? `[${count(value.length, 'item')}]` : `{${count(Object.keys(value).length, 'key')}}`;
}

function node(key: string | null, value: unknown, open: boolean): HTMLElement {
  const name = key === null ? null : h('span', {class: 'json-key'}, `${visible(key.slice(0, kTextMax))}: `);
  if (typeof value !== 'object' || value === null) return h('div', {class: 'json-leaf'}, name, leaf(value));
  const entries: [string, unknown][] = Array.isArray(value) ? value.map((each, index) => [String(index), each]) : Object.entries(value);
  const made = h('details', {class: 'json-node'}, h('summary', null, name, h('span', {class: 'json-preview'}, preview(value))));
  const list = h('div', {class: 'json-children'});
  made.append(list);
  let next = 0;
  const more = () => {
    const upTo = Math.min(next + kChildrenAtOnce, entries.length);
    list.querySelector(':scope > button')?.remove();
    for (; next < upTo; next += 1) {
      const entry = entries[next];
      if (entry) list.append(node(entry[0], entry[1], false));
    }
    if (next < entries.length) {
      list.append(h('button', {type: 'button', class: 'quiet', onclick: more}, `${count(entries.length - next, 'more item', 'more items')} …`));
    }
  };
  made.addEventListener('toggle', () => made.open && next === 0 && more());
  if (open) {
    more();
    made.open = true;
  }
  return made;
}

export function jsonTree(value: unknown): HTMLElement {
  return h('div', {class: 'json'}, node(null, value, true));
}
