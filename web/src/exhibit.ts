// One run on show: its code, what it printed, what it displayed, its value, how it ended.
import {bytesOf, isTableOf, makeDisplay, plainText, type Save} from './display';
import {h, icon, iconButton} from './dom';
import * as format from './format';
import {jsonTree} from './json_tree';
import {OutputView} from './output';
import {cellText, makeTable, tableOf, type TableData} from './table';
import type {Failure, HostCall, Outcome, OutputChunk, Status} from './types';
import {firstLine, visible, visibleNodes} from './visible';

const kStatusWords: Record<Status, string> = {
  ok: 'done',
  exception: 'exception',
  limit: 'limit reached',
  trap: 'crashed',
  cancelled: 'cancelled',
  refused: 'refused',
  parked: 'waits for an answer',
};

const kLimitWords: Record<string, string> = {
  wall_time: 'time',
  cpu_time: 'processor time',
  fuel: 'fuel',
  memory: 'memory',
  host_calls: 'host calls',
};

export interface ExhibitEvents {
  save: Save;
  edit: (code: string) => void;
  line: (line: number) => void;
  resume: (reply: {reply?: unknown; error?: string}) => void;
  abandon: () => void;
}

export class Exhibit {
  readonly element: HTMLElement;
  private readonly output: OutputView;
  private readonly state = h('span', {class: 'state'});
  private readonly time = h('span', {class: 'time'});
  private readonly number = h('span', {class: 'number'});
  private readonly results = h('div', {class: 'results'});
  private readonly question = h('div', {class: 'question-place'});
  private started = performance.now();
  private timer = 0;
  outcome: Outcome | null = null;

  constructor(
    private readonly code: string,
    title: string,
    private readonly events: ExhibitEvents,
  ) {
    this.output = new OutputView(events.save);
    this.number.textContent = title;
    const line = firstLine(code);
    const lines = code.split('\n').length;
    const source = h(
      'details',
      {class: 'source'},
      h('summary', null, h('code', null, line), lines > 1 ? h('span', {class: 'lines'}, format.count(lines, 'line')) : null),
      h('pre', {class: 'source-text', tabindex: '0'}, visible(code.slice(0, 200_000))),
    );
    this.element = h(
      'article',
      {class: 'exhibit', 'aria-label': `Run ${title}`, tabindex: '-1'},
      h('header', {class: 'plate'}, this.number, this.state, this.time, h('span', {class: 'gap'}), code ? iconButton('edit', 'Put this code into the editor', () => events.edit(code)) : null),
      h('div', {class: 'case'}, code ? source : null, this.question, this.output.whole, this.results),
    );
    this.begin();
  }

  // Begins, or goes on after a question.
  begin(): void {
    this.started = performance.now();
    this.setState('running', 'running');
    this.question.replaceChildren();
    clearInterval(this.timer);
    const tick = () => (this.time.textContent = `${((performance.now() - this.started) / 1000).toFixed(1)} s`);
    tick();
    this.timer = window.setInterval(tick, 100);
  }

  add(chunk: OutputChunk): void {
    this.output.add(chunk);
  }

  stopping(): void {
    this.setState('running', 'stopping');
  }

  private setState(kind: string, words: string): void {
    this.element.dataset.status = kind;
    this.state.textContent = words;
  }

  private end(): void {
    clearInterval(this.timer);
    this.results.replaceChildren();
    this.question.replaceChildren();
  }

  // The request failed, or the person went away: there is no outcome.
  fail(kind: 'problem' | 'cancelled', sentence: string): void {
    this.end();
    this.setState(kind, kind === 'problem' ? 'no outcome' : 'cancelled');
    this.results.append(h('p', {class: kind === 'problem' ? 'callout bad' : 'callout', role: 'alert'}, visible(sentence)));
  }

  finish(outcome: Outcome, title: string | null): void {
    try {
      this.show(outcome, title);
    } catch (error) {
      // What a guest made may be more than this page can show; the page goes on.
      this.results.append(h('p', {class: 'note bad'}, `Some of this run cannot be shown: ${visible(String(error).slice(0, 300))}`));
    }
  }

