// The document of a chart's frame: no origin, no network, no guest code. Vega runs in a worker of it, because a worker
// can be ended: a spec that computes for ever costs five seconds of another thread. What comes out is an SVG text, which
// the page shows as a picture.
import workerSource from 'worker-source';
import {kDrawMsMax, type ChartReply, type ChartRequest} from './messages';

const source = URL.createObjectURL(new Blob([workerSource], {type: 'text/javascript'}));

function reply(message: ChartReply): void {
  // The page's origin cannot be named from here; what is said is the guest's own picture.
  parent.postMessage(message, '*');
}

addEventListener('message', (event: MessageEvent<ChartRequest>) => {
  if (event.source !== parent) return;
  const {id} = event.data;
  const worker = new Worker(source);
  const end = (message: ChartReply) => {
    clearTimeout(timer);
    worker.terminate();
    reply(message);
  };
  const timer = setTimeout(() => end({id, error: `drawing it took more than ${kDrawMsMax / 1000} s`}), kDrawMsMax);
  worker.onmessage = (answer: MessageEvent<ChartReply>) => end(answer.data);
  worker.onerror = (event) => end({id, error: event.message || 'the drawing failed'});
  worker.postMessage(event.data);
});

parent.postMessage('ready', '*');
