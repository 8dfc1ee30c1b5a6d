// Tables that sort. Built cell by cell from data; a cell is text and nothing else.
import {count} from './format';
import {h} from './dom';
import {visible, visibleNodes} from './visible';

export interface TableData {
  columns: string[];
  rows: unknown[][];
  note?: string;  // what was left out before it came here
}

const kColumnsMax = 200;
const kRowsAtFirst = 100;
const kRowsMore = 500;
const kCellCharactersMax = 2000;

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('$base64' in value);
}

// A list of dicts, or {"columns", "rows"}, as display() takes them for tables too. Else null.
export function tableOf(value: unknown): TableData | null {
  if (Array.isArray(value)) {
    if (!value.length || !value.every(isRow)) return null;
    const columns = new Set<string>();
    for (const row of value) for (const name of Object.keys(row)) columns.add(name);
    if (!columns.size) return null;
    const names = [...columns];
    return {columns: names, rows: value.map((row) => names.map((name) => (Object.hasOwn(row, name) ? row[name] : null)))};
  }
  if (!isRow(value)) return null;
  const {columns, rows, truncated} = value;
  if (!Array.isArray(columns) || !Array.isArray(rows) || !columns.length) return null;
  if (!rows.every((row): row is unknown[] => Array.isArray(row))) return null;
  return {columns: columns.map(String), rows, note: truncated === true ? 'The query gave more rows; they were left out.' : undefined};
}

// The table of a text/html display that is a table and nothing more. Else null: it is drawn in a frame then.
export function tableOfHtml(body: HTMLElement): TableData | null {
  const copy = body;
  for (const each of copy.querySelectorAll('style')) each.remove();
  const tables = copy.querySelectorAll('table');
  const table = tables[0];
  if (tables.length !== 1 || !table) return null;
  const after = [...copy.querySelectorAll('p')].filter((each) => !table.contains(each));
  const note = after.map((each) => each.textContent ?? '').join(' ').trim();
  let others = (copy.textContent ?? '').replace(/\s+/g, '').length;
  others -= (table.textContent ?? '').replace(/\s+/g, '').length + note.replace(/\s+/g, '').length;
  if (others !== 0 || copy.querySelector('img, svg, canvas, video, audio, iframe, form, input, button, object, embed, math')) return null;
  if (table.querySelector('[colspan]:not([colspan="1"]), [rowspan]:not([rowspan="1"])')) return null;
  const lines = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent ?? ''));
  const head = table.tHead?.rows[0] ?? ([...(table.rows[0]?.cells ?? [])].every((cell) => cell.tagName === 'TH') ? table.rows[0] : undefined);
  if (!head || head !== table.rows[0]) return null;
  const columns = lines.shift() ?? [];
  if (!columns.length) return null;
  return {columns, rows: lines, note: note || undefined};
}

export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each)) ?? '';
  } catch {
    return 'nested too deeply';
  }
}

const kNumber = /^[-+]?(\d[\d,]*\.?\d*|\.\d+)([eE][-+]?\d+)?%?$/;

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || value.length > 40 || !kNumber.test(value.trim())) return null;
  return Number(value.trim().replace(/[,%]/g, ''));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

// A column is numbers when all that is there is.
function isNumeric(rows: unknown[][], column: number): boolean {
  let some = false;
  for (const row of rows) {
    if (isNothing(row[column])) continue;
    if (numberOf(row[column]) === null) return false;
    some = true;
  }
  return some;
}

type Order = 'none' | 'ascending' | 'descending';

// What is missing comes last, whichever way.
function sorted(rows: unknown[][], column: number, order: Order, numeric: boolean): unknown[][] {
  if (order === 'none') return rows;
  const sign = order === 'ascending' ? 1 : -1;
  const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});
  const keyed = rows.map((row) => ({row, missing: isNothing(row[column]), key: numeric ? numberOf(row[column]) : cellText(row[column])}));
  keyed.sort((a, b) => {
    if (a.missing || b.missing) return Number(a.missing) - Number(b.missing);
    return sign * (numeric ? (a.key as number) - (b.key as number) : collator.compare(a.key as string, b.key as string));
  });
  return keyed.map((each) => each.row);
}

function csvCell(value: unknown): string {
  const text = cellText(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function csvOf(data: TableData): string {
  return [data.columns, ...data.rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

export function makeTable(data: TableData, save: (name: string, content: Blob) => void): HTMLElement {
  const columns = data.columns.slice(0, kColumnsMax);
  const numeric = columns.map((_name, column) => isNumeric(data.rows, column));
  let by = -1;
  let order: Order = 'none';
  let shown = kRowsAtFirst;
  let rows = data.rows;

  const body = h('tbody');
  const more = h('button', {type: 'button', class: 'quiet', onclick: () => ((shown += kRowsMore), fill())});
  const heads = columns.map((name, column) => {
    const button = h('button', {type: 'button', onclick: () => sortBy(column)}, visible(name) || ' ', h('span', {class: 'order', 'aria-hidden': 'true'}));
    return h('th', {scope: 'col', 'aria-sort': 'none', class: numeric[column] ? 'number' : null}, button);
  });

  function sortBy(column: number): void {
    if (by !== column) order = 'ascending';
    else order = order === 'ascending' ? 'descending' : order === 'descending' ? 'none' : 'ascending';
    by = column;
    rows = sorted(data.rows, column, order, numeric[column] ?? false);
    heads.forEach((head, index) => head.setAttribute('aria-sort', index === column ? order : 'none'));
    fill();
  }

  function cell(value: unknown, column: number): HTMLElement {
    let text = cellText(value);
    if (text.length > kCellCharactersMax) text = `${text.slice(0, kCellCharactersMax)}…`;
    const made = h('td', {class: numeric[column] ? 'number' : null}, visibleNodes(text));
    if (value === null) made.classList.add('nothing');
    return made;
  }

  function fill(): void {
    body.replaceChildren(...rows.slice(0, shown).map((row) => h('tr', null, ...columns.map((_name, column) => cell(row[column], column)))));
    const left = rows.length - shown;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, kRowsMore).toLocaleString('en')} more of ${count(left, 'row')}`;
  }
  fill();

  const notes = [count(data.rows.length, 'row')];
  if (data.columns.length > kColumnsMax) notes.push(`${data.columns.length - kColumnsMax} more columns are in the CSV`);
  if (data.note) notes.push(visible(data.note));
  const download = h('button', {type: 'button', class: 'quiet', onclick: () => save('table.csv', new Blob([csvOf(data)], {type: 'text/csv'}))}, 'CSV');
  return h(
    'div',
    {class: 'table'},
    h('div', {class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table'}, h('table', null, h('thead', null, h('tr', null, ...heads)), body)),
    h('div', {class: 'table-foot'}, h('span', {class: 'table-count'}, notes.join(' · ')), more, download),
  );
}
