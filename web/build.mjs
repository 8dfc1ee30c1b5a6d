// Builds dist/: the page, the two frames that guest output is drawn in, and nothing else.
import {copyFile, mkdir, readFile, rm, stat} from 'node:fs/promises';
import {build} from 'esbuild';

const dist = new URL('dist/', import.meta.url);
const source = new URL('src/', import.meta.url);

const common = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

// The chart worker is made by its frame from text: a frame without an origin cannot load a worker by its address.
async function workerText() {
  const made = await build({
    ...common,
    entryPoints: [new URL('frames/chart_worker.ts', source).pathname],
    write: false,
    define: {'process.env.NODE_ENV': '"production"'},
  });
  return made.outputFiles[0].text;
}

const workerSource = {
  name: 'worker-source',
  setup(context) {
    context.onResolve({filter: /^worker-source$/}, () => ({path: 'worker-source', namespace: 'worker'}));
    context.onLoad({filter: /.*/, namespace: 'worker'}, async () => ({contents: await workerText(), loader: 'text'}));
  },
};

await rm(dist, {recursive: true, force: true});
await mkdir(dist, {recursive: true});
await build({...common, entryPoints: [new URL('app.ts', source).pathname], outfile: new URL('app.js', dist).pathname});
await build({...common, entryPoints: [new URL('app.css', source).pathname], outfile: new URL('app.css', dist).pathname});
for (const frame of ['chart', 'html']) {
  await build({
    ...common,
    entryPoints: [new URL(`frames/${frame}.ts`, source).pathname],
    outfile: new URL(`${frame}.js`, dist).pathname,
    plugins: [workerSource],
  });
  await copyFile(new URL(`frames/${frame}.html`, source), new URL(`${frame}.html`, dist));
}
await copyFile(new URL('index.html', source), new URL('index.html', dist));

for (const name of ['index.html', 'app.js', 'app.css', 'chart.html', 'chart.js', 'html.html', 'html.js']) {
  const {size} = await stat(new URL(name, dist));
  console.log(`dist/${name.padEnd(12)} ${(size / 1024).toFixed(1).padStart(8)} KiB`);
}
// What the server reads has to be sound before it is built in.
const policies = JSON.parse(await readFile(new URL('policies.json', import.meta.url), 'utf8'));
for (const path of ['/', '/assets/chart.html', '/assets/html.html', '*']) {
  if (typeof policies[path] !== 'string') throw new Error(`policies.json has no policy for ${path}`);
}
