/** Starts the dependency-cruiser process and waits for its edges. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { CruiseReply, CruiseRequest } from './cruise-messages.ts';

/** Never rejects: what goes wrong is a `failed` reply. */
export function askDependencyCruiser(request: CruiseRequest): Promise<CruiseReply> {
  // The compiled process stands beside this file with this file's own extension.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const script = fileURLToPath(new URL(`./cruise-process.${extension}`, import.meta.url));
  return new Promise((resolve) => {
    const child = fork(script, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let reply: CruiseReply | null = null;
    const errors: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('message', (message: CruiseReply) => {
      reply = message;
    });
    child.on('error', (error) => resolve({ kind: 'failed', message: error.message }));
    child.on('close', (status, signal) => {
      const lines = Buffer.concat(errors).toString('utf8').trim().split('\n');
      // The last line of a crash is the version of Node.
      const said = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? '';
      resolve(reply ?? { kind: 'failed', message: `it ended with ${signal ?? status}: ${said}` });
    });
    child.send(request);
  });
}
