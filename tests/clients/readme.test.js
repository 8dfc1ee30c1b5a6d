// What the README says to paste into a client's configuration, given to a client that reads such files.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {kVitrine} from './server.js';

const kHere = dirname(fileURLToPath(import.meta.url));
const kInspector = join(kHere, 'node_modules/.bin/mcp-inspector-cli');

test('the configuration in the README works when it is pasted', {timeout: 120_000}, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-readme-'));
  t.after(() => rmSync(folder, {recursive: true}));
  const readme = readFileSync(join(kHere, '../../README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```json\n([^`]*"mcpServers"[^`]*)```/g)].map((match) => match[1]);
  assert.equal(blocks.length, 1);
  // Only the paths are a reader's own.
  const pasted = blocks[0].replace('/path/to/build/release/vitrine', kVitrine).replace('/path/to/shop.db', process.env.VITRINE_TEST_SHOP);
  assert.ok(!pasted.includes('/path/to'));
  const file = join(folder, 'mcp.json');
  writeFileSync(file, pasted);

  const inspect = (...words) => JSON.parse(execFileSync(process.execPath, [kInspector, '--cli', '--config', file, '--server', 'python', ...words], {encoding: 'utf8', timeout: 60_000}));
  const tools = inspect('--method', 'tools/list').tools;
  const run = tools.find((tool) => tool.name === 'execute_python');
  assert.match(run.description, /shop/);
  const code = "read_only_sql_query('shop', 'select count(*) as n from orders')";
  const answer = inspect('--method', 'tools/call', '--tool-name', 'execute_python', '--tool-arg', `code=${code}`);
  assert.ok(!answer.isError, JSON.stringify(answer));
  assert.match(answer.content[0].text, /'n'|"n"|\bn\b/);
});
