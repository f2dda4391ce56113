/** The evidence as separate signals; which of them is worth what is measured afterwards. */
import { addEdge, emptyEdges } from '../cluster/weighted-graph.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import type { Subjects } from './find-subjects.ts';
import { addFeature, buildStars } from './signal.ts';
import type { Features, Signal } from './signal.ts';

/** What more than this share of all files have in common says nothing about any two of them. */
const COMMON = 0.15;
/** What so few files share counts in the smallest project. */
const FEW = 4;
/** An entity that names another tells a relation, and most relations cross modules (85 % in one large monolith). */
const BETWEEN_ENTITIES = 0.3;
/** An injected class is one the user cannot work without. */
const INJECTED = 2;
/** A table's declaring file belongs to it more than a writer, a writer more than a reader. */
const DECLARES = 4;
const WRITES = 2;
const READS = 1;

export function buildSignals(evidence: BoundaryEvidence, subjects: Subjects): readonly Signal[] {
  return [
    buildStructure(evidence),
    buildVocabulary(evidence),
    buildData(evidence),
    buildHistory(evidence),
    buildSubjects(subjects),
    buildModules(evidence),
  ].filter((signal) => signal.edges.from.length > 0);
}

/** Rarity as in text retrieval (Spärck Jones, 1972): what everybody uses ties nobody together. */
const rarity = (files: number, members: number): number => Math.log(files / members);

const isTelling = (files: number, members: number): boolean =>
  members <= Math.max(FEW, files * COMMON);

function buildStructure({ files, uses, tables }: BoundaryEvidence): Signal {
  const users = new Float64Array(files.length);
  for (const { to } of uses) users[to] = (users[to] ?? 0) + 1;
  const entities = new Set(tables.map((table) => table.file));
  const edges = emptyEdges();
  for (const { from, to, symbols, injected } of uses) {
    // A module class names whole modules: it ties what it lists no closer than the folder does.
    if (files[from]?.wiring === true || files[to]?.wiring === true) continue;
    const names = 1 + 0.5 * Math.log(Math.max(1, symbols.length));
    const relation = entities.has(from) && entities.has(to) ? BETWEEN_ENTITIES : 1;
    const weight = rarity(files.length, users[to] ?? 1) * names * relation;
    addEdge(edges, from, to, weight * (injected ? INJECTED : 1));
  }
  return { name: 'structure', nodes: files.length, edges };
}

function buildVocabulary({ files }: BoundaryEvidence): Signal {
  const features: Features = new Map();
  files.forEach(({ vocabulary }, file) => {
    // A long file mentions more words; each of them tells less about it.
    const share = 1 / Math.sqrt(1 + vocabulary.length / 10);
    for (const word of vocabulary) addFeature(features, word, file, share);
  });
  return buildStars('vocabulary', files.length, features, (members) =>
    isTelling(files.length, members) ? rarity(files.length, members) / Math.sqrt(members) : 0,
  );
}

function buildData({ files, tables, accesses }: BoundaryEvidence): Signal {
  const features: Features = new Map();
  const counts: Features = new Map();
  for (const { file, table, write } of accesses)
    addFeature(counts, String(table), file, write ? WRITES : READS);
  tables.forEach(({ file }, table) => {
    if (file >= 0) addFeature(counts, String(table), file, DECLARES);
  });
  for (const [table, members] of counts)
    for (const [file, count] of members) addFeature(features, table, file, Math.log1p(count));
  return buildStars('data', files.length, features, (members) =>
    isTelling(files.length, members) ? rarity(files.length, members) : 0,
  );
}

function buildHistory({ files, coChanges }: BoundaryEvidence): Signal {
  const edges = emptyEdges();
  for (const { a, b, strength } of coChanges) addEdge(edges, a, b, strength);
  return { name: 'history', nodes: files.length, edges };
}

function buildSubjects({ partly }: Subjects): Signal {
  const features: Features = new Map();
  partly.forEach((shares, file) => {
    for (const [subject, share] of shares) addFeature(features, subject, file, share * share);
  });
  return buildStars('subjects', partly.length, features, () => 1);
}

/**
 * Modules the project declares, each worth as much as its code holds together: a folder of all
 * controllers is a folder too, but its files do not use one another.
 */
function buildModules({ files, uses }: BoundaryEvidence): Signal {
  const features: Features = new Map();
  files.forEach(({ module }, file) => {
    if (module !== null) addFeature(features, module, file, 1);
  });
  const inside = new Map<string, number>();
  const all = new Map<string, number>();
  for (const { from, to } of uses) {
    const [a, b] = [files[from]?.module ?? null, files[to]?.module ?? null];
    for (const module of new Set([a, b])) {
      if (module === null) continue;
      all.set(module, (all.get(module) ?? 0) + 1);
      if (a === b) inside.set(module, (inside.get(module) ?? 0) + 1);
    }
  }
  return buildStars('modules', files.length, features, (_members, module) => {
    const share = (inside.get(module) ?? 0) / Math.max(1, all.get(module) ?? 0);
    return share * share;
  });
}
