/** What each boundary of a plan holds, and how its files hold together. */
import { findComponents } from '../../graph/find-components.ts';
import type { EvidenceUse } from '../evidence.ts';
import { STAYS } from '../suggestion.ts';
import type { RankInput } from './rank-input.ts';

export interface BoundaryMeasure {
  readonly id: string;
  readonly files: readonly number[];
  readonly lines: number;
  /** Tables it owns, and those of them that it writes. */
  readonly tables: readonly number[];
  readonly written: readonly number[];
  /** As in `GET /orders/:id`, sorted, each once. */
  readonly routes: readonly string[];
  /** Events it handles and jobs it runs. */
  readonly consumers: number;
  readonly jobs: number;
  /** Commits that touched its files, added up per file. */
  readonly commits: number;
  /** Most people who worked on one of its files. */
  readonly authors: number;
  /** Dependencies of its files on files of boundaries: on its own, on others'. */
  readonly inside: number;
  readonly outside: number;
  /** Share of `inside` that files drawn at random would have. */
  readonly expected: number;
  /** Boundaries with which it is in a cycle of imports today, itself among them; 0 when in none. */
  readonly cycle: number;
  /** Lines in files that no test imports. */
  readonly untested: number;
  /** The longest of these files; -1 when all are tested. */
  readonly untestedFile: number;
  readonly accesses: number;
  readonly unresolved: number;
  readonly confidence: number;
  /** Where its files use code that stays in the monolith, at run time. */
  readonly usesRest: readonly EvidenceUse[];
}

type Draft = { -readonly [K in keyof BoundaryMeasure]: Mutable<BoundaryMeasure[K]> };
type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T;

export function measureBoundaries(input: RankInput): readonly BoundaryMeasure[] {
  const drafts = input.ids.map(emptyMeasure);
  addFiles(drafts, input);
  addData(drafts, input);
  addEntries(drafts, input);
  addUses(drafts, input);
  for (const draft of drafts) {
    draft.routes = [...new Set(draft.routes)].sort();
    draft.confidence = draft.files.length === 0 ? 0 : draft.confidence / draft.files.length;
  }
  return drafts;
}

function emptyMeasure(id: string): Draft {
  return {
    id,
    files: [],
    lines: 0,
    tables: [],
    written: [],
    routes: [],
    consumers: 0,
    jobs: 0,
    commits: 0,
    authors: 0,
    inside: 0,
    outside: 0,
    expected: 0,
    cycle: 0,
    untested: 0,
    untestedFile: -1,
    accesses: 0,
    unresolved: 0,
    confidence: 0,
    usesRest: [],
  };
}

function addFiles(drafts: readonly Draft[], input: RankInput): void {
  const { evidence, stakes, assignment, confidence } = input;
  evidence.files.forEach(({ lines, commits }, file) => {
    const draft = drafts[assignment[file] ?? STAYS];
    if (draft === undefined) return;
    draft.files.push(file);
    draft.lines += lines;
    draft.commits += commits;
    draft.authors = Math.max(draft.authors, stakes.authors[file] ?? 0);
    draft.jobs += stakes.jobs[file] ?? 0;
    draft.confidence += confidence[file] ?? 0;
    if (stakes.tests === null || (stakes.tests[file] ?? 0) > 0) return;
    draft.untested += lines;
    const longest = evidence.files[draft.untestedFile]?.lines ?? -1;
    if (lines > longest) draft.untestedFile = file;
  });
}

function addData(drafts: readonly Draft[], { evidence, stakes, assignment, judged }: RankInput) {
  const draftOf = (file: number): Draft | undefined => drafts[assignment[file] ?? STAYS];
  judged.owners.forEach((owner, table) => {
    if (owner !== null) drafts[owner]?.tables.push(table);
  });
  for (const { file, table, write } of evidence.accesses) {
    const draft = draftOf(file);
    if (draft === undefined) continue;
    draft.accesses++;
    const own = judged.owners[table] === assignment[file];
    if (write && own && !draft.written.includes(table)) draft.written.push(table);
  }
  for (const { file } of stakes.unresolved) {
    const draft = draftOf(file);
    if (draft !== undefined) draft.unresolved++;
  }
}

function addEntries(drafts: readonly Draft[], { evidence, assignment }: RankInput): void {
  const draftOf = (file: number): Draft | undefined => drafts[assignment[file] ?? STAYS];
  for (const { file, method, path } of evidence.routes)
    draftOf(file)?.routes.push(`${method} ${path}`);
  for (const { consumers } of evidence.events) {
    for (const { file } of consumers) {
      const draft = draftOf(file);
      if (draft !== undefined) draft.consumers++;
    }
  }
}

function addUses(drafts: readonly Draft[], { evidence, assignment }: RankInput): void {
  const out = drafts.map(() => 0);
  const into = drafts.map(() => 0);
  const links = new Map<number, { from: number; to: number }>();
  for (const use of evidence.uses) {
    const [from, to] = [assignment[use.from] ?? STAYS, assignment[use.to] ?? STAYS];
    const [source, target] = [drafts[from], drafts[to]];
    if (source !== undefined && target !== undefined) {
      out[from] = (out[from] ?? 0) + 1;
      into[to] = (into[to] ?? 0) + 1;
      if (source === target) source.inside++;
      else source.outside++;
      if (source !== target && !use.typeOnly) links.set(from * drafts.length + to, { from, to });
    } else if (to === STAYS && !use.typeOnly && evidence.files[use.to]?.wiring !== true) {
      source?.usesRest.push(use);
    }
  }
  const all = out.reduce((sum, one) => sum + one, 0);
  drafts.forEach((draft, index) => {
    draft.expected = all === 0 ? 0 : (into[index] ?? 0) / all;
  });
  for (const members of findComponents(drafts.length, [...links.values()])) {
    for (const member of members) {
      const draft = drafts[member];
      if (draft !== undefined) draft.cycle = members.length;
    }
  }
}
