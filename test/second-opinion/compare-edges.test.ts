import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { ImportFact } from '../../analyzers/contract.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { compareEdges } from '../../analyzers/second-opinion/compare-edges.ts';
import type { Comparison } from '../../analyzers/second-opinion/compare-edges.ts';
import type { CruiseReply, CruisedEdge } from '../../analyzers/second-opinion/cruise-messages.ts';
import { imported } from '../model/facts.ts';

const FILES: Readonly<Record<string, string>> = {
  'tsconfig.json':
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "@app/*": ["./src/*"] } } }',
  'src/a.ts': "import './b';\nimport '@app/c';\nimport '@lib/d';",
  'src/b.ts': 'export {};',
  'src/c.ts': 'export {};',
  'src/d.ts': 'export {};',
};
const SOURCES = Object.keys(FILES).filter((path) => path.endsWith('.ts'));

/** In a folder whose name has what addresses would have to escape. */
function writeProject(): ReturnType<typeof discoverProject> {
  const root = join(
    realpathSync(mkdtempSync(join(tmpdir(), 'saasctl second #opinion-'))),
    'prøject',
  );
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return discoverProject(root);
}

const project = writeProject();

function compare(
  ours: readonly ImportFact[],
  reply: CruiseReply,
  files: readonly string[] = SOURCES,
): Promise<Comparison> {
  return compareEdges(
    project,
    { imports: ours, files: files.map((path) => ({ path })) },
    Promise.resolve(reply),
  );
}

const reply = (edges: readonly CruisedEdge[], files = SOURCES.length): CruiseReply => ({
  kind: 'edges',
  files,
  edges,
});

const theirs = (from: string, to: string, specifier: string): CruisedEdge => ({
  from,
  to,
  specifier,
});
const ours = (from: string, to: string, specifier: string, line = 1): ImportFact => ({
  ...imported(from, to, { line }),
  specifiers: [specifier],
});

const AB = [ours('src/a.ts', 'src/b.ts', './b')] as const;
const THEIR_AB = theirs('src/a.ts', 'src/b.ts', './b');

test('the project is read where it stands', () => {
  expect(project.files.map((one) => one.path)).toEqual(SOURCES);
});

test('the same edges: it agrees, and says how many it has seen', async () => {
  const { opinion, findings } = await compare(AB, reply([THEIR_AB]));
  expect(opinion).toEqual({
    state: 'agrees',
    tool: 'dependency-cruiser',
    edges: 1,
    missing: 0,
    extra: 0,
    message: null,
  });
  expect(findings).toEqual([]);
});

test('several imports of one file are one edge; a file that imports itself and what is outside are none', async () => {
  const edges = [
    THEIR_AB,
    THEIR_AB,
    theirs('src/b.ts', 'src/b.ts', './b'),
    theirs('src/a.ts', 'node_modules/pg/index.js', 'pg'),
    theirs('src/a.ts', '../other/x.ts', '../../other/x'),
  ];
  const { opinion } = await compare(
    [...AB, ours('src/a.ts', 'src/b.ts', './b', 2), ours('src/c.ts', 'src/c.ts', './c')],
    reply(edges),
  );
  expect(opinion).toMatchObject({ state: 'agrees', edges: 1 });
});

test('an edge that only dependency-cruiser sees, and TypeScript confirms: we may be wrong', async () => {
  const { opinion, findings } = await compare(
    AB,
    reply([THEIR_AB, theirs('src/a.ts', 'src/c.ts', '@app/c')]),
  );
  expect(opinion).toMatchObject({ state: 'differs', missing: 1, extra: 0 });
  expect(findings).toMatchObject([
    { code: 'edge-disagreement', severity: 'warning', path: 'src/a.ts' },
  ]);
  expect(findings[0]?.message).toBe(
    "only dependency-cruiser sees '@app/c' → src/c.ts; TypeScript confirms dependency-cruiser",
  );
});

