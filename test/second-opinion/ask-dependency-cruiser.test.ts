import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { askDependencyCruiser } from '../../analyzers/second-opinion/ask-dependency-cruiser.ts';

// The process is started from the sources here, which Node alone does not read.
beforeEach(() => void vi.stubEnv('NODE_OPTIONS', '--import tsx'));
afterEach(() => void vi.unstubAllEnvs());

test('a folder that is not there is a reply, not an exception', async () => {
  const reply = await askDependencyCruiser({ root: '/does/not/exist', groups: [] });
  expect(reply).toMatchObject({ kind: 'failed' });
  expect(reply.kind === 'failed' && reply.message).toMatch(/ENOENT/);
});

test('a process that cannot start is a reply too', async () => {
  vi.stubEnv('NODE_OPTIONS', '--import no-such-package');
  const reply = await askDependencyCruiser({ root: '/', groups: [] });
  expect(reply.kind === 'failed' && reply.message).toMatch(
    /^it ended with 1: .*Error.*no-such-package/,
  );
});

test('a real process gives real edges, through the paths it is told', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-ask-')));
  writeFileSync(
    join(root, 'a.ts'),
    "import { b } from './b';\nimport type { C } from '@x/c';\nexport const a: C = b;",
  );
  writeFileSync(join(root, 'b.ts'), 'export const b = 1;');
  writeFileSync(join(root, 'c.ts'), 'export type C = number;');
  const paths = {
    baseUrl: root,
    conditions: [],
    mappings: [{ pattern: '@x/*', targets: [`${root}/*`] }],
  };
  const reply = await askDependencyCruiser({
    root,
    groups: [{ paths, files: ['a.ts', 'b.ts', 'c.ts'] }],
  });
  expect(reply).toMatchObject({ kind: 'edges', files: 3 });
  expect(
    reply.kind === 'edges' &&
      reply.edges.map((one) => `${one.from} ${one.specifier} ${one.to}`).sort(),
  ).toEqual(['a.ts ./b b.ts', 'a.ts @x/c c.ts']);
});
