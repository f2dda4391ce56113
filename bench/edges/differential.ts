/**
 * Compares the import graph with TypeScript's own resolution on any checkout and prints missing
 * and invented edges line by line: `node --import tsx bench/edges/differential.ts <root> [scope …]`.
 * A scope is a path prefix; edges are compared when both ends lie within one. Exit status 1 when
 * the graphs differ.
 */
import { resolve } from 'node:path';

import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { readSource } from '../../analyzers/discover/read-source.ts';
import { buildGraph } from '../../analyzers/graph/build-graph.ts';
import { findFileCycles } from '../../analyzers/graph/find-cycles.ts';
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

const ours = new Map<string, string>();
for (const { from, to, line } of [...graph.imports, ...graph.assets]) {
  if (inScope(from)) ours.set(`${from} → ${to}`, `${from}:${line}`);
}
const theirs = new Map<string, string>();
const oracle = readOracleEdges(project.root, files.map((file) => file.path));
for (const { from, to, line, specifier } of oracle) {
  if (inScope(from)) theirs.set(`${from} → ${to}`, `${from}:${line} "${specifier}"`);
}
const missing = [...theirs].filter(([edge]) => !ours.has(edge));
const invented = [...ours].filter(([edge]) => !theirs.has(edge));
for (const [edge, place] of missing) console.log(`missing  ${edge}   ${place}`);
for (const [edge, place] of invented) console.log(`invented ${edge}   ${place}`);
const time = (from: number, to: number): string => `${Math.round(to - from)} ms`;
console.log(
  `${folder} ${scopes.join(' ')}: ${files.length} files, ${theirs.size} edges by TypeScript, ` +
    `${ours.size} by saasctl, ${missing.length} missing, ${invented.length} invented ` +
    `(scan ${time(began, scanned)}, graph ${time(scanned, built)}, cycles ${time(built, cycled)})`,
);
for (const tier of ['all', 'runtime', 'load']) {
  const found = cycles.filter((cycle) => cycle.tier === tier);
  const sizes = found.map(({ members, edges, cut }) => `${members.length} files/${edges} edges/cut ${cut.length}`);
  console.log(`  cycles ${tier}: ${found.length} ${sizes.join(', ')}`);
}
for (const finding of graph.findings.slice(0, 40)) {
  console.log(`  ${finding.severity} ${finding.code} ${finding.path}:${finding.line}:${finding.column} ${finding.message}`);
}
process.exitCode = missing.length + invented.length === 0 ? 0 : 1;
