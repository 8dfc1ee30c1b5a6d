// What the code printed, as it comes. Keeps everything, shows so much of it that the page stays quick.
import {h} from './dom';
import type {OutputChunk} from './types';
import {visibleNodes} from './visible';

const kShownMax = 200_000;
const kPiecesMax = 4000;

export class OutputView {
  readonly element = h('pre', {class: 'output', tabindex: '0', 'aria-label': 'Output', hidden: true});
  private readonly note = h('p', {class: 'note', hidden: true});
  readonly whole = h('div', {class: 'output-box'}, this.element, this.note);
  private chunks: OutputChunk[] = [];
  private pending: OutputChunk[] = [];
  private all = 0;
  private shown = 0;
  private pieces = 0;
  private frame = 0;

  constructor(private readonly save: (name: string, content: Blob) => void) {}

  text(stream: 'stdout' | 'stderr'): string {
    return this.chunks.filter((each) => each.stream === stream).map((each) => each.text).join('');
  }

  add(chunk: OutputChunk): void {
    if (!chunk.text) return;
    this.chunks.push(chunk);
    this.all += chunk.text.length;
    const last = this.pending.at(-1);
    if (last?.stream === chunk.stream) last.text += chunk.text;
    else this.pending.push({...chunk});
    // A hidden tab draws no frames; it draws when it is looked at again.
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  // The outcome has the last word. What was streamed in between stays as it is when it is the same.
  settle(stdout: string, stderr: string): void {
    if (this.text('stdout') === stdout && this.text('stderr') === stderr) return this.draw();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.all = 0;
    this.shown = 0;
    this.pieces = 0;
    this.element.replaceChildren();
    this.chunks = [];
    this.pending = [];
    this.add({stream: 'stdout', text: stdout});
    this.add({stream: 'stderr', text: stderr});
    this.draw();
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const atEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 40;
    for (const {stream, text} of this.pending) {
      const room = this.pieces < kPiecesMax ? kShownMax - this.shown : 0;
      const part = text.length > room ? text.slice(0, room) : text;
      this.shown += part.length;
      if (!part) continue;
      this.pieces += 1;
      if (stream === 'stderr') this.element.append(h('span', {class: 'stderr'}, visibleNodes(part)));
      else this.element.append(visibleNodes(part));
    }
    this.pending = [];
    this.element.hidden = !this.shown;
    if (atEnd) this.element.scrollTop = this.element.scrollHeight;
    if (this.all > this.shown) {
      const download = h('button', {type: 'button', class: 'quiet', onclick: () => this.save('output.txt', new Blob([this.chunks.map((each) => each.text).join('')], {type: 'text/plain'}))}, 'Download all of it');
      this.note.replaceChildren(`${(this.all - this.shown).toLocaleString('en')} more characters are not shown. `, download);
      this.note.hidden = false;
    } else {
      this.note.hidden = true;
    }
  }
}