test('an edge that only dependency-cruiser sees, and TypeScript does not: it is wrong', async () => {
  const { findings } = await compare(AB, reply([THEIR_AB, theirs('src/a.ts', 'src/d.ts', './b')]));
  expect(findings).toMatchObject([
    {
      severity: 'info',
      message:
        "only dependency-cruiser sees './b' → src/d.ts; TypeScript does not resolve it there",
    },
  ]);
});

test('an edge that only we see, and TypeScript confirms, at its line', async () => {
  const { opinion, findings } = await compare(
    [...AB, ours('src/a.ts', 'src/c.ts', '@app/c', 2)],
    reply([THEIR_AB]),
  );
  expect(opinion).toMatchObject({ state: 'differs', missing: 0, extra: 1 });
  expect(findings).toMatchObject([
    {
      severity: 'info',
      path: 'src/a.ts',
      line: 2,
      message: "only saasctl sees '@app/c' → src/c.ts; TypeScript confirms saasctl",
    },
  ]);
});

test('an edge that only we see, and TypeScript cannot confirm: a warning', async () => {
  const { findings } = await compare(
    [...AB, ours('src/a.ts', 'src/d.ts', '@lib/d', 3)],
    reply([THEIR_AB]),
  );
  expect(findings).toMatchObject([{ severity: 'warning', line: 3 }]);
  expect(findings[0]?.message).toContain('TypeScript cannot confirm it here');
});

test('differences through one alias are one finding; those of relative paths are one each', async () => {
  const aliased = ['src/b.ts', 'src/c.ts', 'src/d.ts'].map((from) =>
    ours(from, 'src/a.ts', '@app/a', 7),
  );
  const relative = ['src/b.ts', 'src/c.ts'].map((from) => ours(from, 'src/d.ts', './d'));
  const { opinion, findings } = await compare([...AB, ...aliased, ...relative], reply([THEIR_AB]));
  expect(opinion).toMatchObject({ state: 'differs', extra: 5 });
  expect(findings).toHaveLength(3);
  expect(findings[0]?.message).toContain("'@app/a' → src/a.ts and 2 more like it");
  expect(findings[0]?.related).toEqual([
    { path: 'src/c.ts', line: 7, column: 1 },
    { path: 'src/d.ts', line: 7, column: 1 },
  ]);
});

test('confirmed and unconfirmed differences are told apart', async () => {
  const { findings } = await compare(
    [...AB, ours('src/a.ts', 'src/c.ts', '@app/c'), ours('src/b.ts', 'src/d.ts', '@app/gone')],
    reply([THEIR_AB]),
  );
  expect(findings.map((one) => one.severity).sort()).toEqual(['info', 'warning']);
});

test('a process that failed is no agreement', async () => {
  const { opinion, findings } = await compare(AB, {
    kind: 'failed',
    message: 'it ended with SIGKILL: ',
  });
  expect(opinion).toMatchObject({ state: 'failed', edges: 0, message: 'it ended with SIGKILL: ' });
  expect(findings).toMatchObject([
    { code: 'second-opinion-failed', severity: 'warning', path: '.' },
  ]);
});

test.each([
  [0, 4, 'failed'],
  [3, 4, 'failed'],
  [94, 100, 'failed'],
  [95, 100, 'agrees'],
  [4, 4, 'agrees'],
])('%i of %i files seen: %s', async (seen, all, state) => {
  const files = [
    ...SOURCES,
    ...Array.from({ length: all - SOURCES.length }, (_, at) => `src/more/${at}.ts`),
  ];
  const { opinion } = await compare(AB, reply([THEIR_AB], seen), files);
  expect(opinion.state).toBe(state);
  if (state === 'failed') expect(opinion.message).toBe(`it saw ${seen} of ${all} files`);
});

test('the order of edges changes no finding', async () => {
  const more = [
    theirs('src/a.ts', 'src/c.ts', '@app/c'),
    theirs('src/b.ts', 'src/d.ts', './d'),
    theirs('src/c.ts', 'src/b.ts', './b'),
  ];
  const there = await compare([], reply(more));
  const back = await compare([], reply(more.toReversed()));
  const ids = ({ findings }: Comparison): readonly string[] => findings.map((one) => one.id).sort();
  expect(ids(back)).toEqual(ids(there));
});
