import test from 'node:test';
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js';
import {checkClient} from './checks.js';
import {kVitrine} from './server.js';

test('the official client over standard input and output', {timeout: 60_000}, async () => {
  const client = new Client({name: 'test', version: '1'});
  await client.connect(new StdioClientTransport({command: kVitrine, args: ['mcp']}));
  await checkClient(client);
  await client.close();
});
