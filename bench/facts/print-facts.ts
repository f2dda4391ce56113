/**
 * Prints the facts of a checkout, one per line, to be read beside the code.
 * node --import tsx bench/facts/print-facts.ts <folder> [kind …]
 */
import { resolve } from 'node:path';

import { analyzeProject } from '../../analyzers/analyze-project.ts';

const [folder = '.', ...kinds] = process.argv.slice(2);
const analysis = await analyzeProject({
  root: resolve(folder),
  version: 'bench',
  history: false,
  secondOpinion: false,
});
const wanted = (kind: string): boolean => kinds.length === 0 || kinds.includes(kind);
const print = (kind: string, rows: readonly string[]): void => {
  if (!wanted(kind)) return;
  console.log(`# ${kind}: ${rows.length}`);
  for (const row of rows) console.log(row);
};

print(
  'tables',
  analysis.tables.map(
    (t) =>
      `${t.path}:${t.line} ${t.name} (${t.entity ?? '-'}) ${t.orm} columns=${t.columns.length}`,
  ),
);
print(
  'accesses',
  analysis.accesses.map(
    (a) =>
      `${a.path}:${a.line}:${a.column} ${a.mode} ${a.table} [${a.via}] ${a.symbol} ${a.certainty} · ${a.evidence}`,
  ),
);
print(
  'relations',
  analysis.relations.map((r) => `${r.path}:${r.line} ${r.from} ${r.kind} ${r.to}`),
);
print(
  'joins',
  analysis.joins.map((j) => `${j.path}:${j.line} ${j.tables.join(' ⋈ ')}`),
);
print(
  'transactions',
  analysis.transactions.map((t) => `${t.path}:${t.line} ${t.tables.join(', ')} · ${t.evidence}`),
);
print(
  'routes',
  analysis.routes.map(
    (r) =>
      `${r.file}:${r.line} ${r.method} ${r.path} → ${r.handler} guards=${r.guards.join()} ${r.certainty}`,
  ),
);
print(
  'events',
  analysis.events.flatMap((e) => [
    ...e.emitters.map((x) => `${x.path}:${x.line} emit ${e.name} (${e.kind} ${e.bus})`),
    ...e.consumers.map((x) => `${x.path}:${x.line} consume ${e.name} (${e.kind} ${e.bus})`),
  ]),
);
print(
  'injections',
  analysis.injections.map((i) => `${i.path}:${i.line} ${i.into} ← ${i.token} ${i.to ?? ''}`),
);
print(
  'jobs',
  analysis.jobs.map((j) => `${j.path}:${j.line} ${j.schedule} ${j.symbol}`),
);
print(
  'outbound',
  analysis.outbound.map((o) => `${o.path}:${o.line} ${o.method} ${o.url ?? '?'} ${o.symbol}`),
);
print(
  'config',
  analysis.config.map((c) => `${c.path}:${c.line} ${c.key}`),
);
print(
  'findings',
  analysis.findings.map((f) => `${f.path}:${f.line} ${f.code} ${f.message}`),
);
