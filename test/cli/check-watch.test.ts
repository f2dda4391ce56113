import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { writeProject } from '../discover/write-project.ts';
import { ROOT } from './run-cli.ts';

const CONFIG = {
  boundaries: {
    billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
    orders: { files: ['src/orders/**'] },
  },
};
const CLEAN = "import { bill } from '../billing';\nexport const order = bill;\n";
const BROKEN = "import { secret } from '../billing/secret';\nexport const order = secret;\n";

interface Watching {
  /** Resolves with what is printed up to the next "waiting for changes". */
  readonly screen: () => Promise<string>;
  readonly interrupt: () => Promise<number | null>;
}

function startWatching(cwd: string): Watching {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'bin', 'saasctl.js'), 'check', '--watch', '--quiet'],
    { cwd, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let text = '';
  let look = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    look();
  });
  return {
    screen: () =>
      new Promise((resolve) => {
        look = () => {
          const end = text.indexOf('waiting for changes');
          if (end < 0) return;
          const screen = text.slice(0, end);
          text = text.slice(text.indexOf('\n', end) + 1);
          look = () => undefined;
          resolve(screen);
        };
        look();
      }),
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

test('every save is checked: of code, of the configuration, also of a half-typed one', async () => {
  const root = writeProject({
    'package.json': { json: { name: 'app' } },
    'saasctl.json': { json: CONFIG },
    'src/billing/index.ts': 'export const bill = 1;\n',
    'src/billing/secret.ts': 'export const secret = 2;\n',
    'src/orders/order.ts': CLEAN,
  });
  const watching = startWatching(root);
  expect(await watching.screen()).toContain('no new violations');
  writeFileSync(join(root, 'src/orders/order.ts'), BROKEN);
  expect(await watching.screen()).toContain('private-api  orders → billing');
  writeFileSync(join(root, 'src/orders/more.ts'), BROKEN);
  expect(await watching.screen()).toContain('in 2 files');
  writeFileSync(join(root, 'saasctl.json'), '{ "boundaries": ');
  expect(await watching.screen()).toContain('saasctl.json:1:');
  const open = structuredClone(CONFIG);
  open.boundaries.billing.public.push('src/billing/secret.ts');
  writeFileSync(join(root, 'saasctl.json'), JSON.stringify(open));
  expect(await watching.screen()).toContain('no new violations');
  expect(await watching.interrupt()).toBe(0);
});