  private show(outcome: Outcome, title: string | null): void {
    this.end();
    this.outcome = outcome;
    if (title) {
      this.number.textContent = title;
      this.element.setAttribute('aria-label', `Run ${title}`);
    }
    this.setState(outcome.status, kStatusWords[outcome.status] ?? visible(String(outcome.status)));
    this.time.textContent = format.duration(outcome.usage.wall_ms);
    this.output.settle(outcome.stdout, outcome.stderr);
    const cut = outcome.stdout_bytes_cut + outcome.stderr_bytes_cut;
    if (cut) this.results.append(h('p', {class: 'note'}, `The limit of output was met: ${format.bytes(cut)} more were printed and left out.`));
    const table = tableOf(outcome.value);
    const last = outcome.displays.at(-1);
    const displays = table && last && isTableOf(last, table) ? outcome.displays.slice(0, -1) : outcome.displays;
    for (const bundle of displays) this.results.append(makeDisplay(bundle, this.events.save));
    if (outcome.displays_dropped) {
      this.results.append(h('p', {class: 'note'}, `${format.count(outcome.displays_dropped, 'more display')} did not fit into the limit.`));
    }
    this.addValue(outcome, table);
    if (outcome.parked) this.ask(outcome.parked);
    else if (outcome.failure) this.addFailure(outcome, outcome.failure);
    if (outcome.rolled_back) {
      const words = outcome.undone || 'The session is as it was before this run.';
      this.results.append(h('p', {class: 'callout rolled-back'}, icon('undo'), h('span', null, h('strong', null, 'Rolled back. '), visibleNodes(words))));
    }
    this.addArtifacts(outcome);
    if (!this.results.childElementCount && !outcome.stdout && !outcome.stderr && !outcome.parked) {
      this.results.append(h('p', {class: 'note'}, outcome.status === 'ok' ? 'Ran to its end and showed nothing.' : 'Nothing was shown.'));
    }
    this.addUsage(outcome);
  }

  private addValue({value, value_repr: repr}: Outcome, table: TableData | null): void {
    if (repr === null || repr === undefined) return;
    if (table) {
      this.results.append(this.valueBox(makeTable(table, this.events.save), repr));
    } else if (typeof value === 'object' && value !== null && repr.length > 60 && !('$base64' in value) && !('$hex' in value)) {
      this.results.append(this.valueBox(jsonTree(value), repr));
    } else {
      this.results.append(h('div', {class: 'value'}, h('span', {class: 'value-mark', 'aria-hidden': 'true'}, '→'), plainText(repr, this.events.save, 'value.txt')));
    }
  }

  // Data first, and its repr a click away.
  private valueBox(data: HTMLElement, repr: string): HTMLElement {
    const text = h('details', {class: 'repr'}, h('summary', null, 'as Python writes it'));
    text.addEventListener('toggle', () => text.childElementCount === 1 && text.append(plainText(repr, this.events.save, 'value.txt')));
    return h('div', {class: 'value-data'}, data, text);
  }

  private addFailure(outcome: Outcome, failure: Failure): void {
    const title = outcome.status === 'limit' ? `Limit of ${kLimitWords[outcome.limit] ?? outcome.limit}` : failure.type;
    const head = h('p', {class: 'failure-head'}, h('strong', null, visible(title)), failure.message ? ': ' : '', visibleNodes(failure.message));
    if (failure.line > 0) {
      head.append(' ', h('button', {type: 'button', class: 'quiet', onclick: () => this.events.line(failure.line)}, `line ${failure.line}`));
    }
    const made = h('div', {class: 'failure', 'data-status': outcome.status}, head);
    if (failure.traceback) {
      const open = outcome.status === 'exception';
      made.append(h('details', {class: 'traceback', open}, h('summary', null, 'Traceback'), h('pre', {tabindex: '0'}, visibleNodes(failure.traceback.slice(0, 100_000)))));
    }
    if (failure.hint) made.append(h('p', {class: 'hint'}, h('strong', null, 'Hint: '), visibleNodes(failure.hint)));
    if (outcome.exit_code && outcome.status === 'exception') made.append(h('p', {class: 'note'}, `Exit code ${outcome.exit_code}`));
    this.results.append(made);
  }

