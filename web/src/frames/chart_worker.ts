// Turns a Vega-Lite spec into SVG. Runs in a worker without an origin whose policy allows no connection and no eval.
import * as vega from 'vega';
import {expressionInterpreter} from 'vega-interpreter';
import * as vegaLite from 'vega-lite';
import {
  kSpecCharactersMax,
  kSvgCharactersMax,
  kTipCharactersMax,
  kTipsMax,
  type ChartReply,
  type ChartRequest,
  type ChartTheme,
  type ChartTip,
} from './messages';

// Vega measures text with a canvas that it asks the document for.
(globalThis as unknown as {document: unknown}).document = {
  createElement: (tag: string) => (tag === 'canvas' && typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : null),
};

const kDepthMax = 60;
const kValuesMax = 1_000_000;
const kStepsMax = 100_000;

class Refused extends Error {}

// Looks at all of a spec for what would be loaded or made without end, so that it is refused with a reason. That it
// cannot happen does not rest on this: the loader below loads nothing, the policy lets nothing out, the clock ends it.
function check(value: unknown, depth: number, seen: {values: number}): void {
  if (depth > kDepthMax) throw new Refused('it is nested too deeply');
  if (++seen.values > kValuesMax) throw new Refused(`it has more than ${kValuesMax} values`);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) check(each, depth + 1, seen);
    return;
  }
  for (const [name, each] of Object.entries(value)) {
    if ((name === 'data' || name === 'from') && typeof each === 'object' && each !== null && 'url' in each) {
      throw new Refused('it wants data from an address; put the data into the chart as values');
    }
    if (name === 'sequence' && typeof each === 'object' && each !== null) {
      const {start = 0, stop = 0, step = 1} = each as Record<string, number>;
      if (!(Math.abs((stop - start) / step) <= kStepsMax)) throw new Refused(`its sequence has more than ${kStepsMax} steps`);
    }
    check(each, depth + 1, seen);
  }
}

const refuse = (): Promise<never> => Promise.reject(new Error('a chart loads nothing'));
// An address becomes none: no link, no picture. (Vega takes a refusal of this one for a bug of its own.)
const sanitize = () => Promise.resolve({href: ''});
const loader = {load: refuse, sanitize, http: refuse, file: refuse, options: {}} as unknown as vega.Loader;

function configOf(theme: ChartTheme, width: number): vegaLite.Config {
  const text = {labelColor: theme.muted, titleColor: theme.ink, labelFont: theme.font, titleFont: theme.font, titleFontWeight: 600 as const};
  return {
    background: 'transparent',
    font: theme.font,
    padding: 6,
    view: {stroke: 'transparent', continuousWidth: Math.min(width, 460), continuousHeight: 260, discreteWidth: {step: 28}, discreteHeight: {step: 22}},
    axis: {...text, domainColor: theme.line, tickColor: theme.line, gridColor: theme.line, gridOpacity: 0.6, labelFontSize: 11, titleFontSize: 11, titlePadding: 8},
    axisX: {grid: false},
    legend: {...text, labelFontSize: 11, titleFontSize: 11},
    header: text,
    title: {color: theme.ink, subtitleColor: theme.muted, font: theme.font, fontSize: 14, fontWeight: 600, anchor: 'start', offset: 12},
    text: {color: theme.ink},
    range: {category: theme.colours},
    mark: {color: theme.colours[0], tooltip: true},
    bar: {cornerRadiusEnd: 2},
    line: {strokeWidth: 2},
    rule: {color: theme.muted},
  };
}

// "container" is the page's width; that of a worker is not known to Vega. A chart of one view that would be wider than
// there is room is laid out again instead of being shrunk, so that its letters can be read.
function sized(spec: Record<string, unknown>, width: number): Record<string, unknown> {
  const made = {...spec};
  const tooWide = typeof made.width === 'number' && made.width > width * 0.8 && ('mark' in made || 'layer' in made);
  if (made.width === 'container' || tooWide) Object.assign(made, {width, autosize: made.autosize ?? {type: 'fit', contains: 'padding'}});
  if (made.height === 'container') made.height = 260;
  return made;
}

interface Item {
  x?: number;
  y?: number;
  tooltip?: unknown;
  bounds?: {x1: number; y1: number; x2: number; y2: number};
  items?: Mark[];
}
interface Mark {
  marktype: string;
  items: Item[];
}

function tipText(tooltip: unknown): string {
  const lines =
    typeof tooltip === 'object' && tooltip !== null && !Array.isArray(tooltip)
      ? Object.entries(tooltip).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
      : [String(tooltip)];
  return lines.join('\n').slice(0, kTipCharactersMax);
}

function collect(mark: Mark, dx: number, dy: number, tips: ChartTip[]): void {
  for (const item of mark.items ?? []) {
    if (tips.length >= kTipsMax) return;
    if (item.tooltip !== undefined && item.tooltip !== null && item.tooltip !== '') {
      const points = mark.marktype === 'line' || mark.marktype === 'area' || mark.marktype === 'trail';
      const {x1, y1, x2, y2} = points
        ? {x1: (item.x ?? 0) - 6, y1: (item.y ?? 0) - 6, x2: (item.x ?? 0) + 6, y2: (item.y ?? 0) + 6}
        : (item.bounds ?? {x1: 0, y1: 0, x2: 0, y2: 0});
      tips.push({box: [x1 + dx, y1 + dy, x2 + dx, y2 + dy], text: tipText(item.tooltip)});
    }
    if (mark.marktype === 'group') for (const inner of item.items ?? []) collect(inner, dx + (item.x ?? 0), dy + (item.y ?? 0), tips);
  }
}

async function draw({id, spec, width, theme}: ChartRequest): Promise<ChartReply> {
  if (spec.length > kSpecCharactersMax) throw new Refused(`it is longer than ${kSpecCharactersMax} characters`);
  const read = JSON.parse(spec) as Record<string, unknown>;
  check(read, 0, {values: 0});
  const quiet = {level: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet, error: () => quiet};
  const compiled = vegaLite.compile(sized(read, width) as unknown as vegaLite.TopLevelSpec, {
    config: configOf(theme, width),
    logger: quiet as never,
  });
  const runtime = vega.parse(compiled.spec, undefined, {ast: true});
  const view = new vega.View(runtime, {expr: expressionInterpreter, loader, renderer: 'none', logLevel: vega.None} as unknown as vega.ViewOptions);
  const svg = await view.toSVG();
  if (svg.length > kSvgCharactersMax) throw new Refused(`its picture has more than ${kSvgCharactersMax} characters`);
  const size = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  const tips: ChartTip[] = [];
  const padding = view.padding() as unknown as number | {left?: number; top?: number};
  const [left, top] = typeof padding === 'number' ? [padding, padding] : [padding.left ?? 0, padding.top ?? 0];
  const [x, y] = (view as unknown as {origin: () => [number, number]}).origin();
  collect((view.scenegraph() as unknown as {root: Mark}).root, left + x, top + y, tips);
  return {id, svg, width: Number(size?.[1] ?? 0), height: Number(size?.[2] ?? 0), tips};
}

onmessage = async (event: MessageEvent<ChartRequest>) => {
  const {id} = event.data;
  try {
    postMessage(await draw(event.data));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : String(error);
    postMessage({id, error: reason.slice(0, 1000)});
  }
};
