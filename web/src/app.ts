// Wires the page: what is known, what can be done, and who shows it.
import {Api, Problem} from './api';
import {DataView} from './data_view';
import * as dialogs from './dialogs';
import {h, icon} from './dom';
import {Editor} from './editor';
import {examples} from './examples';
import {Exhibit} from './exhibit';
import {FilesView, kFolders} from './files_view';
import * as format from './format';
import {SessionsView} from './sessions_view';
import type {FileEntry, Info, Limits, Outcome, Session, Turn} from './types';
import {visible} from './visible';

const kTokenKey = 'vitrine.token';
const kExhibitsMax = 40;  // for each session, on this page
const kOriginsMax = 60;   // sessions whose history is read to hang forks below their origin
const kScratchFileBytesMax = 32 << 20;
const kStopGraceMs = 4000;
const kElsewhereMs = 4000;

interface Running {
  exhibit: Exhibit;
  abort: AbortController;
  stopped: boolean;
}

function find<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found as T;
}

function keyOf(name: string | null): string {
  return name === null ? 'scratch' : `session ${name}`;
}

class App {
  private readonly api = new Api(() => sessionStorage.getItem(kTokenKey));
  private info: Info | null = null;
  private sessions: Session[] = [];
  private current: string | null = null;
  private readonly histories = new Map<string, Turn[]>();
  private readonly running = new Map<string, Running>();
  private readonly galleries = new Map<string, HTMLElement>();
  private readonly scratchFiles = new Map<string, File>();
  private files: FileEntry[] | null = null;
  private asking = false;

  private readonly editor: Editor;
  private readonly sessionsView: SessionsView;
  private readonly filesView: FilesView;
  private readonly dataView: DataView;
  private readonly gallery = find('gallery');
  private readonly runButton = find<HTMLButtonElement>('run');
  private readonly stopButton = find<HTMLButtonElement>('stop');

  constructor() {
    this.editor = new Editor(find('editor'), {run: () => void this.run(), stop: () => void this.stop(), changed: () => this.keepDraft()});
    this.sessionsView = new SessionsView(find('panel-sessions'), {
      select: (name) => void this.select(name),
      create: () => void this.create(),
      restore: (file) => void this.restore(file),
      fork: (name, turn) => void this.fork(name, turn),
      undo: (name, to) => void this.undo(name, to),
      remove: (name) => void this.remove(name),
      snapshot: (name) => void this.guard(async () => this.save(`${name}.vitrine`, await this.api.blob(name, 'snapshot'))),
      journal: (name) => void this.guard(async () => this.save(`${name}.journal`, await this.api.blob(name, 'journal'))),
      edit: (code) => this.edit(code),
    });
    this.filesView = new FilesView(find('panel-files'), {
      upload: (files, folder) => void this.upload(files, folder),
      download: (path) => void this.download(path),
      remove: (path) => void this.removeFile(path),
    });
    this.dataView = new DataView(find('panel-data'), (code) => {
      this.editor.append(code);
      this.closeSide();
      this.editor.focus();
    });
    this.chrome();
    this.keys();
    this.drops();
  }

  // ---- what is around the work: buttons, tabs, keys, drops