  private addArtifacts(outcome: Outcome): void {
    if (outcome.artifacts.length) {
      const list = outcome.artifacts.map((each) => {
        const name = each.path.split('/').at(-1) || 'file';
        const content = () => new Blob([bytesOf(each.data_base64)], {type: 'application/octet-stream'});
        return h('li', null, h('button', {type: 'button', class: 'file-chip', onclick: () => this.events.save(name, content())}, icon('down'), visible(each.path), h('span', {class: 'size'}, format.bytes(each.bytes))));
      });
      this.results.append(h('div', {class: 'artifacts'}, h('h4', null, 'Files left in /output'), h('ul', null, ...list)));
    }
    if (outcome.artifacts_dropped) this.results.append(h('p', {class: 'note'}, `${format.count(outcome.artifacts_dropped, 'more file')} did not fit into the limit.`));
  }

  private addUsage({usage}: Outcome): void {
    const parts = [`${format.duration(usage.wall_ms)} of time`, `${format.duration(usage.cpu_ms)} of processor`, `${format.bytes(usage.memory_bytes_peak)} at most`];
    if (usage.host_calls) parts.push(format.count(usage.host_calls, 'host call'));
    if (usage.fuel) parts.push(`${usage.fuel.toLocaleString('en')} fuel`);
    this.results.append(h('p', {class: 'usage'}, parts.join(' · ')));
  }

  // A run that waits for a person.
  ask(call: HostCall): void {
    clearInterval(this.timer);
    this.setState('parked', kStatusWords.parked);
    const isQuestion = call.function === 'ask' && typeof call.arguments.question === 'string';
    const field = h('textarea', {id: `answer-${Math.random().toString(36).slice(2)}`, rows: isQuestion ? '1' : '3', autocomplete: 'off', 'data-key': 'answer'});
    const asJson = h('input', {type: 'checkbox', checked: !isQuestion});
    const wrong = h('p', {class: 'note bad', role: 'alert', hidden: true});
    const send = () => {
      let reply: unknown = field.value;
      if (asJson.checked) {
        try {
          reply = JSON.parse(field.value);
        } catch {
          wrong.hidden = false;
          wrong.textContent = 'That is no JSON. Text stands in quotation marks there, like "yes".';
          return field.focus();
        }
      }
      this.events.resume({reply});
    };
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    });
    const words = isQuestion ? String(call.arguments.question) : `${call.function}(${Object.entries(call.arguments).map(([name, value]) => `${name}=${cellText(value)}`).join(', ')})`;
    this.question.replaceChildren(
      h(
        'form',
        {class: 'question', onsubmit: (event: Event) => (event.preventDefault(), send())},
        h('p', {class: 'question-head'}, isQuestion ? 'The code asks' : 'The code waits for the reply to'),
        h('label', {for: field.id, class: 'question-words'}, visibleNodes(words.slice(0, 20_000))),
        field,
        wrong,
        h(
          'div',
          {class: 'question-foot'},
          h('button', {type: 'submit', class: 'primary'}, 'Answer'),
          h('button', {type: 'button', onclick: () => this.events.resume({error: field.value.trim() || 'nobody answers'})}, 'Refuse to answer'),
          h('button', {type: 'button', onclick: () => this.events.abandon()}, 'Give the run up'),
          h('label', {class: 'check'}, asJson, 'the answer is JSON'),
        ),
      ),
    );
    field.focus({preventScroll: true});
  }

  get summary(): string {
    const {outcome} = this;
    if (!outcome) return 'The run has no outcome.';
    if (outcome.status === 'ok') return `Done in ${format.duration(outcome.usage.wall_ms)}.`;
    if (outcome.status === 'parked') return 'The run waits for an answer.';
    const failure = outcome.failure ? `${outcome.failure.type}: ${outcome.failure.message}` : '';
    return visible(`The run ended: ${kStatusWords[outcome.status] ?? outcome.status}. ${failure} ${outcome.rolled_back ? 'Rolled back.' : ''}`.slice(0, 400));
  }

  get source(): string {
    return this.code;
  }
}
