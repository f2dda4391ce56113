/**
 * Compares the import graph with TypeScript's own resolution on any checkout and prints missing
 * and invented edges line by line: `node --import tsx bench/edges/differential.ts <root> [scope …]`.
 * A scope is a path prefix of the importing files. Imports for which TypeScript finds nothing at
 * all (workspace packages that are not installed, output that is not built, images) are counted
 * as "beyond TypeScript". Exit status 1 when an edge is missing or invented.
 */
import { resolve } from 'node:path';

import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { readSource } from '../../analyzers/discover/read-source.ts';
import { buildGraph, type ImportGraph } from '../../analyzers/graph/build-graph.ts';
import { findFileCycles } from '../../analyzers/graph/find-cycles.ts';
import { unpackPosition, type FileIr } from '../../analyzers/scan/ir.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';
import { readOracleEdges } from './read-oracle-edges.ts';

const [folder = '.', ...scopes] = process.argv.slice(2);
const inScope = (path: string): boolean =>
  scopes.length === 0 || scopes.some((scope) => path.startsWith(scope));

const began = performance.now();
const project = discoverProject(resolve(folder));
const files = project.files.flatMap(({ path }) => {
  const { text } = readSource(project.root, path);
  return text === undefined || !inScope(path) ? [] : [scanFile(path, text)];
});
const scanned = performance.now();
const graph = buildGraph(project, files);
const built = performance.now();
const cycles = findFileCycles(graph.imports);
const cycled = performance.now();

const oracle = readOracleEdges(
  project.root,
  files.map((file) => file.path),
);
const theirs = new Map(
  oracle.flatMap(({ from, to, line, specifier }): [string, string][] =>
    to === null ? [] : [[`${from} → ${to}`, `${from}:${line} "${specifier}"`]],
  ),
);
const unknown = new Set(
  oracle.flatMap(({ from, to, specifier }) => (to === null ? [`${from} ${specifier}`] : [])),
);
const ours = listEdges(files, graph);
const missing = [...theirs].filter(([edge]) => !ours.has(edge));
const extra = [...ours].filter(([edge]) => !theirs.has(edge));
const invented = extra.filter(([, { key }]) => !unknown.has(key));
for (const [edge, place] of missing) console.log(`missing  ${edge}   ${place}`);
for (const [edge, { place }] of invented) console.log(`invented ${edge}   ${place}`);
const time = (from: number, to: number): string => `${Math.round(to - from)} ms`;
console.log(
  `${folder} ${scopes.join(' ')}: ${files.length} files, ${theirs.size} edges by TypeScript, ` +
    `${missing.length} missing, ${invented.length} invented, ` +
    `${extra.length - invented.length} beyond TypeScript ` +
    `(scan ${time(began, scanned)}, graph ${time(scanned, built)}, cycles ${time(built, cycled)})`,
);
for (const tier of ['all', 'runtime', 'load']) {
  const found = cycles.filter((cycle) => cycle.tier === tier);
  const sizes = found.map(
    ({ members, edges, cut }) => `${members.length} files, ${edges} edges, cut ${cut.length}`,
  );
  console.log(`  ${tier}: ${found.length} cycles ${sizes.map((size) => `(${size})`).join(' ')}`);
}
for (const { severity, code, path, line, column, message } of graph.findings.slice(0, 40)) {
  console.log(`  ${severity} ${code} ${path}:${line}:${column} ${message}`);
}
process.exitCode = missing.length + invented.length === 0 ? 0 : 1;

/** Edges to files and assets below the root, with the place and the key of the import. */
function listEdges(
  scans: readonly FileIr[],
  { links }: ImportGraph,
): ReadonlyMap<string, { readonly place: string; readonly key: string }> {
  const edges = new Map<string, { place: string; key: string }>();
  for (const { path, imports } of scans) {
    imports.forEach(({ specifier, at, kind }, index) => {
      const target = links.get(path)?.[index]?.target;
      if (kind === 'resolve' || (target?.kind !== 'file' && target?.kind !== 'asset')) return;
      if (target.path.startsWith('..')) return;
      const place = `${path}:${unpackPosition(at).line} "${specifier}"`;
      edges.set(`${path} → ${target.path}`, { place, key: `${path} ${specifier}` });
    });
  }
  return edges;
}
