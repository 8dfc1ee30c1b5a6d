// What a person does with the page, done by a browser.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, beforeEach, describe, test} from 'node:test';
import {ended, newest, newSession, openPage, openTab, run, startBrowser, startServer, write} from './helper.js';

describe('the page', {timeout: 300_000}, () => {
  let server;
  let browser;
  let opened;
  let page;

  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    await opened?.context.close();
    opened = await openPage(browser, server.address, {viewport: {width: 1366, height: 860}});
    page = opened.page;
    await page.locator('#editor .cm-content').waitFor();
    await page.waitForFunction(() => document.querySelector('#desk-note').textContent !== '');
  });
  const clean = () => assert.deepEqual(opened.wrong, []);

  test('code runs and its output, value and usage are shown', async () => {
    const exhibit = await run(page, 'print("hello")\nsum(range(10))');
    assert.equal(await exhibit.getAttribute('data-status'), 'ok');
    assert.equal(await exhibit.locator('.output').innerText(), 'hello\n');
    assert.match(await exhibit.locator('.value').innerText(), /45/);
    assert.match(await exhibit.locator('.usage').innerText(), /of time/);
    assert.match(await page.locator('#announce').textContent(), /Done/);
    clean();
  });

  test('output comes while the code runs', async () => {
    await write(page, 'import time\nprint("first")\ntime.sleep(2)\nprint("second")');
    await page.keyboard.press('Control+Enter');
    await page.locator('.exhibit[data-status="running"] .output', {hasText: 'first'}).waitFor();
    assert.doesNotMatch(await newest(page).locator('.output').innerText(), /second/);
    assert.match(await newest(page).locator('.time').innerText(), /^\d+\.\d s$/);
    const exhibit = await ended(page);
    assert.equal(await exhibit.locator('.output').innerText(), 'first\nsecond\n');
    clean();
  });

  test('an exception comes with its traceback, its line and a hint', async () => {
    const exhibit = await run(page, 'x = 1\nopen("/etc/passwd")');
    assert.equal(await exhibit.getAttribute('data-status'), 'exception');
    assert.match(await exhibit.locator('.failure-head').innerText(), /FileNotFoundError/);
    assert.match(await exhibit.locator('.traceback pre').innerText(), /line 2/);
    assert.match(await exhibit.locator('.hint').innerText(), /\/input/);
    clean();
  });

  test('a limit is named', async () => {
    const exhibit = await run(page, 'x = []\nwhile True: x.append(bytes(1 << 20))');
    assert.match(await exhibit.locator('.failure-head').innerText(), /memory/i);
    clean();
  });

  test('a scratch run stops', async () => {
    await write(page, 'import time\nwhile True: time.sleep(0.1)');
    await page.keyboard.press('Control+Enter');
    await page.locator('#stop').click();
    const exhibit = await ended(page);
    assert.equal(await exhibit.getAttribute('data-status'), 'cancelled');
    assert.equal(await page.locator('#run').isEnabled(), true);
    clean();
  });

  test('a run of a session stops and is rolled back', async () => {
    await newSession(page, 'stops');
    await run(page, 'x = 1');
    await write(page, 'x = 2\nimport time\nwhile True: time.sleep(0.05)');
    await page.keyboard.press('Control+Enter');
    await page.locator('.exhibit[data-status="running"]').waitFor();
    await page.waitForTimeout(400);
    await page.keyboard.press('Control+.');
    const exhibit = await ended(page);
    assert.equal(await exhibit.getAttribute('data-status'), 'cancelled');
    assert.match(await exhibit.locator('.rolled-back').innerText(), /Rolled back/);
    assert.match(await (await run(page, 'x')).locator('.value').innerText(), /1/);
    clean();
  });

  test('tables sort by a click: of a display, and of a value', async () => {
    const exhibit = await run(page, 'rows = [{"name": n, "size": s} for n, s in [("b", 10), ("a", 9), ("c", 100), ("d", None)]]\ndisplay(rows)\nrows + []\n"both"; {"columns": ["n", "s"], "rows": [["b", 10], ["a", 9], ["c", 100]]}');
    for (const place of ['.display', '.value-data']) {
      const table = exhibit.locator(`${place} table`);
      const second = () => table.locator('tbody tr td:nth-child(2)').allInnerTexts();
      const button = table.locator('th button').nth(1);
      const start = await second();
      await button.click();
      assert.deepEqual((await second()).slice(0, 3), ['9', '10', '100']);
      assert.equal(await table.locator('th').nth(1).getAttribute('aria-sort'), 'ascending');
      await button.click();
      assert.deepEqual((await second()).slice(0, 3), ['100', '10', '9']);
      await button.click();
      assert.deepEqual(await second(), start);
      await table.locator('th button').first().click();
      assert.equal((await table.locator('tbody tr td:first-child').allInnerTexts())[0], 'a');
    }
    clean();
  });

  test('a table that is the value is shown once', async () => {
    const exhibit = await run(page, 'display("else")\n[{"name": "b", "size": 10}, {"name": "a", "size": 9}]');
    assert.equal(await exhibit.locator('table').count(), 1);
    assert.equal(await exhibit.locator('.display').count(), 1);
    clean();
  });

  test('integers keep all their digits', async () => {
    const exhibit = await run(page, '[{"n": 12345678901234567891}]');
    assert.equal(await exhibit.locator('.value-data td').innerText(), '12345678901234567891');
    clean();
  });

  test('a chart is drawn, and says what is under the pointer', async () => {
    const exhibit = await run(page, 'display(vega_lite={"data": {"values": [{"a": "x", "b": 3}, {"a": "y", "b": 5}]}, "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}})');
    await exhibit.locator('.chart[data-state="drawn"]').waitFor({timeout: 15_000});
    const picture = exhibit.locator('.chart-picture');
    await page.waitForFunction(() => document.querySelector('.chart-picture').naturalWidth > 50);
    const box = await picture.boundingBox();
    let told = '';
    for (let x = 10; x < box.width - 10 && !told; x += 6) {
      await page.mouse.move(box.x + x, box.y + box.height * 0.75);
      told = await exhibit.locator('.chart-tip').textContent();
    }
    assert.match(told, /b: [35]/);
    clean();
  });

  test('pictures are shown: PNG and SVG', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGP8z8DAwMDAxAADCBYAG10BBdmz9y8AAAAASUVORK5CYII=';
    const exhibit = await run(page, `import base64\ndisplay(png=base64.b64decode("${png}"))\ndisplay(svg='<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>')`);
    await page.waitForFunction(() => document.querySelectorAll('.guest-picture[data-state="shown"]').length === 2);
    const shown = exhibit.locator('.guest-picture').nth(1);
    assert.equal((await shown.boundingBox()).width, 40);
    assert.equal(await shown.getAttribute('sandbox'), 'allow-scripts');
    assert.equal(await exhibit.frameLocator('.guest-picture').nth(1).locator('img').evaluate((each) => each.naturalHeight), 30);
    assert.equal(await page.locator('.exhibit svg:not(.icon)').count(), 0);
    clean();
  });

  test('HTML is shown in a frame that runs nothing, JSON as a tree', async () => {
    const exhibit = await run(page, 'display(html="<h3>Title</h3><p style=\'color:rgb(1,2,3)\'>text</p>")\n{"deep": {"list": list(range(300))}, "words": "w" * 80}');
    const inner = exhibit.frameLocator('iframe.guest-html').frameLocator('iframe');
    assert.equal(await inner.locator('p').innerText(), 'text');
    assert.equal(await inner.locator('p').evaluate((each) => getComputedStyle(each).color), 'rgb(1, 2, 3)');
    assert.equal(await exhibit.frameLocator('iframe.guest-html').locator('iframe').getAttribute('sandbox'), '');
    await exhibit.locator('.json summary', {hasText: 'deep'}).click();
    await exhibit.locator('.json summary', {hasText: 'list'}).click();
    await exhibit.locator('.json-leaf', {hasText: /^99: 99$/}).waitFor();
    assert.equal(await exhibit.locator('.json-leaf', {hasText: /^100: 100$/}).count(), 0);
    await exhibit.getByRole('button', {name: /200 more items/}).click();
    await exhibit.locator('.json-leaf', {hasText: /^199: 199$/}).waitFor();
    clean();
  });

  test('sessions: create, keep names, history, fork, undo, delete', async () => {
    await newSession(page, 'study');
    await run(page, 'prices = [3, 4, 8]');
    await run(page, 'prices.append(9)\nlen(prices)');
    assert.equal(await newest(page).locator('.number').innerText(), 'Turn 2');
    assert.deepEqual(await page.locator('.turns .turn-number').allInnerTexts(), ['2', '1', '0']);

    await page.locator('.turn summary').nth(1).click();
    await page.getByRole('button', {name: 'Fork here'}).click();
    await page.locator('#field-name').fill('attempt');
    await page.getByRole('button', {name: 'Fork', exact: true}).click();
    await page.locator('[data-session="attempt"][aria-current="true"]').waitFor();
    assert.match(await (await run(page, 'prices')).locator('.value').innerText(), /\[3, 4, 8\]/);

    await page.locator('[data-session="study"]').click();
    await page.locator('.turns > li:nth-child(2) .forks [data-session="attempt"]').waitFor();
    await page.locator('.turn summary').nth(1).waitFor();
    if (!(await page.getByRole('button', {name: 'Undo to here'}).count())) await page.locator('.turn summary').nth(1).click();
    await page.getByRole('button', {name: 'Undo to here'}).click();
    await page.getByRole('button', {name: 'Undo', exact: true}).click();
    await page.waitForFunction(() => document.querySelectorAll('.turns > li').length === 2);
    assert.match(await (await run(page, 'prices')).locator('.value').innerText(), /\[3, 4, 8\]/);

    await page.reload();
    await page.locator('[data-session="study"][aria-current="true"]').waitFor();
    await page.getByRole('button', {name: 'Delete this session'}).click();
    await page.getByRole('button', {name: 'Delete', exact: true}).click();
    await page.waitForFunction(() => !document.querySelector('[data-session="study"]'));
    assert.equal(await page.locator('[data-session="attempt"]').count(), 1);
    clean();
  });

  test('a click does not fail because the page is reading the session', async () => {
    await newSession(page, 'read');
    await run(page, 'kept = 1');
    // The server refuses the second of two requests at once. A slow way there makes such pairs likely.
    await page.addInitScript(() => {
      const under = new Set();
      window.pairs = [];
      const reallyFetch = window.fetch;
      window.fetch = async (path, options) => {
        const words = `${options.method} ${path}`;
        if (!path.startsWith('v1/sessions/read')) return reallyFetch(path, options);
        if (under.size) window.pairs.push(`${words} beside ${[...under].join(', ')}`);
        under.add(words);
        await new Promise((resolve) => setTimeout(resolve, 300));
        const answer = await reallyFetch(path, options);
        await answer.clone().arrayBuffer();
        under.delete(words);
        return answer;
      };
    });
    await page.reload();
    await page.locator('[data-session="read"][aria-current="true"]').waitFor();
    await page.getByRole('button', {name: 'Delete this session'}).click();
    await page.getByRole('button', {name: 'Delete', exact: true}).click();
    await page.waitForFunction(() => !document.querySelector('[data-session="read"]'));
    assert.deepEqual(await page.evaluate(() => window.pairs), []);
    assert.equal(await page.locator('.notice.bad').count(), 0);
    clean();
  });

  test('a name that is taken is said in a sentence', async () => {
    await newSession(page, 'taken');
    await page.locator('#new-session').click();
    await page.locator('#field-name').fill('taken');
    await page.getByRole('button', {name: 'Make it'}).click();
    await page.locator('.notice.bad').waitFor();
    assert.match(await page.locator('.notice.bad').innerText(), /taken/);
    clean();
  });

  test('snapshot and journal come down, and a snapshot becomes a session', async () => {
    await newSession(page, 'original');
    await run(page, 'kept = "in the snapshot"');
    const [snapshot] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Download a snapshot'}).click()]);
    const [journal] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Download the journal'}).click()]);
    assert.ok((await readFile(await journal.path())).length > 0);
    const bytes = await readFile(await snapshot.path());
    await page.locator('#restore-file').setInputFiles({name: 'copy.vitrine', mimeType: 'application/octet-stream', buffer: bytes});
    await page.getByRole('button', {name: 'Restore', exact: true}).last().click();
    await page.locator('[data-session="copy"][aria-current="true"]').waitFor();
    assert.match(await (await run(page, 'kept')).locator('.value').innerText(), /in the snapshot/);
    clean();
  });

  test('files go up, come down and go', async () => {
    await newSession(page, 'files');
    await openTab(page, 'Files');
    await page.locator('#upload-file').setInputFiles({name: 'numbers 1.csv', mimeType: 'text/csv', buffer: Buffer.from('1\n2\n3\n')});
    await page.locator('.file-name', {hasText: 'numbers 1.csv'}).waitFor();
    await run(page, 'text = open("/input/numbers 1.csv").read()\nopen("/output/sum.txt", "w").write(str(sum(map(int, text.split()))))');
    await page.locator('.file-name', {hasText: 'sum.txt'}).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.file-name', {hasText: 'sum.txt'}).click()]);
    assert.equal((await readFile(await download.path())).toString(), '6');
    await page.getByRole('button', {name: 'Delete sum.txt'}).click();
    await page.waitForFunction(() => ![...document.querySelectorAll('.file-name')].some((each) => each.textContent === 'sum.txt'));
    clean();
  });

  test('scratch runs take files and give files', async () => {
    await openTab(page, 'Files');
    const data = await page.evaluateHandle(() => {
      const made = new DataTransfer();
      made.items.add(new File(['dropped'], 'note.txt'));
      return made;
    });
    await page.dispatchEvent('body', 'drop', {dataTransfer: data});
    await page.locator('.file-name', {hasText: 'note.txt'}).waitFor();
    const exhibit = await run(page, 'open("/output/up.txt", "w").write(open("/input/note.txt").read().upper())');
    const [download] = await Promise.all([page.waitForEvent('download'), exhibit.locator('.file-chip').click()]);
    assert.equal((await readFile(await download.path())).toString(), 'DROPPED');
    clean();
  });

  test('a run waits for an answer, over a reload, and can be given up', async () => {
    await newSession(page, 'asks');
    const question = 'name = ask("Who is this for?")\nprint("for", name)';
    await run(page, question);
    assert.equal(await newest(page).getAttribute('data-status'), 'parked');
    assert.equal(await page.locator('#run').isEnabled(), false);
    await page.reload();
    await page.locator('.question-words', {hasText: 'Who is this for?'}).waitFor();
    await page.locator('.question textarea').fill('the board');
    await page.keyboard.press('Enter');
    const exhibit = await ended(page, /ok/);
    assert.equal(await exhibit.locator('.output').innerText(), 'for the board\n');

    await run(page, question);
    await page.getByRole('button', {name: 'Give the run up'}).click();
    await ended(page, /cancelled/);
    assert.match(await (await run(page, '1 + 1')).locator('.value').innerText(), /2/);
    clean();
  });

  test('databases are listed, and a click makes a query', async () => {
    await openTab(page, 'Data');
    await page.locator('.db-table summary', {hasText: 'customers'}).click();
    await page.locator('.columns', {hasText: 'name'}).first().waitFor();
    // It stays unfolded when the page is drawn again.
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.waitForTimeout(500);
    assert.match(await page.locator('.columns').first().innerText(), /name/);
    await write(page, 'pass');
    await page.getByRole('button', {name: 'Query customers'}).click();
    await page.keyboard.press('Control+Enter');
    const exhibit = await ended(page, /ok/);
    assert.ok((await exhibit.locator('.value-data tbody tr').count()) > 1);
    assert.match(await page.locator('.limits').innerText(), /Memory/);
    clean();
  });

  test('everything works by keyboard', async () => {
    await page.locator('#help').focus();
    await page.keyboard.press('?');
    assert.match(await page.locator('dialog.help').innerText(), /Run the code/);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({state: 'detached'});
    await page.keyboard.press('n');
    await page.keyboard.type('keys');
    await page.keyboard.press('Enter');
    await page.locator('[data-session="keys"][aria-current="true"]').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'editor');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('[{"a": 2}, {"a": 1}]');
    await page.keyboard.press('Control+Enter');
    await ended(page, /ok/);
    // Out of the editor, then on by Tab alone: every stop has to be visible.
    await page.keyboard.press('Escape');
    const seen = new Set();
    for (let step = 0; step < 60; ++step) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const active = document.activeElement;
        if (!active || active === document.body) return null;
        const style = getComputedStyle(active);
        const inEditor = active.id === 'editor';
        return {label: active.getAttribute('aria-label') || active.textContent.trim() || active.id, visible: inEditor || style.outlineStyle !== 'none'};
      });
      if (!at) continue;
      assert.ok(at.visible, `focus cannot be seen on ${at.label}`);
      seen.add(at.label);
      if (at.label === 'a') {
        await page.keyboard.press('Enter');
        assert.equal(await newest(page).locator('td').first().innerText(), '1');
        break;
      }
    }
    assert.ok([...seen].some((label) => label.startsWith('Run')), `Tab does not come by Run: ${[...seen].join(' | ')}`);
    await page.locator('#help').focus();
    await page.keyboard.press('2');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-files');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('#panel-data').isVisible(), true);
    await page.keyboard.press('o');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'exhibit');
    clean();
  });

  test('Tab leaves the editor after Escape, also while completions are looked for', async () => {
    await write(page, '');
    await page.keyboard.type('pri');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'editor');
    assert.equal(await page.locator('#editor .cm-content').innerText(), 'pri');
    clean();
  });

  test('every control has a name', async () => {
    await newSession(page, 'names');
    await run(page, 'display([{"a": 1}])\ndisplay(html="<b>x</b>")\n{"a": ["x" * 100]}');
    const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, select, textarea, iframe, img, summary')].filter((each) => {
      const label = each.id && document.querySelector(`label[for="${each.id}"]`);
      const name = each.getAttribute('aria-label') || each.getAttribute('title') || each.getAttribute('alt') || each.textContent.trim() || label?.textContent || each.closest('label')?.textContent;
      return !name && each.getAttribute('aria-hidden') !== 'true' && each.checkVisibility();
    }).map((each) => each.outerHTML.slice(0, 120)));
    assert.deepEqual(nameless, []);
    clean();
  });
});

