// The sessions with their turns, as a tree: a fork hangs below the turn it came from.
import {foldable, h, icon, iconButton, replace} from './dom';
import * as format from './format';
import type {Session, Turn} from './types';
import {firstLine, visible} from './visible';

export interface SessionsModel {
  sessions: Session[];
  current: string | null;
  histories: Map<string, Turn[]>;  // by the session's id
  running: (name: string | null) => boolean;
}

export interface SessionsEvents {
  select: (name: string | null) => void;
  create: () => void;
  restore: (file: File) => void;
  fork: (name: string, turn: number | null) => void;
  undo: (name: string, to: Turn) => void;
  remove: (name: string) => void;
  snapshot: (name: string) => void;
  journal: (name: string) => void;
  edit: (code: string) => void;
}

const kTurnsAtFirst = 25;

interface Origin {
  name: string;
  turn: number;
}

// Where a session came from, when its first turn still tells.
export function originOf(turns: Turn[] | undefined): Origin | null {
  const first = turns?.[0];
  if (first?.kind !== 'fork') return null;
  const found = /^([\s\S]+) at turn (\d+)$/.exec(first.text);
  return found?.[1] ? {name: found[1], turn: Number(found[2])} : null;
}

function turnWords(turn: Turn): string {
  switch (turn.kind) {
    case 'start':
      return 'a fresh interpreter';
    case 'fork':
      return `forked from ${visible(turn.text)}`;
    case 'restore':
      return 'restored from a snapshot';
    case 'write_file':
      return `wrote ${visible(turn.text)}`;
    case 'remove_file':
      return `removed ${visible(turn.text)}`;
    case 'code':
      return firstLine(turn.text, 60) || 'empty code';
  }
}

export class SessionsView {
  private readonly list = h('ul', {class: 'tree', 'aria-label': 'Sessions'});
  private readonly allTurns = new Set<string>();
  private readonly open = new Set<string>();  // turns that are unfolded

