// Charts: the page's side. A chart is drawn elsewhere (frames/chart.ts) and shown as a picture.
import {h} from './dom';
import {kDrawMsMax, type ChartReply, type ChartRequest, type ChartTheme, type ChartTip} from './frames/messages';
import {visible} from './visible';

const kGraceMs = 3000;  // for the frame to load, and to end its worker

type Drawn = Exclude<ChartReply, {error: string}>;

interface Job {
  request: ChartRequest;
  done: (reply: ChartReply) => void;
}

// One frame for all charts, one chart at a time. A frame that does not answer is thrown away.
class ChartRenderer {
  private frame: HTMLIFrameElement | null = null;
  private ready = false;
  private current: Job | null = null;
  private timer = 0;
  private next = 1;
  private readonly waiting: Job[] = [];

  constructor() {
    addEventListener('message', (event: MessageEvent<unknown>) => this.heard(event));
  }

  draw(spec: string, width: number, theme: ChartTheme): Promise<Drawn> {
    return new Promise((resolve, reject) => {
      const done = (reply: ChartReply) => ('error' in reply ? reject(new Error(reply.error)) : resolve(reply));
      this.waiting.push({request: {id: this.next++, spec, width, theme}, done});
      this.go();
    });
  }

  private go(): void {
    if (this.current || !this.waiting.length) return;
    if (!this.frame) {
      const frame = h('iframe', {class: 'off-stage', sandbox: 'allow-scripts', 'aria-hidden': 'true', tabindex: '-1', title: 'Draws charts', referrerpolicy: 'no-referrer'});
      frame.src = 'assets/chart.html';
      this.frame = frame;
      this.ready = false;
      document.body.append(frame);
    }
    this.current = this.waiting.shift() ?? null;
    this.timer = window.setTimeout(() => this.lost(), kDrawMsMax + kGraceMs);
    if (this.ready) this.post();
  }

  private post(): void {
    // A frame without an origin can only be named by '*'; it is our own document, and nothing in it can navigate it.
    if (this.current) this.frame?.contentWindow?.postMessage(this.current.request, '*');
  }

  private heard(event: MessageEvent<unknown>): void {
    if (!this.frame || event.source !== this.frame.contentWindow) return;
    if (event.data === 'ready') {
      this.ready = true;
      this.post();
      return;
    }
    const reply = checked(event.data);
    if (reply && reply.id === this.current?.request.id) this.finish(reply);
  }

  private lost(): void {
    this.frame?.remove();
    this.frame = null;
    this.finish({id: 0, error: 'drawing it took too long or too much memory'});
  }

  private finish(reply: ChartReply): void {
    const job = this.current;
    this.current = null;
    clearTimeout(this.timer);
    job?.done(reply);
    this.go();
  }
}

// What the frame says is made from what a guest said.
function checked(data: unknown): ChartReply | null {
  if (typeof data !== 'object' || data === null) return null;
  const {id, error, svg, width, height, tips} = data as Record<string, unknown>;
  if (typeof id !== 'number') return null;
  if (typeof error === 'string') return {id, error};
  if (typeof svg !== 'string' || typeof width !== 'number' || typeof height !== 'number' || !Array.isArray(tips)) return null;
  return {id, svg, width, height, tips: tips as ChartTip[]};
}

let renderer: ChartRenderer | null = null;

function themeOf(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    font: 'system-ui, sans-serif',
    ink: read('--ink'),
    muted: read('--muted'),
    line: read('--edge'),
    colours: [1, 2, 3, 4, 5, 6, 7].map((index) => read(`--series-${index}`)),
  };
}

export function svgAddress(svg: string): string {
  const text = new TextEncoder().encode(svg);
  let binary = '';
  for (let from = 0; from < text.length; from += 32_768) binary += String.fromCharCode(...text.subarray(from, from + 32_768));
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}

// A mark under the pointer, or the nearest one within a finger's breadth.
function tipAt(tips: ChartTip[], x: number, y: number): ChartTip | null {
  let best: ChartTip | null = null;
  let bestScore = 14 * 14;
  for (const tip of tips) {
    const [left, top, right, bottom] = tip.box;
    const dx = Math.max(left - x, 0, x - right);
    const dy = Math.max(top - y, 0, y - bottom);
    const inside = dx === 0 && dy === 0;
    const score = inside ? -1 / (1 + (right - left) * (bottom - top)) : dx * dx + dy * dy;
    if (score < bestScore) {
      best = tip;
      bestScore = score;
    }
  }
  return best;
}

export function makeChart(spec: string, alternative: string): HTMLElement {
  const picture = h('img', {class: 'chart-picture', alt: alternative});
  const tip = h('div', {class: 'chart-tip', hidden: true});
  const state = h('p', {class: 'note'}, 'Drawing the chart …');
  const made = h('div', {class: 'chart'}, picture, tip, state);
  let drawn: Drawn | null = null;
  picture.hidden = true;

  async function draw(): Promise<void> {
    renderer ??= new ChartRenderer();
    try {
      const width = Math.max(280, Math.min(made.clientWidth || 560, 900));
      drawn = await renderer.draw(spec, width - 12, themeOf(made));
      picture.src = svgAddress(drawn.svg);
      if (drawn.width > 0 && drawn.height > 0) {
        picture.width = Math.round(drawn.width);
        picture.height = Math.round(drawn.height);
      }
      picture.hidden = false;
      state.remove();
      made.dataset.state = 'drawn';
    } catch (error) {
      made.dataset.state = 'refused';
      state.className = 'note bad';
      state.textContent = `This chart cannot be drawn: ${visible(error instanceof Error ? error.message : String(error))}.`;
    }
  }

  picture.addEventListener('pointermove', (event) => {
    if (!drawn?.tips.length || !picture.clientWidth) return;
    const scale = drawn.width / picture.clientWidth;
    const found = tipAt(drawn.tips, event.offsetX * scale, event.offsetY * scale);
    tip.hidden = !found;
    if (!found) return;
    tip.textContent = visible(String(found.text));
    const left = Math.min(event.offsetX + 14, Math.max(0, made.clientWidth - tip.offsetWidth - 4));
    tip.style.transform = `translate(${left}px, ${event.offsetY + 16}px)`;
  });
  picture.addEventListener('pointerleave', () => (tip.hidden = true));
  picture.addEventListener('error', () => {
    if (drawn) state.textContent = 'This chart\'s picture cannot be shown.';
  });
  // Once it is in the page, so that colours and width are known; again when the colours change.
  requestAnimationFrame(() => void draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => made.isConnected && void draw());
  return made;
}