  private chrome(): void {
    find('menu').append(icon('menu'));
    find('help').append(icon('help'));
    this.runButton.append(icon('run'), h('span', null, 'Run'), h('kbd', null, /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ ↵' : 'Ctrl ↵'));
    this.stopButton.append(icon('stop'), h('span', null, 'Stop'));
    this.runButton.addEventListener('click', () => void this.run());
    this.stopButton.addEventListener('click', () => void this.stop());
    find('skip').addEventListener('click', () => this.editor.focus());
    find('help').addEventListener('click', () => this.help());
    find('menu').addEventListener('click', () => this.toggleSide());
    find('shade').addEventListener('click', () => this.closeSide());
    const tabs = ['sessions', 'files', 'data'].map((name) => find(`tab-${name}`));
    tabs.forEach((tab, index) => {
      tab.addEventListener('click', () => this.tab(index));
      tab.addEventListener('keydown', (event) => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (step) this.tab((index + step + tabs.length) % tabs.length, true);
      });
    });
    const choice = find<HTMLSelectElement>('examples');
    choice.addEventListener('change', () => {
      const chosen = examples(this.info)[Number(choice.value)];
      choice.value = '';
      if (chosen) this.edit(chosen.code);
    });
    addEventListener('hashchange', () => void this.select(this.named(), false));
    addEventListener('focus', () => void this.refreshQuietly());
    // What somebody else runs in the session that is looked at comes to its end unheard.
    setInterval(() => this.session?.running && !document.hidden && void this.refreshQuietly(), kElsewhereMs);
  }

  private tab(chosen: number, focus = false): void {
    ['sessions', 'files', 'data'].forEach((name, index) => {
      const tab = find(`tab-${name}`);
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      find(`panel-${name}`).hidden = index !== chosen;
      if (index === chosen && focus) tab.focus();
    });
  }

  private toggleSide(): void {
    const open = document.body.classList.toggle('side-open');
    find('menu').setAttribute('aria-expanded', String(open));
    find('shade').hidden = !open;
    if (open) find('tab-sessions').parentElement?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  private closeSide(): void {
    if (document.body.classList.contains('side-open')) this.toggleSide();
  }

  private openTab(index: number): void {
    if (matchMedia('(max-width: 820px)').matches && !document.body.classList.contains('side-open')) this.toggleSide();
    this.tab(index, true);
  }

  private help(): void {
    const {info} = this;
    dialogs.help(info ? `Vitrine ${visible(info.version)}, Python ${visible(info.python)}` : 'Vitrine');
  }

  private keys(): void {
    addEventListener('keydown', (event) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const mod = event.ctrlKey || event.metaKey;
      if (mod && event.key === 'Enter') return event.preventDefault(), void this.run();
      if (mod && event.key === '.') return event.preventDefault(), void this.stop();
      if (event.key === 'Escape') return this.closeSide();
      if (mod || event.altKey) return;
      const target = event.composedPath()[0];
      if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
      const act: Record<string, () => void> = {
        '?': () => this.help(),
        e: () => this.editor.focus(),
        o: () => this.gallery.querySelector<HTMLElement>('.exhibits:not([hidden]) .exhibit')?.focus(),
        n: () => void this.create(),
        1: () => this.openTab(0),
        2: () => this.openTab(1),
        3: () => this.openTab(2),
      };
      const found = act[event.key.toLowerCase()];
      if (!found) return;
      event.preventDefault();
      found();
    });
  }

  private drops(): void {
    const drop = find('drop');
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    addEventListener('dragover', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) drop.hidden = true;
    });
    addEventListener('drop', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      drop.hidden = true;
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) void this.upload(files, '/input');
    });
  }

  // ---- what is said

  private announce(words: string): void {
    find('announce').textContent = words;
  }

  notice(words: string, kind: 'bad' | 'good' = 'bad'): void {
    const place = find('notices');
    const made = h('div', {class: `notice ${kind}`, role: kind === 'bad' ? 'alert' : 'status'}, h('p', null, visible(words.slice(0, 2000))), h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: () => made.remove()}, icon('close')));
    while (place.childElementCount >= 3) place.firstElementChild?.remove();
    place.append(made);
    setTimeout(() => made.remove(), kind === 'bad' ? 20_000 : 5000);
  }

  // Runs what may fail, and says so when it does. True: it did not.
  private async guard(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  private failed(error: unknown): void {
    if (error instanceof Problem && error.status === 401) void this.askToken();
    else if (error instanceof Problem) this.notice(error.detail);
    else if (!(error instanceof DOMException && error.name === 'AbortError')) this.notice(`The page itself failed: ${String(error)}`);
  }

  private async askToken(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const had = sessionStorage.getItem(kTokenKey) !== null;
    const words = had ? 'The server does not know this token, or no longer.' : 'This server wants to know who you are.';
    const answer = await dialogs.ask('A token, please', words, [{name: 'token', label: 'Token', type: 'password', required: true, note: 'It is kept until this tab is closed, and sent to this server alone.'}], 'Enter');
    this.asking = false;
    if (!answer) return this.update();
    sessionStorage.setItem(kTokenKey, (answer.token ?? '').trim());
    await this.start();
  }

  private save(name: string, content: Blob): void {
    // Never with the type that the bytes claim: a file of a guest must not become a page.
    const address = URL.createObjectURL(new Blob([content], {type: 'application/octet-stream'}));
    const link = document.createElement('a');
    link.href = address;
    link.download = visible(name).replace(/[/\\:*?"<>|]/g, '_');
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  // ---- what is known

  async start(): Promise<void> {
    this.current = this.named();
    await this.guard(async () => {
      this.info = await this.api.info();
      await this.refresh();
    });
    if (this.current !== null && !this.sessions.some((each) => each.name === this.current)) {
      if (this.info) this.notice(`There is no session “${this.current}”.`);
      this.current = null;
    }
    await this.show();
  }

  private named(): string | null {
    try {
      return location.hash.length > 1 ? decodeURIComponent(location.hash.slice(1)) : null;
    } catch {
      return null;
    }
  }

  // One after the other, so that what was asked for last is what is shown.
  private refreshing: Promise<unknown> = Promise.resolve();

  private refresh(): Promise<void> {
    const made = this.refreshing.then(() => this.reallyRefresh());
    this.refreshing = made.catch(() => undefined);
    return made;
  }

  private async reallyRefresh(): Promise<void> {
    this.sessions = await this.api.sessions();
    const ids = new Set(this.sessions.map((each) => each.id));
    for (const id of this.histories.keys()) if (!ids.has(id)) this.histories.delete(id);
    const now = this.session;
    if (now && !this.running.has(keyOf(now.name))) {
      const index = this.sessions.indexOf(now);
      try {
        const whole = await this.api.session(now.name);
        this.sessions[index] = whole;
        this.histories.set(whole.id, await this.api.history(whole.name));
      } catch (error) {
        // Busy, or gone since: then what is known of it stays for now.
        if (!(error instanceof Problem && (error.status === 404 || error.status === 409))) throw error;
      }
    }
    this.update();
    void this.origins();
  }

  private async refreshQuietly(): Promise<void> {
    if (!this.info || this.running.size || this.asking) return;
    try {
      await this.refresh();
    } catch {
      // The next thing that is done will say it.
    }
  }

  // Reads where sessions came from. It never changes, so once is enough.
  private async origins(): Promise<void> {
    let changed = false;
    for (const session of this.sessions.slice(0, kOriginsMax)) {
      if (this.histories.has(session.id) || session.name === this.current || this.running.has(keyOf(session.name))) continue;
      this.histories.set(session.id, []);
      try {
        this.histories.set(session.id, await this.api.history(session.name));
        changed = true;
      } catch {
        // Gone, or busy; it then stands at the root.
      }
    }
    if (changed) this.update();
  }

  private async loadFiles(): Promise<void> {
    const name = this.current;
    if (name === null) {
      this.files = [...this.scratchFiles].map(([path, file]) => ({path, bytes: file.size, is_folder: false}));
    } else if (this.running.has(keyOf(name)) || this.session?.parked || this.session?.running) {
      this.files = null;
    } else {
      try {
        // One after the other: what a person starts comes before the next.
        const all: FileEntry[] = [];
        for (const folder of kFolders) {
          if (this.running.has(keyOf(name)) || this.current !== name) return;
          all.push(...(await this.api.files(name, folder)));
        }
        if (this.current === name) this.files = all;
      } catch {
        if (this.current === name) this.files = null;
      }
    }
    this.update();
  }

  private get session(): Session | null {
    return this.sessions.find((each) => each.name === this.current) ?? null;
  }

  private update(): void {
    const {current, info} = this;
    const now = this.running.get(keyOf(current));
    const elsewhere = !now && (this.session?.running ?? false);
    const parked = !now && this.session?.parked;
    this.sessionsView.update({sessions: this.sessions, current, histories: this.histories, running: (name) => this.running.has(keyOf(name))});
    this.filesView.update({scratch: current === null, files: this.files});
    this.dataView.update(info, this.session);
    find('who').textContent = info?.principal ? visible(info.principal) : '';
    document.title = current === null ? 'Vitrine' : `${visible(current)} · Vitrine`;
    find('where').replaceChildren(current === null ? 'Scratch' : visible(current), h('span', {class: 'where-note'}, current === null ? 'a fresh interpreter each time' : this.session ? `turn ${this.session.turn}` : ''));
    this.runButton.disabled = Boolean(now || elsewhere || parked);
    this.stopButton.hidden = !now && !elsewhere;
    this.stopButton.disabled = now?.stopped ?? false;
    const limits = this.session?.limits ?? info?.limits;
    find('desk-note').textContent = elsewhere
      ? 'Something else runs in this session.'
      : parked
        ? 'A run waits for an answer.'
        : limits?.wall_time_ms && limits.memory_bytes
          ? `at most ${format.wholeDuration(limits.wall_time_ms)}, ${format.bytes(limits.memory_bytes)}`
          : '';
    const choice = find<HTMLSelectElement>('examples');
    const titles = examples(info).map((each) => each.title);
    if (choice.childElementCount !== titles.length + 1) {
      choice.replaceChildren(h('option', {value: ''}, 'Examples'), ...titles.map((title, index) => h('option', {value: String(index)}, title)));
    }
  }

  // ---- which session is looked at

  private async select(name: string | null, closes = true): Promise<void> {
    if (closes) this.closeSide();
    if (name === this.current) return;
    if (name !== null && !this.sessions.some((each) => each.name === name)) return;
    this.current = name;
    this.files = null;
    await this.show();
    await this.refreshQuietly();
  }

  private async show(): Promise<void> {
    const key = keyOf(this.current);
    const hash = this.current === null ? '' : `#${encodeURIComponent(this.current)}`;
    if (location.hash !== hash) history.replaceState(null, '', hash || location.pathname);
    this.editor.open(key, () => sessionStorage.getItem(`vitrine.draft.${key}`) ?? (this.current === null ? (examples(this.info)[0]?.code ?? '') : ''));
    for (const [each, shelf] of this.galleries) shelf.hidden = each !== key;
    this.shelf();
    this.update();
    await Promise.all([this.loadFiles(), this.showParked()]);
  }

  private keepDraft(): void {
    try {
      sessionStorage.setItem(`vitrine.draft.${keyOf(this.current)}`, this.editor.text.slice(0, 500_000));
    } catch {
      // No room: then it is not kept over a reload.
    }
  }

  private edit(code: string): void {
    this.editor.set(code);
    this.closeSide();
    this.editor.focus();
  }

  // ---- runs

  private shelf(): HTMLElement {
    const key = keyOf(this.current);
    let found = this.galleries.get(key);
    if (!found) {
      found = h('div', {class: 'exhibits'}, this.emptyShelf());
      this.galleries.set(key, found);
      this.gallery.append(found);
    }
    return found;
  }

  private emptyShelf(): HTMLElement {
    const words =
      this.current === null
        ? 'Each run here gets an interpreter of its own, which is gone afterwards. Make a session to keep names and files from run to run.'
        : 'Names, imports and files stay here from run to run. Each run is a turn: undo it, or fork from it.';
    return h('div', {class: 'vacant'}, h('div', {class: 'vacant-case', 'aria-hidden': 'true'}), h('p', null, 'The case is empty.'), h('p', {class: 'note'}, words));
  }

  private exhibit(code: string, title: string): Exhibit {
    const name = this.current;
    const made: Exhibit = new Exhibit(code, title, {
      save: (file, content) => this.save(file, content),
      edit: (text) => this.edit(text),
      line: (line) => this.editor.line(line),
      resume: (reply) => void this.resume(name, made, reply),
      abandon: () => void this.abandon(name, made),
    });
    const shelf = this.shelf();
    shelf.querySelector('.vacant')?.remove();
    shelf.prepend(made.element);
    while (shelf.childElementCount > kExhibitsMax) shelf.lastElementChild?.remove();
    return made;
  }

  private counter = 0;

  private async run(): Promise<void> {
    const name = this.current;
    if (this.running.has(keyOf(name)) || this.runButton.disabled) return;
    const code = this.editor.text;
    if (!code.trim()) return this.notice('There is no code to run yet.');
    const exhibit = this.exhibit(code, name === null ? `Scratch ${++this.counter}` : 'Next turn');
    const body: Record<string, unknown> = {code};
    if (name === null) {
      body.artifacts = true;
      const files = await this.scratchInput();
      if (files) body.files = files;
    }
    this.closeSide();
    if (matchMedia('(max-width: 820px)').matches) exhibit.element.scrollIntoView({block: 'nearest', behavior: 'smooth'});
    await this.follow(name, exhibit, (signal) => this.api.run(name, body, signal, (chunk) => exhibit.add(chunk)));
  }

  private async resume(name: string | null, exhibit: Exhibit, reply: object): Promise<void> {
    if (name === null || this.running.has(keyOf(name))) return;
    exhibit.begin();
    await this.follow(name, exhibit, (signal) => this.api.resume(name, reply, signal, (chunk) => exhibit.add(chunk)));
  }

  // Everything that is common to a run and to going on with one.
  private async follow(name: string | null, exhibit: Exhibit, act: (signal: AbortSignal) => Promise<Outcome>): Promise<void> {
    const key = keyOf(name);
    const abort = new AbortController();
    const running: Running = {exhibit, abort, stopped: false};
    this.running.set(key, running);
    this.files = name === this.current && name !== null ? null : this.files;
    this.update();
    let outcome: Outcome | null = null;
    let error: unknown = null;
    try {
      outcome = await act(abort.signal);
    } catch (caught) {
      error = caught;
    }
    this.running.delete(key);
    if (name !== null) {
      try {
        await this.refresh();
      } catch (caught) {
        error ??= caught;
      }
    }
    if (outcome) {
      const turn = this.sessions.find((each) => each.name === name)?.turn;
      const kept = name !== null && !outcome.rolled_back && outcome.status !== 'parked' && outcome.status !== 'refused';
      exhibit.finish(outcome, kept && turn !== undefined ? `Turn ${turn}` : name === null ? null : outcome.status === 'parked' ? 'Waiting' : 'No turn');
      if (outcome.parked && name === null) exhibit.element.querySelector('.question-place')?.replaceChildren();
      this.announce(exhibit.summary);
    } else if (running.stopped && (!(error instanceof Problem) || error.status === 0)) {
      exhibit.fail('cancelled', name === null ? 'Stopped. What it had done is gone.' : 'Stopped without waiting for the outcome. The history says what was kept.');
      this.announce('Stopped.');
    } else {
      exhibit.fail('problem', error instanceof Problem ? error.detail : String(error));
      if (error instanceof Problem && error.status === 401) void this.askToken();
    }
    this.update();
    if (name === this.current) await Promise.all([this.loadFiles(), this.showParked()]);
  }

  private async stop(): Promise<void> {
    const name = this.current;
    const running = this.running.get(keyOf(name));
    if (running?.stopped) return;
    if (running) {
      running.stopped = true;
      running.exhibit.stopping();
    }
    this.update();
    if (name === null) return running?.abort.abort();
    const told = await this.guard(() => this.api.cancel(name));
    if (!running) return void (await this.guard(() => this.refresh()));
    // A server that does not end it in good time is not waited for.
    if (told) setTimeout(() => this.running.get(keyOf(name)) === running && running.abort.abort(), kStopGraceMs);
    else running.abort.abort();
  }

  // A run that waited already when the page came.
  private async showParked(): Promise<void> {
    const {session} = this;
    if (!session?.parked || this.running.has(keyOf(session.name))) return;
    if (this.shelf().querySelector('[data-status="parked"]')) return;
    let call = session.parked;
    if (!call.function) {
      try {
        call = (await this.api.session(session.name)).parked ?? call;
      } catch {
        return;
      }
    }
    if (this.current !== session.name || !call.function) return;
    this.exhibit('', 'Waiting').ask(call);
  }

  private async abandon(name: string | null, exhibit: Exhibit): Promise<void> {
    if (name === null) return;
    if (!(await this.guard(() => this.api.abandon(name)))) return;
    exhibit.fail('cancelled', 'Given up. The session is as it was before this run.');
    this.announce('Given up.');
    await this.guard(() => this.refresh());
    await this.loadFiles();
  }

  // ---- sessions

  private async create(): Promise<void> {
    const most = this.info?.limits_max ?? {};
    const usual = this.info?.limits ?? {};
    const answer = await dialogs.ask(
      'New session',
      '',
      [
        {name: 'name', label: 'Name', placeholder: 'left empty, it gets one'},
        {name: 'time', label: 'Seconds for a run', type: 'number', placeholder: usual.wall_time_ms ? String(usual.wall_time_ms / 1000) : '', note: most.wall_time_ms ? `at most ${most.wall_time_ms / 1000}` : undefined},
        {name: 'memory', label: 'Memory in MiB', type: 'number', placeholder: usual.memory_bytes ? String(Math.round(usual.memory_bytes / 1048576)) : '', note: most.memory_bytes ? `at most ${Math.round(most.memory_bytes / 1048576)}` : undefined},
      ],
      'Make it',
    );
    if (!answer) return;
    const limits: Limits = {};
    if (Number(answer.time) > 0) limits.wall_time_ms = Math.round(Number(answer.time) * 1000);
    if (Number(answer.memory) > 0) limits.memory_bytes = Math.round(Number(answer.memory) * 1048576);
    await this.made(() => this.api.create(answer.name?.trim() || null, limits), null);
  }

  // Makes a session, goes there, and takes the text of the editor along.
  private async made(make: () => Promise<Session>, words: string | null): Promise<void> {
    await this.guard(async () => {
      const text = this.editor.text;
      const made = await make();
      const key = keyOf(made.name);
      this.forget(made.name);
      sessionStorage.setItem(`vitrine.draft.${key}`, text);
      this.sessions.push(made);
      await this.select(made.name);
      await this.refresh();
      this.announce(words ?? `Session ${visible(made.name)} is there.`);
      this.editor.focus();
    });
  }

  private async fork(name: string, turn: number | null): Promise<void> {
    const words = turn === null ? 'A second session as this one is now. The two share what is the same until they differ.' : `A second session as this one was after turn ${turn}.`;
    const answer = await dialogs.ask(`Fork ${visible(name)}`, words, [{name: 'name', label: 'Name', placeholder: 'left empty, it gets one'}], 'Fork');
    if (answer) await this.made(() => this.api.fork(name, answer.name?.trim() || null, turn), null);
  }

  private async restore(file: File): Promise<void> {
    const usual = file.name.replace(/\.[^.]*$/, '').replace(/^\.+/, '').slice(0, 100);
    const answer = await dialogs.ask('Restore a session', `From ${visible(file.name)}, ${format.bytes(file.size)}.`, [{name: 'name', label: 'Name', value: usual, required: true}], 'Restore');
    if (answer?.name?.trim()) await this.made(() => this.api.restore(answer.name?.trim() ?? '', file), null);
  }

  private async undo(name: string, to: Turn): Promise<void> {
    const now = this.sessions.find((each) => each.name === name)?.turn ?? to.number;
    const turns = now - to.number;
    if (turns < 1) return;
    const yes = await dialogs.confirm(`Back to turn ${to.number}?`, `${format.count(turns, 'turn')} after it ${turns === 1 ? 'is' : 'are'} gone for good. A fork would keep them.`, 'Undo');
    if (!yes) return;
    const done = await this.guard(async () => {
      await this.api.undo(name, turns);
      await this.refresh();
    });
    if (done) this.notice(`${visible(name)} is as it was after turn ${to.number}.`, 'good');
    await this.loadFiles();
  }

  private async remove(name: string): Promise<void> {
    if (!(await dialogs.confirm(`Delete ${visible(name)}?`, 'Its names, files and history are gone for good. Forks of it stay.', 'Delete'))) return;
    const done = await this.guard(async () => {
      await this.api.remove(name);
      this.forget(name);
      if (this.current === name) this.current = null;
      await this.refresh();
    });
    if (done) await this.show();
  }

  private forget(name: string): void {
    const key = keyOf(name);
    this.galleries.get(key)?.remove();
    this.galleries.delete(key);
    this.editor.forget(key);
    sessionStorage.removeItem(`vitrine.draft.${key}`);
  }

  // ---- files

  private async scratchInput(): Promise<Record<string, unknown> | null> {
    if (!this.scratchFiles.size) return null;
    const made: Record<string, unknown> = {};
    for (const [path, file] of this.scratchFiles) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      let binary = '';
      for (let from = 0; from < bytes.length; from += 32_768) binary += String.fromCharCode(...bytes.subarray(from, from + 32_768));
      made[path.replace(/^\/input\//, '')] = {$base64: btoa(binary)};
    }
    return made;
  }

  private async upload(files: File[], folder: string): Promise<void> {
    const name = this.current;
    for (const file of files) {
      const path = `${folder}/${file.name}`;
      if (name === null) {
        const total = [...this.scratchFiles.values()].reduce((sum, each) => sum + each.size, file.size);
        if (total > kScratchFileBytesMax) return this.notice(`Scratch takes ${format.bytes(kScratchFileBytesMax)} of files; put bigger ones into a session.`);
        this.scratchFiles.set(`/input/${file.name}`, file);
      } else if (!(await this.guard(() => this.api.writeFile(name, path, file)))) {
        break;
      }
      this.notice(`${visible(path)} is in.`, 'good');
    }
    if (name !== null) await this.guard(() => this.refresh());
    await this.loadFiles();
  }

  private async download(path: string): Promise<void> {
    const name = this.current;
    const file = path.split('/').at(-1) || 'file';
    const own = this.scratchFiles.get(path);
    if (name === null) return own && this.save(file, own);
    await this.guard(async () => this.save(file, await this.api.readFile(name, path)));
  }

  private async removeFile(path: string): Promise<void> {
    const name = this.current;
    if (name === null) {
      this.scratchFiles.delete(path);
    } else {
      await this.guard(async () => {
        await this.api.removeFile(name, path);
        await this.refresh();
      });
    }
    await this.loadFiles();
  }
}

void new App().start();
