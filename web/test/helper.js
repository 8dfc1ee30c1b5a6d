// What all tests need: a server, a browser, and a page that reports everything it should not do. How the server is
// started stands here and nowhere else.
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

const kRepository = new URL('../../', import.meta.url).pathname;
const kVitrine = process.env.VITRINE ?? join(kRepository, 'build/release/vitrine');
const kShop = process.env.VITRINE_TEST_SHOP ?? join(kRepository, 'build/shop.db');
const kChromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const kStartMsMax = 20_000;

// A token and what a tokens file holds of it; `vitrine token` makes such pairs.
export const kToken = 'a-token-for-tests-0123456789abcdef';
const kTokenHash = 'blake2b:dde7b45ed1ce73f307733b8646b3e731256273708b4e36b022a6b2f5770731a5';

// Starts `vitrine serve` on a port of its own. `tokens` true: with a tokens file that knows kToken.
export async function startServer({tokens = false} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-page-'));
  const options = ['serve', '--ask', '--listen', '127.0.0.1:0', '--store', join(folder, 'store.db')];
  if (existsSync(kShop)) options.push('--db', `shop=${kShop}`);
  if (tokens) {
    const file = join(folder, 'tokens.toml');
    await writeFile(file, `[[principal]]\nname = "ada"\ntoken = "${kTokenHash}"\n`, {mode: 0o600});
    options.push('--tokens', file);
  }
  const child = spawn(kVitrine, options, {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), kStartMsMax);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the server left with ${code}: ${said}`)));
    child.stderr.on('data', (data) => {
      said += data;
      const found = /listening on (http:\/\/\S+)/.exec(said);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    });
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(folder, {recursive: true, force: true});
  };
  return {address, folder, stop};
}

export function startBrowser() {
  return chromium.launch({executablePath: kChromium, args: ['--no-sandbox', '--disable-dev-shm-usage']});
}

// A page that notes what must not happen: requests to elsewhere, dialogs, pop-ups, navigation, scripts of a guest (they
// set window.pwned or call alert), errors of the page, violations of its policy by the page itself.
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({acceptDownloads: true, ...options});
  const page = await context.newPage();
  const wrong = [];
  const origin = new URL(address).origin;
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) wrong.push(`request to ${url}`);
  });
  // What the policy stops was wished for but not sent.
  context.on('requestfailed', (request) => {
    const at = wrong.indexOf(`request to ${request.url()}`);
    if (at >= 0 && /csp/i.test(request.failure()?.errorText ?? '')) wrong.splice(at, 1);
  });
  context.on('page', (other) => other !== page && wrong.push(`a window opened: ${other.url()}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => wrong.push(`error in the page: ${error.message}`));
  page.on('framenavigated', (frame) => {
    const url = frame.url();
    if (!url.startsWith(`${origin}/`) && !/^about:/.test(url)) wrong.push(`a frame went to ${url}`);
    if (frame === page.mainFrame() && new URL(url).pathname !== '/') wrong.push(`the page went to ${url}`);
  });
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`${address}/`);
  return {page, context, wrong, said};
}

// Types code into the editor, in place of what is there.
export async function write(page, code) {
  const content = page.locator('#editor .cm-content');
  await content.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(code);
}

// Runs code and waits until the newest exhibit has come to an end.
export async function run(page, code, until = /ok|exception|limit|trap|cancelled|refused|parked|problem/) {
  const before = await page.locator('.exhibits:not([hidden]) .exhibit').count();
  await write(page, code);
  await page.waitForFunction(() => !document.querySelector('#run').disabled);
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction((count) => document.querySelectorAll('.exhibits:not([hidden]) .exhibit').length > count, before);
  return ended(page, until);
}

export async function ended(page, until = /ok|exception|limit|trap|cancelled|refused|parked|problem/) {
  await page.waitForFunction((pattern) => new RegExp(`^(${pattern})$`).test(document.querySelector('.exhibits:not([hidden]) .exhibit')?.dataset.status ?? ''), until.source, {timeout: 30_000});
  const exhibit = newest(page);
  // Nothing was run, then; what the server said is worth more than what is missing later.
  if ((await exhibit.getAttribute('data-status')) === 'problem') throw new Error(`the server said: ${await exhibit.innerText()}`);
  return exhibit;
}

export function newest(page) {
  return page.locator('.exhibits:not([hidden]) .exhibit').first();
}

export async function newSession(page, name) {
  await page.locator('#new-session').click();
  await page.locator('#field-name').fill(name);
  await page.getByRole('button', {name: 'Make it'}).click();
  await page.locator(`[data-session="${name}"][aria-current="true"]`).waitFor();
}

export async function openTab(page, name) {
  await page.getByRole('tab', {name}).click();
}
