// Shows what the code handed to display(), in the richest form there is; the others are a click away.
import {makeChart, svgAddress} from './chart';
import {h, parseInert} from './dom';
import * as format from './format';
import {growsTooMuch} from './frames/html_growth';
import {htmlFrame, pictureFrame} from './guest_frame';
import {jsonTree} from './json_tree';
import {makeTable, tableOfHtml, type TableData} from './table';
import type {Binary, Bundle} from './types';
import {visible} from './visible';

export type Save = (name: string, content: Blob) => void;

const kTextMax = 100_000;
const kHtmlParsedMax = 2_000_000;
const kImageCharactersMax = 24_000_000;
const kImages: Record<string, string> = {'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp'};

interface Form {
  label: string;
  make: () => HTMLElement;
}

function isBinary(value: unknown): value is Binary {
  return typeof value === 'object' && value !== null && typeof (value as Binary).$base64 === 'string';
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const made = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; ++index) made[index] = binary.charCodeAt(index);
  return made;
}

function textOf(value: string | Binary): string {
  return isBinary(value) ? new TextDecoder().decode(bytesOf(value.$base64)) : value;
}

export function plainText(text: string, save: Save, name = 'text.txt'): HTMLElement {
  const cut = text.length > kTextMax;
  const shown = h('pre', {class: 'text', tabindex: '0'}, visible(cut ? text.slice(0, kTextMax) : text));
  if (!cut) return shown;
  const rest = h('button', {type: 'button', class: 'quiet', onclick: () => save(name, new Blob([text], {type: 'text/plain'}))}, 'Download all of it');
  return h('div', null, shown, h('p', {class: 'note'}, `${(text.length - kTextMax).toLocaleString('en')} more characters are not shown. `, rest));
}

function picture(address: string, alternative: string): HTMLElement {
  if (address.length > kImageCharactersMax) return h('p', {class: 'note bad'}, 'This picture is too big to be shown.');
  return pictureFrame(address, alternative);
}

// About how high HTML will be. Its frame cannot be measured, for nothing in there may run; it can be dragged, though.
function heightOf(body: HTMLElement): number {
  const lines = body.querySelectorAll('p, li, tr, br, div, h1, h2, h3, h4, pre').length;
  const text = (body.textContent ?? '').length;
  const pictures = body.querySelectorAll('img, svg').length;
  return Math.max(72, Math.min(440, 48 + Math.max(lines * 34, (text / 80) * 22) + pictures * 180));
}

function htmlForms(html: string, save: Save): Form[] {
  const source = {label: 'Source', make: () => plainText(html, save, 'display.html.txt')};
  if (html.length > kHtmlParsedMax || growsTooMuch(html)) {
    return [{label: 'HTML', make: () => htmlFrame(html, 72)}, source];  // which says that it is too much
  }
  const body = parseInert(html).body;
  const height = heightOf(body);
  const table: TableData | null = tableOfHtml(body);
  return [table ? {label: 'Table', make: () => makeTable(table, save)} : {label: 'HTML', make: () => htmlFrame(html, height)}, source];
}

// True when a display is the table of a value: what the last expression gave is displayed as well when it is a table. The
// value has all of its rows, and numbers as numbers.
export function isTableOf(bundle: Bundle, value: TableData): boolean {
  const html = bundle['text/html'];
  if (typeof html !== 'string' || html.length > kHtmlParsedMax || growsTooMuch(html)) return false;
  const table = tableOfHtml(parseInert(html).body);
  if (!table || table.rows.length > value.rows.length) return false;
  return table.columns.every((name, index) => name === value.columns[index]);
}

function formsOf(bundle: Bundle, save: Save): Form[] {
  const forms: Form[] = [];
  const text = typeof bundle['text/plain'] === 'string' ? bundle['text/plain'].slice(0, 500) : '';
  const alternative = /[\u2500-\u28ff]/.test(text) ? '' : visible(text);  // bars made of letters tell nobody anything
  for (const [mime, value] of Object.entries(bundle)) {
    if (/^application\/vnd\.vegalite\.v\d+(\.\d+)*\+json$/.test(mime)) {
      const spec = textOf(value);
      forms.unshift({label: 'Chart', make: () => makeChart(spec, alternative || 'Chart that the code made')});
      forms.push({label: 'Spec', make: () => jsonForm(spec, save)});
    } else if (kImages[mime] && isBinary(value)) {
      forms.push({label: 'Picture', make: () => picture(`data:${mime};base64,${value.$base64.replace(/[^A-Za-z0-9+/=]/g, '')}`, alternative || 'Picture that the code made')});
    } else if (mime === 'image/svg+xml') {
      const svg = textOf(value);
      forms.push({label: 'Picture', make: () => picture(svgAddress(svg), alternative || 'Drawing that the code made')}, {label: 'Source', make: () => plainText(svg, save, 'drawing.svg.txt')});
    } else if (mime === 'text/html') {
      forms.push(...htmlForms(textOf(value), save));
    } else if (mime === 'application/json' || mime.endsWith('+json')) {
      const text = textOf(value);
      forms.push({label: 'JSON', make: () => jsonForm(text, save)});
    } else if (mime === 'text/markdown' || mime === 'text/latex') {
      const text = textOf(value);
      forms.push({label: mime === 'text/latex' ? 'LaTeX' : 'Markdown', make: () => plainText(text, save)});
    } else if (mime !== 'text/plain') {
      forms.push({label: visible(mime.slice(0, 60)), make: () => otherForm(mime, value, save)});
    }
  }
  const plain = bundle['text/plain'];
  if (plain !== undefined && (textOf(plain) || !forms.length)) forms.push({label: 'Text', make: () => plainText(textOf(plain), save)});
  return forms;
}

function jsonForm(text: string, save: Save): HTMLElement {
  try {
    return jsonTree(JSON.parse(text));
  } catch {
    return plainText(text, save);
  }
}

function otherForm(mime: string, value: string | Binary, save: Save): HTMLElement {
  const content = new Blob([isBinary(value) ? bytesOf(value.$base64) : value], {type: 'application/octet-stream'});
  return h(
    'p',
    {class: 'note'},
    `${visible(mime.slice(0, 100))}, ${format.bytes(content.size)} `,
    h('button', {type: 'button', class: 'quiet', onclick: () => save('display.bin', content)}, 'Download'),
  );
}

export function makeDisplay(bundle: Bundle, save: Save): HTMLElement {
  const forms = formsOf(bundle, save).slice(0, 12);
  const stage = h('div', {class: 'display-stage'});
  const made = h('figure', {class: 'display'}, stage);
  const show = (form: Form | undefined) => {
    try {
      stage.replaceChildren(form ? form.make() : h('p', {class: 'note'}, 'Nothing to show.'));
    } catch (error) {
      stage.replaceChildren(h('p', {class: 'note bad'}, `This cannot be shown: ${visible(String(error).slice(0, 300))}`));
    }
    made.dataset.form = form?.label.toLowerCase() ?? '';
  };
  if (forms.length > 1) {
    const buttons = forms.map((form) =>
      h('button', {type: 'button', 'aria-pressed': String(form === forms[0]), onclick: (event: Event) => {
        for (const each of buttons) each.setAttribute('aria-pressed', String(each === event.currentTarget));
        show(form);
      }}, form.label),
    );
    made.append(h('div', {class: 'forms', role: 'group', 'aria-label': 'Show as'}, ...buttons));
  }
  show(forms[0]);
  return made;
}
