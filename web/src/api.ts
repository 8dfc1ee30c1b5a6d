// Speaks HTTP with the server the page came from, and with nobody else.
import {SessionQueue} from './session_queue';
import type {FileEntry, Info, Limits, Outcome, OutputChunk, Session, Turn} from './types';

// An answer that says what was wrong, as a sentence.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(detail);
  }
}

// Text to data. Integers that a double cannot hold stay whole, where the browser tells their digits.
function parse(text: string): unknown {
  try {
    return parseExactly(text);
  } catch (error) {
    // Nested so deeply that looking at each value runs out of stack; parsing alone does not.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}

function parseExactly(text: string): unknown {
  return JSON.parse(text, function (_key: string, value: unknown, ...rest: unknown[]) {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const digits = (rest[0] as {source?: string} | undefined)?.source;
    return digits && /^-?\d+$/.test(digits) ? BigInt(digits) : value;
  } as (key: string, value: unknown) => unknown);
}

async function problemOf(answer: Response): Promise<Problem> {
  let detail = '';
  try {
    const body = (await answer.json()) as {detail?: unknown; title?: unknown};
    detail = typeof body.detail === 'string' && body.detail ? body.detail : typeof body.title === 'string' ? body.title : '';
  } catch {
    // Not from our server, then: a proxy between, perhaps.
  }
  const after = answer.headers.get('Retry-After');
  if (!detail) detail = `The server answered with status ${answer.status} and no reason.`;
  if (after) detail += ` Try again in ${after} s.`;
  return new Problem(answer.status, detail);
}

function at(name: string, rest = ''): string {
  return `v1/sessions/${encodeURIComponent(name)}${rest}`;
}

function filePath(path: string): string {
  return path.replace(/^\/+/, '').split('/').map(encodeURIComponent).join('/');
}

export class Api {
  private readonly queue = new SessionQueue();

  // Where the token is asked for; null sends none.
  constructor(private readonly token: () => string | null) {}

  private async send(method: string, path: string, more: RequestInit = {}, accept = 'application/json'): Promise<Response> {
    const headers = new Headers(more.headers);
    headers.set('Accept', accept);
    const token = this.token();
    if (token) headers.set('Authorization', `Bearer ${token}`);
    let answer: Response;
    try {
      answer = await fetch(path, {...more, method, headers, redirect: 'error', cache: 'no-store', credentials: 'omit'});
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new Problem(0, 'The server does not answer. Is `vitrine serve` still running?');
    }
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const more: RequestInit = body === undefined ? {} : {body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}};
    const answer = await this.send(method, path, more);
    if (answer.status === 204) return undefined as T;
    return parse(await answer.text()) as T;
  }

  // What concerns one session, when its turn has come.
  private ask<T>(method: string, name: string, rest = '', body?: unknown): Promise<T> {
    return this.queue.ask(name, () => this.json<T>(method, at(name, rest), body));
  }

  info(): Promise<Info> {
    return this.json('GET', 'v1/info');
  }

  async sessions(): Promise<Session[]> {
    const all: Session[] = [];
    const pageSize = 1000;
    for (let after = ''; ; ) {
      const query = after ? `&after=${encodeURIComponent(after)}` : '';
      const page = await this.json<{sessions: Session[]}>('GET', `v1/sessions?count=${pageSize}${query}`);
      all.push(...page.sessions);
      const last = page.sessions.at(-1);
      if (page.sessions.length < pageSize || !last || all.length >= 10_000) return all;
      after = last.name;
    }
  }

  session(name: string): Promise<Session> {
    return this.ask('GET', name);
  }

  create(name: string | null, limits: Limits): Promise<Session> {
    return this.json('POST', 'v1/sessions', {...(name ? {name} : {}), ...(Object.keys(limits).length ? {limits} : {})});
  }

  remove(name: string): Promise<void> {
    return this.ask('DELETE', name);
  }

  async history(name: string): Promise<Turn[]> {
    return (await this.ask<{turns: Turn[]}>('GET', name, '/history')).turns;
  }

  fork(name: string, to: string | null, turn: number | null): Promise<Session> {
    return this.ask('POST', name, '/fork', {...(to ? {name: to} : {}), ...(turn === null ? {} : {turn})});
  }

  undo(name: string, turns: number): Promise<Turn> {
    return this.ask('POST', name, '/undo', {turns});
  }

  // Beside all else, for it is there to end that.
  cancel(name: string): Promise<void> {
    return this.json('POST', at(name, '/cancel'));
  }

  abandon(name: string): Promise<void> {
    return this.ask('POST', name, '/abandon');
  }

  async files(name: string, folder: string): Promise<FileEntry[]> {
    return (await this.ask<{files: FileEntry[]}>('GET', name, `/files?folder=${encodeURIComponent(folder)}`)).files;
  }

  blob(name: string, rest: 'snapshot' | 'journal'): Promise<Blob> {
    return this.bytes(name, `/${rest}`);
  }

  readFile(name: string, path: string): Promise<Blob> {
    return this.bytes(name, `/files/${filePath(path)}`);
  }

  private bytes(name: string, rest: string): Promise<Blob> {
    return this.queue.ask(name, async () => (await this.send('GET', at(name, rest), {}, 'application/octet-stream')).blob());
  }

  async writeFile(name: string, path: string, content: Blob): Promise<void> {
    const headers = {'Content-Type': 'application/octet-stream'};
    await this.queue.ask(name, () => this.send('PUT', at(name, `/files/${filePath(path)}`), {body: content, headers}));
  }

  removeFile(name: string, path: string): Promise<void> {
    return this.ask('DELETE', name, `/files/${filePath(path)}`);
  }

  async restore(name: string, snapshot: Blob): Promise<Session> {
    const headers = {'Content-Type': 'application/octet-stream'};
    return (await this.send('PUT', at(name, '/snapshot'), {body: snapshot, headers})).json() as Promise<Session>;
  }

  // Output comes while the code runs; the promise is the outcome. `name` null: an interpreter of its own.
  run(name: string | null, body: object, signal: AbortSignal, onOutput: (chunk: OutputChunk) => void): Promise<Outcome> {
    if (name === null) return this.stream('v1/run', body, signal, onOutput);
    return this.queue.run(name, () => this.stream(at(name, '/run'), body, signal, onOutput));
  }

  resume(name: string, reply: object, signal: AbortSignal, onOutput: (chunk: OutputChunk) => void): Promise<Outcome> {
    return this.queue.run(name, () => this.stream(at(name, '/resume'), reply, signal, onOutput));
  }

  private async stream(path: string, body: object, signal: AbortSignal, onOutput: (chunk: OutputChunk) => void): Promise<Outcome> {
    const more = {body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}, signal};
    const answer = await this.send('POST', path, more, 'text/event-stream');
    if (!answer.headers.get('Content-Type')?.startsWith('text/event-stream') || !answer.body) {
      return parse(await answer.text()) as Outcome;
    }
    let outcome: Outcome | null = null;
    try {
      for await (const event of events(answer.body)) {
        if (event.name === 'output') {
          const chunk = parse(event.data) as OutputChunk;
          if (typeof chunk.text === 'string') onOutput({stream: chunk.stream === 'stderr' ? 'stderr' : 'stdout', text: chunk.text});
        } else if (event.name === 'outcome') {
          outcome = parse(event.data) as Outcome;
        } else if (event.name === 'problem') {
          const problem = parse(event.data) as {status: number; detail: string};
          throw new Problem(problem.status, problem.detail);
        }
      }
    } catch (error) {
      if (error instanceof Problem || (error instanceof DOMException && error.name === 'AbortError')) throw error;
      throw new Problem(0, 'The connection broke while the code ran. The history says whether its turn was kept.');
    }
    if (!outcome) throw new Problem(0, 'The answer ended before the outcome came. The history says whether the turn was kept.');
    return outcome;
  }
}

// Server-sent events, as the HTML standard reads them, less what our server does not send (id, retry, lone CR).
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<{name: string; data: string}> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pieces: string[] = [];  // of a line that has not ended
  let name = '';
  let data: string[] = [];
  try {
    for (;;) {
      const {value, done} = await reader.read();
      const lines = (done ? `${decoder.decode()}\n` : decoder.decode(value, {stream: true})).split('\n');
      for (const [index, part] of lines.entries()) {
        pieces.push(part);
        if (index === lines.length - 1) break;
        const line = pieces.join('').replace(/\r$/, '');
        pieces = [];
        if (line === '') {
          if (data.length) yield {name: name || 'message', data: data.join('\n')};
          name = '';
          data = [];
        } else if (line.startsWith('event:')) {
          name = line.slice(6).replace(/^ /, '');
        } else if (line.startsWith('data:')) {
          data.push(line.slice(5).replace(/^ /, ''));
        }
      }
      if (done) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
