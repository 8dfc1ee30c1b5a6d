// The document that guest HTML and guest pictures are shown in. It has no origin, and a policy of its own: styles may stand
// in the text, and nothing may be loaded. HTML goes into an inner frame that may not even run scripts; the policy holds
// there as well. A picture is an <img> here and not in the page, for an SVG can take for ever to draw: where browsers give
// frames without an origin a process of their own, the page does not wait for it, and takes the frame away.
import {growsTooMuch} from './html_growth';
import type {GuestFrameReply, GuestFrameRequest} from './messages';

const kCharactersMax = 2_000_000;
const kRoundsMax = 4;

// Sandbox and policy stop scripts, loads, forms and navigation. This takes out what could still resolve a name or open a
// connection (preconnect on links and when a link is touched), and what would only show as a broken thing.
const kElements = 'script, link, meta, base, template, iframe, frame, frameset, object, embed, portal, fencedframe, noscript, noembed, noframes, plaintext';
const kAddresses = /^(href|xlink:href|action|formaction|ping|target|srcset|imagesrcset|attributionsrc|manifest|codebase|background|poster|cite|longdesc)$/i;

const sentence = (words: string) => `<!doctype html><html><head></head><body><p>${words}</p></body></html>`;

function cleaned(html: string): string {
  if (html.length > kCharactersMax) return sentence('This HTML is longer than 2,000,000 characters; it is not shown.');
  let text = html;
  // Until nothing changes: what a parser makes of a text that was written by a parser may be something else.
  for (let round = 0; round < kRoundsMax; ++round) {
    if (growsTooMuch(text)) return sentence('This HTML could become millions of elements; it is not shown.');
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    for (const each of parsed.querySelectorAll(kElements)) each.remove();
    for (const each of parsed.querySelectorAll('*')) {
      for (const attribute of [...each.attributes]) {
        const {name, value} = attribute;
        const harmless = value.startsWith('#') || /^data:image\//i.test(value.trim());
        if (/^on/i.test(name) || (kAddresses.test(name) && !harmless) || (/^src$/i.test(name) && !/^data:image\//i.test(value.trim()))) {
          each.removeAttribute(name);
        }
      }
    }
    const written = `<!doctype html>${parsed.documentElement.outerHTML}`;
    if (written === text) return text;
    text = written;
  }
  return sentence('This HTML reads differently each time it is read; it is not shown.');
}

const kStyle =
  '<style>:where(html){font:14px/1.5 system-ui,sans-serif;color:#1c2422;background:#fff}:where(body){margin:12px 14px}' +
  ':where(table){border-collapse:collapse}:where(td,th){padding:3px 10px;border:1px solid #d5dcda;text-align:left}' +
  ':where(img){max-width:100%}</style>';

function reply(message: GuestFrameReply): void {
  // The page's origin cannot be named from here; what is said is a word or two numbers.
  parent.postMessage(message, '*');
}

function showHtml(html: string): void {
  const inner = document.createElement('iframe');
  inner.setAttribute('sandbox', '');
  inner.setAttribute('referrerpolicy', 'no-referrer');
  inner.title = 'HTML that the code made';
  inner.srcdoc = cleaned(html).replace('<head>', () => `<head>${kStyle}`);
  document.body.replaceChildren(inner);
}

function showPicture(address: string, alternative: string): void {
  const image = document.createElement('img');
  image.alt = alternative;
  image.onload = () => reply({width: image.naturalWidth, height: image.naturalHeight});
  image.onerror = () => reply('failed');
  image.src = address;
  document.body.replaceChildren(image);
}

addEventListener('message', (event: MessageEvent<GuestFrameRequest>) => {
  if (event.source !== parent) return;
  const request = event.data;
  if (request === 'ping') reply('alive');
  else if ('html' in request) showHtml(request.html);
  else if (/^data:image\//.test(request.picture)) showPicture(request.picture, request.alternative);
});

reply('ready');
