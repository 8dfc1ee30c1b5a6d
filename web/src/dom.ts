// Makes elements. Text becomes text nodes; there is no way from here to markup.

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

// Attributes that would turn text into code or a load. Who needs one sets it by hand and says why.
const kForbidden = new Set(['style', 'srcdoc', 'src', 'href', 'action', 'formaction', 'innerhtml']);

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') {
      made.addEventListener(name.replace(/^on/, ''), value as unknown as EventListener);
    } else if (kForbidden.has(name)) {
      throw new Error(`the attribute ${name} is not set here`);
    } else {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return made;
}

// Something to unfold that is drawn anew now and then: `open` holds the keys of those that are unfolded.
export function foldable(open: Set<string>, key: string, attributes: Record<string, Value>, ...children: Child[]): HTMLDetailsElement {
  const made = h('details', {...attributes, open: open.has(key)}, ...children);
  made.addEventListener('toggle', () => (made.open ? open.add(key) : open.delete(key)));
  return made;
}

const kIcons: Record<string, string> = {
  run: 'M5 3.2v9.6L13 8z',
  stop: 'M4 4h8v8H4z',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  help: 'M5.9 6.1a2.1 2.1 0 1 1 3.2 1.8c-.8.5-1.1.9-1.1 1.8M8 12.1v.2',
  down: 'M8 2.5v8M4.8 7.6 8 10.8l3.2-3.2M3 13.5h10',
  up: 'M8 10.8v-8M4.8 6 8 2.8 11.2 6M3 13.5h10',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  fork: 'M5 2.5v11M5 9.5c4 0 6-1.5 6-4.5M11 5V2.5',
  undo: 'M6 3 3 6l3 3M3.4 6H9a3.6 3.6 0 0 1 0 7.2H6',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  edit: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
};

const kSvg = 'http://www.w3.org/2000/svg';

export function icon(name: string): SVGSVGElement {
  const made = document.createElementNS(kSvg, 'svg');
  made.setAttribute('viewBox', '0 0 16 16');
  made.setAttribute('class', `icon icon-${name}`);
  made.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(kSvg, 'path');
  path.setAttribute('d', kIcons[name] ?? '');
  made.append(path);
  return made;
}

// A button with an icon alone; `label` is its name for everybody who does not see the icon, and its tooltip.
export function iconButton(name: string, label: string, onclick: () => void, key?: string): HTMLButtonElement {
  return h('button', {type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'data-key': key, onclick}, icon(name));
}

// Puts new children in and keeps the focus where it was, by data-key.
export function replace(parent: Element, ...children: Child[]): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && parent.contains(active) ? active.dataset.key : undefined;
  const lost = active instanceof HTMLElement && parent.contains(active);
  parent.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  if (!lost) return;
  for (const each of parent.querySelectorAll<HTMLElement>('[data-key]')) {
    if (each.dataset.key === key) return each.focus();
  }
}

// Only one policy exists, and what it makes goes into documents that run nothing and load nothing.
interface TrustedTypes {
  createPolicy(name: string, rules: {createHTML: (text: string) => string}): {createHTML: (text: string) => unknown};
}
const trusted = (globalThis as {trustedTypes?: TrustedTypes}).trustedTypes;
const inert = trusted?.createPolicy('inert', {createHTML: (text) => text});

// A document without a window: no script of it runs, nothing of it is loaded.
export function parseInert(html: string): Document {
  const text = inert ? inert.createHTML(html) : html;
  return new DOMParser().parseFromString(text as string, 'text/html');
}
