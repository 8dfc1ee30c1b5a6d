import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import test from 'node:test';
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StreamableHTTPClientTransport} from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {checkClient} from './checks.js';
import {startServer} from './server.js';

test('the official client over HTTP', {timeout: 60_000}, async () => {
  const server = await startServer();
  try {
    const client = new Client({name: 'test', version: '1'});
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', server.address));
    await client.connect(transport);
    await checkClient(client);
    // Another connection takes the session up where it was.
    await client.callTool({name: 'execute_python', arguments: {code: 'kept = 7'}});
    await client.close();
    const again = new Client({name: 'test', version: '1'});
    const second = new StreamableHTTPClientTransport(new URL('/mcp', server.address), {sessionId: transport.sessionId});
    await again.connect(second);
    const result = await again.callTool({name: 'execute_python', arguments: {code: 'kept'}});
    assert.equal(result.content[0].text, '7');
    await second.terminateSession();
    await assert.rejects(again.ping());
    await again.close();
  } finally {
    await server.stop();
  }
});

// What a server of these tools has to do. The suite's other scenarios need a server made for them, with tools like
// test_image_content, or prompts, sampling, elicitation and completion, which this one does not offer.
for (const scenario of ['server-initialize', 'ping', 'tools-list', 'logging-set-level', 'resources-list',
                        'dns-rebinding-protection', 'server-sse-multiple-streams']) {
  test(`the conformance suite: ${scenario}`, {timeout: 60_000}, async () => {
    const server = await startServer();
    try {
      const suite = spawn('npx', ['--no-install', 'conformance', 'server', '--url', `${server.address}/mcp`, '--scenario', scenario],
                          {cwd: new URL('.', import.meta.url).pathname});
      let said = '';
      suite.stdout.on('data', (data) => (said += data));
      suite.stderr.on('data', (data) => (said += data));
      const code = await new Promise((resolve) => suite.on('exit', resolve));
      assert.equal(code, 0, said);
    } finally {
      await server.stop();
    }
  });
}
