// The files inside the glass.
import {h, icon, iconButton, replace} from './dom';
import * as format from './format';
import type {FileEntry} from './types';
import {visible} from './visible';

export const kFolders = ['/input', '/output', '/tmp'] as const;

export interface FilesModel {
  scratch: boolean;
  files: FileEntry[] | null;  // null: not known, for the session runs or waits
}

export interface FilesEvents {
  upload: (files: File[], folder: string) => void;
  download: (path: string) => void;
  remove: (path: string) => void;
}

const kShownMax = 500;
const kFolderNotes: Record<string, string> = {
  '/input': 'nothing was put in yet',
  '/output': 'nothing was left here',
  '/tmp': 'empty',
};

export class FilesView {
  private readonly list = h('div', {class: 'folders'});
  private readonly note = h('p', {class: 'note'});
  private folder = '/input';

  constructor(
    host: HTMLElement,
    private readonly events: FilesEvents,
  ) {
    const field = h('input', {type: 'file', multiple: true, class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true', id: 'upload-file'});
    field.addEventListener('change', () => {
      const files = [...(field.files ?? [])];
      field.value = '';
      if (files.length) events.upload(files, this.folder);
    });
    const choose = (folder: string) => ((this.folder = folder), field.click());
    host.append(
      h('div', {class: 'panel-actions'}, h('button', {type: 'button', class: 'primary', id: 'upload', onclick: () => choose('/input')}, icon('up'), 'Upload to /input'), field),
      this.note,
      this.list,
    );
    this.upload = choose;
  }

  private readonly upload: (folder: string) => void;

  update({scratch, files}: FilesModel): void {
    this.note.textContent = scratch
      ? 'Scratch runs find these in /input. What they leave in /output comes with the run.'
      : files === null
        ? 'The files can be seen when nothing runs in this session.'
        : '';
    this.note.hidden = !this.note.textContent;
    if (files === null) return replace(this.list);
    replace(this.list, ...(scratch ? ['/input'] : kFolders).map((folder) => this.section(folder, files.filter((file) => file.path.startsWith(`${folder}/`)), scratch)));
  }

  private section(folder: string, files: FileEntry[], scratch: boolean): HTMLElement {
    const rows = files.slice(0, kShownMax).map((file) => this.row(folder, file));
    if (files.length > kShownMax) rows.push(h('li', {class: 'empty'}, `${files.length - kShownMax} more`));
    return h(
      'section',
      {class: 'folder'},
      h('h3', null, folder, h('span', {class: 'gap'}), scratch || folder === '/input' ? null : iconButton('up', `Upload to ${folder}`, () => this.upload(folder), `upload ${folder}`)),
      h('ul', {class: 'files', 'aria-label': folder}, ...(rows.length ? rows : [h('li', {class: 'empty'}, kFolderNotes[folder] ?? 'empty')])),
    );
  }

  private row(folder: string, file: FileEntry): HTMLElement {
    const name = visible(file.path.slice(folder.length + 1));
    if (file.is_folder) return h('li', {class: 'file is-folder'}, h('span', {class: 'file-name'}, `${name}/`));
    return h(
      'li',
      {class: 'file'},
      h('button', {type: 'button', class: 'file-name', title: `Download ${name}`, 'data-key': `get ${file.path}`, onclick: () => this.events.download(file.path)}, name),
      h('span', {class: 'size'}, format.bytes(file.bytes)),
      iconButton('trash', `Delete ${name}`, () => this.events.remove(file.path), `remove ${file.path}`),
    );
  }
}
