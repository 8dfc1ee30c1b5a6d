// Questions that the page itself has: a name, a yes, a token, and the help.
import {h} from './dom';

function open(title: string, content: HTMLElement[], kind = ''): HTMLDialogElement {
  const heading = h('h2', {id: `dialog-${Math.random().toString(36).slice(2)}`}, title);
  const dialog = h('dialog', {class: `dialog ${kind}`, 'aria-labelledby': heading.id}, heading, ...content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export interface Field {
  name: string;
  label: string;
  note?: string;
  value?: string;
  placeholder?: string;
  type?: string;
  pattern?: string;
  required?: boolean;
}

// Gives the fields' texts by name, or null.
export function ask(title: string, words: string, fields: Field[], button: string): Promise<Record<string, string> | null> {
  return new Promise((resolve) => {
    let answer: Record<string, string> | null = null;
    const inputs = fields.map((field) =>
      h('input', {
        id: `field-${field.name}`,
        name: field.name,
        type: field.type ?? 'text',
        value: field.value,
        placeholder: field.placeholder,
        pattern: field.pattern,
        required: field.required,
        autocomplete: 'off',
        spellcheck: 'false',
        autocapitalize: 'off',
      }),
    );
    const rows = fields.map((field, index) =>
      h('div', {class: 'field'}, h('label', {for: `field-${field.name}`}, field.label), inputs[index] ?? null, field.note ? h('p', {class: 'note'}, field.note) : null),
    );
    const form = h(
      'form',
      {onsubmit: (event: Event) => {
        event.preventDefault();
        answer = Object.fromEntries(inputs.map((input) => [input.name, input.value]));
        dialog.close();
      }},
      ...(words ? [h('p', null, words)] : []),
      ...rows,
      h('div', {class: 'dialog-foot'}, h('button', {type: 'button', onclick: () => dialog.close()}, 'Not now'), h('button', {type: 'submit', class: 'primary'}, button)),
    );
    const dialog = open(title, [form]);
    inputs[0]?.focus();
    inputs[0]?.select();
    dialog.addEventListener('close', () => resolve(answer));
  });
}

export function confirm(title: string, words: string, button: string): Promise<boolean> {
  return new Promise((resolve) => {
    let yes = false;
    const no = h('button', {type: 'button', onclick: () => dialog.close()}, 'No, leave it');
    const foot = h('div', {class: 'dialog-foot'}, no, h('button', {type: 'button', class: 'primary danger', onclick: () => ((yes = true), dialog.close())}, button));
    const dialog = open(title, [h('p', null, words), foot]);
    no.focus();
    dialog.addEventListener('close', () => resolve(yes));
  });
}

const kShortcuts: [string[], string][] = [
  [['Ctrl', 'Enter'], 'Run the code (⌘ on a Mac)'],
  [['Ctrl', '.'], 'Stop the run'],
  [['Esc', 'Tab'], 'Leave the editor, for Tab indents in there'],
  [['E'], 'To the editor'],
  [['O'], 'To the last run'],
  [['1'], 'Sessions'],
  [['2'], 'Files'],
  [['3'], 'Data: databases, functions, limits'],
  [['N'], 'New session'],
  [['?'], 'This help'],
];

export function help(version: string): void {
  const rows = kShortcuts.map(([keys, words]) => h('div', {class: 'shortcut'}, h('dt', null, ...keys.map((key) => h('kbd', null, key))), h('dd', null, words)));
  open('Keys', [
    h('dl', {class: 'shortcuts'}, ...rows),
    h('p', {class: 'note'}, 'Letters and digits work while nothing is being typed. Tables sort by a click on a column’s name. Files can be dropped anywhere.'),
    h('p', {class: 'note'}, version),
    h('form', {method: 'dialog', class: 'dialog-foot'}, h('button', {class: 'primary', value: 'close'}, 'Close')),
  ], 'help');
}
