// The page's side of frames/html.ts: guest HTML and guest pictures, in frames without an origin.
import {h} from './dom';
import type {GuestFrameReply, GuestFrameRequest} from './frames/messages';

const kPingMs = 2000;
const kUnansweredMax = 5;  // a frame that stays busy longer than this many pings is taken away
const kHeightMax = 640;

type Content = Exclude<GuestFrameRequest, 'ping'>;

interface Watched {
  frame: HTMLIFrameElement;
  content: Content | null;
  unanswered: number;
  give: (words: string) => void;
}

// All frames that are there, for one listener and one clock.
const watched = new Set<Watched>();
let clock = 0;

function say(frame: HTMLIFrameElement, message: GuestFrameRequest): void {
  // A frame without an origin can only be named by '*'; it is our own document, and nothing in it can navigate it.
  frame.contentWindow?.postMessage(message, '*');
}

function heard(event: MessageEvent<unknown>): void {
  const found = [...watched].find((each) => each.frame.contentWindow === event.source);
  if (!found || event.source === null) return;
  const message = event.data as GuestFrameReply | null;
  found.unanswered = 0;
  if (message === 'ready') {
    if (found.content) say(found.frame, found.content);
    found.content = null;
  } else if (message === 'failed') {
    found.give('This is no picture that a browser can show.');
  } else if (typeof message === 'object' && message !== null && message.width > 0 && message.height > 0) {
    found.frame.style.width = `${Math.round(Math.min(message.width, 4000))}px`;
    found.frame.style.aspectRatio = `${message.width} / ${message.height}`;
    found.frame.dataset.state = 'shown';
  }
}

function tick(): void {
  for (const each of watched) {
    if (!each.frame.isConnected) watched.delete(each);
    else if (each.unanswered++ < kUnansweredMax) say(each.frame, 'ping');
    else each.give('Showing this took too long; it was taken away.');
  }
  if (watched.size) return;
  clearInterval(clock);
  clock = 0;
  removeEventListener('message', heard);
}

function guestFrame(content: Content, kind: string, title: string): HTMLElement {
  const frame = h('iframe', {class: kind, sandbox: 'allow-scripts', referrerpolicy: 'no-referrer', title});
  frame.src = 'assets/html.html';
  const give = (words: string) => {
    watched.delete(each);
    frame.replaceWith(h('p', {class: 'note bad'}, words));
  };
  const each: Watched = {frame, content, unanswered: 0, give};
  watched.add(each);
  if (!clock) {
    addEventListener('message', heard);
    clock = window.setInterval(tick, kPingMs);
  }
  return frame;
}

export function htmlFrame(html: string, height: number): HTMLElement {
  const made = guestFrame({html}, 'guest-html', 'HTML that the code made');
  made.style.height = `${Math.round(height)}px`;
  return made;
}

// `address` is a data: address of an image. There no script runs and nothing is loaded, in an SVG neither.
export function pictureFrame(address: string, alternative: string): HTMLElement {
  const made = guestFrame({picture: address, alternative}, 'guest-picture', alternative);
  made.style.maxHeight = `${kHeightMax}px`;
  return made;
}
