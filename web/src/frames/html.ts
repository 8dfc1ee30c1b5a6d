// The document that guest HTML is shown in. It has no origin, and a policy of its own: styles may stand in the text, and
// nothing may be loaded. The HTML goes into an inner frame that may not even run scripts; the policy holds there as well.

const kCharactersMax = 2_000_000;
const kRoundsMax = 4;

// Sandbox and policy stop scripts, loads, forms and navigation. This takes out what could still resolve a name or open a
// connection (preconnect on links and when a link is touched), and what would only show as a broken thing.
const kElements = 'script, link, meta, base, template, iframe, frame, frameset, object, embed, portal, fencedframe, noscript, noembed, noframes, plaintext';
const kAddresses = /^(href|xlink:href|action|formaction|ping|target|srcset|imagesrcset|attributionsrc|manifest|codebase|background|poster|cite|longdesc)$/i;

function cleaned(html: string): string {
  let text = html;
  // Until nothing changes: what a parser makes of a text that was written by a parser may be something else.
  for (let round = 0; round < kRoundsMax; ++round) {
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
  return '<!doctype html><p>This HTML reads differently each time it is read; it is not shown.</p>';
}

const kStyle =
  '<style>:where(html){font:14px/1.5 system-ui,sans-serif;color:#1c2422;background:#fff}:where(body){margin:12px 14px}' +
  ':where(table){border-collapse:collapse}:where(td,th){padding:3px 10px;border:1px solid #d5dcda;text-align:left}' +
  ':where(img){max-width:100%}</style>';

addEventListener('message', (event: MessageEvent<{html?: unknown}>) => {
  if (event.source !== parent || typeof event.data.html !== 'string') return;
  const inner = document.createElement('iframe');
  inner.setAttribute('sandbox', '');
  inner.setAttribute('referrerpolicy', 'no-referrer');
  inner.title = 'HTML that the code made';
  const html = event.data.html;
  const text = html.length > kCharactersMax ? '<!doctype html><p>This HTML is longer than 2,000,000 characters; it is not shown.</p>' : cleaned(html);
  inner.srcdoc = text.replace('<head>', () => `<head>${kStyle}`);
  document.body.replaceChildren(inner);
});

parent.postMessage('ready', '*');
