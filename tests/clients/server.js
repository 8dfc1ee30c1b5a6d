// Starts `vitrine serve` on a port of its own.
import {spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export const kVitrine = process.env.VITRINE;

export async function startServer(...options) {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-clients-'));
  const child = spawn(kVitrine, ['serve', '--listen', '127.0.0.1:0', '--store', join(folder, 'store.db'), ...options],
                      {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  const address = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the server left with ${code}: ${said}`)));
    child.stderr.on('data', (data) => {
      said += data;
      const found = /listening on (http:\/\/\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(folder, {recursive: true, force: true});
  };
  return {address, stop};
}
