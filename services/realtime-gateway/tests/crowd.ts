/** A worker that opens a Socket.IO connection for each token, all at once, by hand, and tells what became of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket } from 'ws';

/** `in`; `refused` by the token; told to come `later`; `gone` without a word. */
type Outcome = 'in' | 'refused' | 'later' | 'gone';
export type Outcomes = Record<Outcome, number>;

const { url, tokens } = workerData as { url: string; tokens: string[] };

function open(token: string): Promise<Outcome> {
  const ws = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve) => {
    ws.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('0')) ws.send(`40${JSON.stringify({ token })}`);
      else if (text.startsWith('40')) resolve('in');
      else if (text.startsWith('44')) resolve(text.includes('socket_unauthorized') ? 'refused' : 'later');
    });
    ws.on('unexpected-response', (_, answer) => {
      answer.resume();
      resolve(answer.statusCode === 503 ? 'later' : 'gone');
    });
    ws.on('error', () => resolve('gone'));
    ws.on('close', () => resolve('gone'));
  });
}

const outcomes: Outcomes = { in: 0, refused: 0, later: 0, gone: 0 };
await Promise.all(
  tokens.map(async (token) => {
    outcomes[await open(token)] += 1;
  }),
);
parentPort?.postMessage(outcomes);
