/**
 * However a project is edited, a session that redoes only what it must and a run that believes what
 * is kept in the store say the same as a run that knows nothing.
 */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { analyzeCode } from '../../analyzers/analyze-project.ts';
import type { TextStore } from '../../analyzers/cache.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { openSession } from '../../analyzers/session.ts';
import { EDIT_KINDS, editProject, readOriginals } from './edit-project.ts';
import type { Edit } from './edit-project.ts';

const RUNS = Number(process.env['SAASCTL_RUNS'] ?? 2);
const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'monoliths');

function copyFixture(name: string): string {
  const target = join(realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-session-'))), name);
  cpSync(join(FIXTURES, name), target, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.saasctl|dist)(?:[\\/]|$)/.test(path),
  });
  return target;
}

function memoryStore(): TextStore {
  const texts = new Map<string, string>();
  return { read: (name) => texts.get(name), write: (name, text) => void texts.set(name, text) };
}

const analyzed = (root: string, cache: TextStore | null): string =>
  JSON.stringify(analyzeCode(discoverProject(root), { version: 'test', cache }, () => undefined));

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...EDIT_KINDS),
  file: fc.nat(1000),
  at: fc.nat(1000),
});

test.each(['shop', 'fleet', 'helpdesk'])('random edits of %s', { timeout: 600_000 }, (fixture) => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 4, maxLength: 8 }), (edits) => {
      const root = copyFixture(fixture);
      const originals = readOriginals(root);
      const store = memoryStore();
      const session = openSession(root);
      session.analyze(null);
      analyzed(root, store);
      for (const one of edits) {
        const path = editProject(root, originals, one);
        const truth = analyzed(root, null);
        const { code, redone } = session.analyze([path]);
        expect(JSON.stringify(code) === truth, `session, ${redone}, ${path}`).toBe(true);
        expect(analyzed(root, store) === truth, `store, ${path}`).toBe(true);
      }
      rmSync(root, { recursive: true });
    }),
    { numRuns: RUNS },
  );
});

test('a service is edited: only files that look at it are read anew', () => {
  const root = copyFixture('shop');
  const session = openSession(root);
  expect(session.analyze(null).redone).toBe('all');
  const originals = readOriginals(root);
  const index = [...originals.keys()].findIndex((path) => path.endsWith('orders.service.ts'));
  const path = editProject(root, originals, { kind: 'a line above', file: index, at: 0 });
  const { redone, files, code } = session.analyze([path]);
  expect(redone).toBe('files');
  expect(files).toBeLessThan(originals.size / 4);
  expect(JSON.stringify(code)).toBe(analyzed(root, null));
});