describe('other eyes', {timeout: 120_000}, () => {
  let server;
  let browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('a phone: nothing is wider than the screen, the side comes and goes', async () => {
    const {page, wrong, context} = await openPage(browser, server.address, {viewport: {width: 375, height: 740}, hasTouch: true, isMobile: true});
    await page.locator('#editor .cm-content').waitFor();
    const exhibit = await run(page, 'print("w" * 3000)\n[{f"column {i}": i for i in range(30)}]');
    assert.equal(await exhibit.getAttribute('data-status'), 'ok');
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 375);
    assert.equal(await page.locator('#side').isVisible(), false);
    await page.locator('#menu').tap();
    await page.locator('#new-session').waitFor();
    assert.equal(await page.locator('#menu').getAttribute('aria-expanded'), 'true');
    await page.locator('#new-session').tap();
    await page.locator('#field-name').fill('pocket');
    await page.getByRole('button', {name: 'Make it'}).tap();
    await page.locator('#where', {hasText: 'pocket'}).waitFor();
    await page.waitForFunction(() => !document.body.classList.contains('side-open'));
    assert.deepEqual(wrong, []);
    await context.close();
  });

  test('dark when the system is dark', async () => {
    const luminance = async (colorScheme) => {
      const {page, context} = await openPage(browser, server.address, {colorScheme});
      await page.locator('#editor .cm-content').waitFor();
      const colours = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
      await context.close();
      return colours.map((each) => each.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
    };
    const [lightWall, lightInk] = await luminance('light');
    const [darkWall, darkInk] = await luminance('dark');
    assert.ok(lightWall > 600 && lightInk < 200);
    assert.ok(darkWall < 100 && darkInk > 600);
  });
});

describe('a server that wants a token', {timeout: 120_000}, () => {
  let server;
  let browser;
  before(async () => {
    server = await startServer({tokens: true});
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('asks for it, keeps it for the tab alone, and sends it', async () => {
    const {kToken} = await import('./helper.js');
    const {page, wrong, context} = await openPage(browser, server.address);
    await page.locator('#field-token').fill('wrong');
    await page.getByRole('button', {name: 'Enter'}).click();
    await page.locator('dialog', {hasText: 'does not know this token'}).waitFor();
    await page.locator('#field-token').fill(kToken);
    await page.getByRole('button', {name: 'Enter'}).click();
    await page.locator('#who', {hasText: /./}).waitFor();
    assert.match(await (await run(page, '6 * 7')).locator('.value').innerText(), /42/);
    assert.equal(await page.evaluate(() => Object.values(localStorage).length + document.cookie.length), 0);
    const other = await context.newPage();
    await other.goto(server.address);
    await other.locator('#field-token').waitFor();
    assert.deepEqual(wrong.filter((each) => !each.startsWith('a window opened')), []);
    await context.close();
  });
});