  constructor(
    host: HTMLElement,
    private readonly events: SessionsEvents,
  ) {
    const upload = h('input', {type: 'file', class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true', id: 'restore-file'});
    upload.addEventListener('change', () => {
      const file = upload.files?.[0];
      upload.value = '';
      if (file) events.restore(file);
    });
    host.append(
      h(
        'div',
        {class: 'panel-actions'},
        h('button', {type: 'button', class: 'primary', id: 'new-session', onclick: () => events.create()}, icon('plus'), 'New session'),
        h('button', {type: 'button', id: 'restore', title: 'Make a session from a snapshot', onclick: () => upload.click()}, icon('up'), 'Restore'),
        upload,
      ),
      this.list,
    );
  }

  update(model: SessionsModel): void {
    const children = new Map<string, {session: Session; turn: number}[]>();
    const roots: Session[] = [];
    const byName = new Map(model.sessions.map((each) => [each.name, each]));
    for (const session of model.sessions) {
      const origin = originOf(model.histories.get(session.id));
      const parent = origin && byName.get(origin.name);
      // Somebody may have taken the name since; whoever came later is no parent.
      if (origin && parent && parent !== session && parent.created <= session.created) {
        children.set(parent.name, [...(children.get(parent.name) ?? []), {session, turn: origin.turn}]);
      } else {
        roots.push(session);
      }
    }
    const items: HTMLElement[] = [this.scratch(model)];
    for (const root of roots) items.push(this.session(root, model, children, 0, null));
    if (!model.sessions.length) {
      items.push(h('li', {class: 'empty'}, 'No sessions yet. A session keeps names, imports and files from run to run, and each run can be undone.'));
    }
    replace(this.list, ...items);
  }

  private scratch(model: SessionsModel): HTMLElement {
    const active = model.current === null;
    return h(
      'li',
      {class: 'node scratch'},
      h(
        'button',
        {type: 'button', class: 'node-name', 'aria-current': active ? 'true' : null, 'data-key': 'scratch', onclick: () => this.events.select(null)},
        h('span', {class: 'node-title'}, 'Scratch'),
        h('span', {class: 'node-note'}, model.running(null) ? 'running' : 'nothing is kept'),
      ),
    );
  }

  private session(session: Session, model: SessionsModel, children: Map<string, {session: Session; turn: number}[]>, depth: number, from: number | null): HTMLElement {
    const {name} = session;
    const active = model.current === name;
    const state = session.running || model.running(name) ? 'running' : session.parked ? 'waits for an answer' : `${format.count(session.turn, 'turn')}, ${format.ago(session.used)}`;
    const button = h(
      'button',
      {type: 'button', class: 'node-name', 'aria-current': active ? 'true' : null, 'data-key': `session ${name}`, 'data-session': name, onclick: () => this.events.select(name)},
      h('span', {class: 'node-title'}, visible(name)),
      h('span', {class: `node-note${session.parked ? ' parked' : ''}`}, from === null ? state : `from turn ${from} · ${state}`),
    );
    const item = h('li', {class: 'node'}, button);
    const forks = depth < 8 ? (children.get(name) ?? []) : [];
    const forkItem = (fork: {session: Session; turn: number}) => this.session(fork.session, model, children, depth + 1, fork.turn);
    if (!active) {
      if (forks.length) item.append(h('ul', {class: 'tree forks'}, ...forks.map(forkItem)));
      return item;
    }
    item.append(
      h(
        'div',
        {class: 'node-actions', role: 'group', 'aria-label': `What can be done with ${visible(name)}`},
        iconButton('fork', 'Fork: a second session as this one is now', () => this.events.fork(name, null), 'act fork'),
        iconButton('down', 'Download a snapshot', () => this.events.snapshot(name), 'act snapshot'),
        iconButton('file', 'Download the journal', () => this.events.journal(name), 'act journal'),
        iconButton('trash', 'Delete this session', () => this.events.remove(name), 'act delete'),
        h('span', {class: 'node-size'}, format.bytes(session.bytes)),
      ),
    );
    const turns = [...(model.histories.get(session.id) ?? [])].reverse();
    const limit = this.allTurns.has(session.id) ? turns.length : kTurnsAtFirst;
    const placed = new Set<string>();
    const rows = turns.slice(0, limit).map((turn) => {
      const row = this.turn(session, turn);
      const here = forks.filter((fork) => fork.turn === turn.number);
      for (const fork of here) placed.add(fork.session.name);
      if (here.length) row.append(h('ul', {class: 'tree forks'}, ...here.map(forkItem)));
      return row;
    });
    if (turns.length > limit) {
      const more = () => (this.allTurns.add(session.id), this.update(model));
      rows.push(h('li', null, h('button', {type: 'button', class: 'quiet', 'data-key': 'more turns', onclick: more}, `${turns.length - limit} older turns`)));
    }
    const rest = forks.filter((fork) => !placed.has(fork.session.name));
    item.append(h('ol', {class: 'turns', 'aria-label': `Turns of ${visible(name)}, the newest first`}, ...rows));
    if (rest.length) item.append(h('ul', {class: 'tree forks'}, ...rest.map(forkItem)));
    return item;
  }

  private turn(session: Session, turn: Turn): HTMLElement {
    const key = `${session.id} ${turn.number}`;
    const isLast = turn.number === session.turn;
    const body = h('div', {class: 'turn-body'});
    const details = foldable(
      this.open,
      key,
      {class: 'turn'},
      h(
        'summary',
        {'data-key': `turn ${key}`},
        h('span', {class: 'turn-number'}, String(turn.number)),
        h('span', {class: `turn-words kind-${turn.kind}`}, turnWords(turn)),
        turn.status && turn.status !== 'ok' ? h('span', {class: 'turn-status', 'data-status': turn.status}, visible(turn.status)) : null,
        isLast ? h('span', {class: 'turn-now'}, 'now') : null,
      ),
      body,
    );
    const fill = () => {
      if (body.childElementCount) return;
      if (turn.kind === 'code') body.append(h('pre', {class: 'turn-code', tabindex: '0'}, visible(turn.text)));
      body.append(
        h('p', {class: 'note'}, `${format.ago(turn.at)}, ${format.bytes(turn.bytes)} to keep it`),
        h(
          'div',
          {class: 'turn-actions'},
          turn.kind === 'code' ? h('button', {type: 'button', 'data-key': `edit ${key}`, onclick: () => this.events.edit(turn.text)}, icon('edit'), 'Edit') : null,
          h('button', {type: 'button', 'data-key': `fork ${key}`, onclick: () => this.events.fork(session.name, turn.number)}, icon('fork'), 'Fork here'),
          isLast ? null : h('button', {type: 'button', 'data-key': `undo ${key}`, onclick: () => this.events.undo(session.name, turn)}, icon('undo'), 'Undo to here'),
        ),
      );
    };
    if (this.open.has(key)) fill();
    details.addEventListener('toggle', () => details.open && fill());
    return h('li', {class: 'turn-row'}, details);
  }
}
