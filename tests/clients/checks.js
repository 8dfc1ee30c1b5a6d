// What a client of the official SDK sees, whatever the transport.
import assert from 'node:assert/strict';
import {LoggingMessageNotificationSchema} from '@modelcontextprotocol/sdk/types.js';

export async function checkClient(client) {
  assert.equal(client.getServerVersion().name, 'vitrine');
  assert.ok(client.getServerCapabilities().tools);
  const {tools} = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name),
                   ['execute_python', 'reset_session', 'fork_session', 'list_files', 'read_file', 'write_file']);

  const call = (name, args, options) => client.callTool({name, arguments: args}, undefined, options);
  const text = async (name, args) => (await call(name, args)).content[0].text;

  // State stays; results come as text and, checked by the SDK against the tool's schema, as structured content.
  assert.equal(await text('execute_python', {code: 'x = 20\nprint("hello")'}), 'hello\n');
  const sum = await call('execute_python', {code: 'x + 22'});
  assert.equal(sum.content[0].text, '42');
  assert.equal(sum.structuredContent.value, 42);
  const failed = await call('execute_python', {code: '1/0'});
  assert.equal(failed.isError, true);
  assert.match(failed.content[0].text, /ZeroDivisionError/);

  // Notices and progress while it runs.
  const logged = [];
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({params}) => logged.push(params.data));
  const progress = [];
  await call('execute_python', {code: 'import time\nprint("one", flush=True)\ntime.sleep(1.3)\nprint("two")'},
             {onprogress: (one) => progress.push(one.progress)});
  assert.equal(logged.join(''), 'one\ntwo\n');
  assert.ok(progress.length >= 2 && progress.every((one, i) => i === 0 || one > progress[i - 1]), `${progress}`);

  // Cancelled: the run is undone, the session is as before.
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 500);
  await assert.rejects(call('execute_python', {code: 'x = 0\nwhile True: pass'}, {signal: controller.signal}));
  assert.equal(await text('execute_python', {code: 'x'}), '20');

  // Files and resources.
  await call('write_file', {path: '/input/a.txt', content: 'from the client'});
  const made = await call('execute_python', {code: 'open("/output/b.txt", "w").write(open("/input/a.txt").read().upper())'});
  const link = made.content.find((part) => part.type === 'resource_link');
  const {contents} = await client.readResource({uri: link.uri});
  assert.equal(contents[0].text, 'FROM THE CLIENT');
  assert.equal((await client.listResources()).resources[0].uri, link.uri);
  assert.match(await text('list_files', {}), /\/output\/b\.txt/);

  // A display is text for the model and something to look at for the user.
  const shown = await call('execute_python', {code: 'import chart\nchart.bar({"a": 1, "b": 2})'});
  const svg = shown.content.find((part) => part.type === 'resource' && part.resource.mimeType === 'image/svg+xml');
  assert.match(svg.resource.text, /^<svg/);

  // Forks and a new beginning.
  await call('fork_session', {name: `try-${process.pid}`});
  assert.equal(await text('execute_python', {code: 'x = 1; x', session: `try-${process.pid}`}), '1');
  assert.equal(await text('execute_python', {code: 'x'}), '20');
  await call('reset_session', {});
  assert.equal(await text('execute_python', {code: '"x" in globals()'}), 'False');
  await client.ping();
}
