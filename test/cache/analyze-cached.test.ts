import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { analyzeProject } from '../../analyzers/analyze-project.ts';
import type { Progress } from '../../analyzers/analyze-project.ts';
import { readScanCache, SCAN_FORMAT } from '../../analyzers/cache.ts';
import type { TextStore } from '../../analyzers/cache.ts';
import type { Analysis } from '../../analyzers/contract.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';

function memoryStore(): TextStore & { readonly texts: Map<string, string>; writes: number } {
  const texts = new Map<string, string>();
  const store = {
    texts,
    writes: 0,
    read: (name: string) => texts.get(name),
    write: (name: string, text: string) => {
      store.writes += 1;
      texts.set(name, text);
    },
  };
  return store;
}

function copyFixture(name: string): string {
  const target = join(realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-cached-'))), name);
  const source = join(import.meta.dirname, '..', '..', 'fixtures', 'monoliths', name);
  cpSync(source, target, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.saasctl|dist)(?:[\\/]|$)/.test(path),
  });
  return target;
}

interface Run {
  readonly analysis: Analysis;
  readonly stages: ReadonlySet<Progress['stage']>;
}

async function run(root: string, cache: TextStore | null, version = '1'): Promise<Run> {
  const stages = new Set<Progress['stage']>();
  const onProgress = ({ stage }: Progress): void => void stages.add(stage);
  return {
    analysis: await analyzeProject({
      root,
      version,
      cache,
      history: false,
      secondOpinion: false,
      onProgress,
    }),
    stages,
  };
}

const root = copyFixture('shop');
const truth = (await run(root, null)).analysis;

test('the second run says the same without looking at a single file', async () => {
  const store = memoryStore();
  const first = await run(root, store);
  const { writes } = store;
  const second = await run(root, store);
  expect(first.analysis).toEqual(truth);
  expect(JSON.stringify(second.analysis)).toBe(JSON.stringify(truth));
  expect(first.stages).toContain('scan');
  expect(second.stages).not.toContain('scan');
  expect(store.writes).toBe(writes);
});

test('scans alone give the same as files', async () => {
  const store = memoryStore();
  await run(root, store);
  store.texts.delete('analysis.json');
  store.texts.delete('boundaries.json');
  store.texts.delete('facts.json');
  const { analysis, stages } = await run(root, store);
  expect(JSON.stringify(analysis)).toBe(JSON.stringify(truth));
  expect(stages).toContain('facts');
});

interface Stored {
  readonly format: number;
  readonly scans: readonly (readonly [path: string, hash: string, ir: unknown])[];
}

/** Forgets the analysis and replaces every text that holds scans. */
function rewriteScans(
  { texts }: { readonly texts: Map<string, string> },
  change: (stored: Stored) => unknown,
): number {
  texts.delete('analysis.json');
  texts.delete('boundaries.json');
  texts.delete('facts.json');
  const names = [...texts.keys()].filter((name) => name.startsWith('scans'));
  for (const name of names) {
    const result = change(JSON.parse(texts.get(name) ?? '') as Stored);
    texts.set(name, typeof result === 'string' ? result : JSON.stringify(result));
  }
  return names.length;
}

const withLies = ({ scans }: Stored): Stored['scans'] =>
  scans.map(([path, hash]) => [path, hash, scanFile(path, 'export {};')]);

test('scans of another format are no scans; the control: those of this format are believed', async () => {
  for (const format of [SCAN_FORMAT - 1, SCAN_FORMAT + 1, '4', undefined]) {
    const store = memoryStore();
    await run(root, store);
    expect(rewriteScans(store, (stored) => ({ format, scans: withLies(stored) }))).toBeGreaterThan(
      0,
    );
    expect(readScanCache(store).size).toBe(0);
    expect((await run(root, store)).analysis).toEqual(truth);
  }
  const store = memoryStore();
  await run(root, store);
  rewriteScans(store, (stored) => ({ ...stored, scans: withLies(stored) }));
  expect((await run(root, store)).analysis.accesses).not.toEqual(truth.accesses);
});

test.each(['', '{', 'null', '[]', '7', '{"format":0}'])(
  'unreadable scans (%j) are no scans',
  async (text) => {
    const store = memoryStore();
    await run(root, store);
    rewriteScans(store, () => text);
    expect(readScanCache(store).size).toBe(0);
    store.texts.set('analysis.json', text);
    store.texts.set('boundaries.json', text);
    store.texts.set('facts.json', text);
    expect((await run(root, store)).analysis).toEqual(truth);
  },
);

test('one changed file leaves most of what is stored alone', async () => {
  const folder = copyFixture('shop');
  const store = memoryStore();
  const { analysis } = await run(folder, store);
  const first = store.writes;
  writeFileSync(join(folder, analysis.files[0]?.path ?? ''), 'export const other = 1;\n');
  await run(folder, store);
  // What is kept of each file's facts, the analysis, the outline, the boundaries, one text of scans.
  expect(store.writes - first).toBeLessThanOrEqual(5);
});

test('another version of the tool analyzes anew', async () => {
  const store = memoryStore();
  await run(root, store, '1');
  expect((await run(root, store, '2')).stages).toContain('scan');
});

test('every input counts: source, configuration, schema, deleted and added files', async () => {
  const folder = copyFixture('shop');
  const store = memoryStore();
  const { analysis } = await run(folder, store);
  const source = analysis.accesses[0]?.path ?? '';
  const text = readFileSync(join(folder, source), 'utf8');
  const changes: readonly (readonly [string, () => void])[] = [
    ['source', () => writeFileSync(join(folder, source), `// moved down\n${text}`)],
    ['added', () => writeFileSync(join(folder, 'src', 'added.ts'), 'export const added = 1;\n')],
    ['deleted', () => rmSync(join(folder, 'src', 'added.ts'))],
    [
      'configuration',
      () =>
        writeFileSync(
          join(folder, 'tsconfig.json'),
          '{ "compilerOptions": { "baseUrl": ".", "paths": { "@x/*": ["src/*"] } } }',
        ),
    ],
    ['schema', () => writeFileSync(join(folder, 'extra.sql'), 'create table extra (id int);')],
  ];
  for (const [what, change] of changes) {
    change();
    const cached = await run(folder, store);
    expect(cached.stages, what).toContain('facts');
    expect(JSON.stringify(cached.analysis), what).toBe(
      JSON.stringify((await run(folder, null)).analysis),
    );
  }
});
