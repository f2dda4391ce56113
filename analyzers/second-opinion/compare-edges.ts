/**
 * Our edges beside dependency-cruiser's. Each difference becomes a finding that says which of the
 * two TypeScript's own resolver confirms; a cruise that saw far fewer files than exist is a failure,
 * never agreement.
 */
import { posix } from 'node:path';

import type { Finding, ImportFact, SecondOpinion } from '../contract.ts';
import type { ProjectFiles } from '../discover/discover-project.ts';
import { createTsconfigLookup } from '../discover/find-tsconfig.ts';
import { createFinding } from '../findings.ts';
import type { CruiseReply, CruisedEdge } from './cruise-messages.ts';

export interface Comparison {
  readonly opinion: SecondOpinion;
  readonly findings: readonly Finding[];
}

/** Fewer than this share of our files cruised means that the cruise did not work. */
const MIN_SHARE = 0.95;
const TOOL = 'dependency-cruiser';

export async function compareEdges(
  project: ProjectFiles,
  code: {
    readonly imports: readonly ImportFact[];
    readonly files: readonly { readonly path: string }[];
  },
  pending: Promise<CruiseReply>,
): Promise<Comparison> {
  const reply = await pending;
  if (reply.kind === 'failed') return failed(reply.message);
  if (reply.files < code.files.length * MIN_SHARE) {
    return failed(`it saw ${reply.files} of ${code.files.length} files`);
  }
  const known = new Set(code.files.map((file) => file.path));
  const theirs = new Map<string, CruisedEdge>();
  for (const edge of reply.edges) {
    if (known.has(edge.to) && edge.from !== edge.to) theirs.set(`${edge.from}\0${edge.to}`, edge);
  }
  const ours = new Map<string, ImportFact>();
  for (const fact of code.imports)
    if (fact.from !== fact.to) ours.set(`${fact.from}\0${fact.to}`, fact);
  const missing = [...theirs].filter(([key]) => !ours.has(key)).map(([, edge]) => edge);
  const extra = [...ours].filter(([key]) => !theirs.has(key)).map(([, fact]) => fact);
  const findings =
    missing.length + extra.length > 0 ? await arbitrate(project, missing, extra) : [];
  const opinion: SecondOpinion = {
    state: findings.length > 0 ? 'differs' : 'agrees',
    tool: TOOL,
    edges: theirs.size,
    missing: missing.length,
    extra: extra.length,
    message: null,
  };
  return { opinion, findings };
}

function failed(message: string): Comparison {
  const finding = createFinding({
    code: 'second-opinion-failed',
    severity: 'warning',
    path: '.',
    subject: TOOL,
    message: `${TOOL} gave no graph to compare with: ${message}`,
  });
  return {
    opinion: { state: 'failed', tool: TOOL, edges: 0, missing: 0, extra: 0, message },
    findings: [finding],
  };
}

type Judge = (from: string, specifier: string) => string | null;

/** One edge the two tools differ on, with what TypeScript says. */
interface Difference {
  readonly from: string;
  readonly line: number;
  readonly column: number;
  readonly specifier: string;
  readonly to: string;
  readonly seenBy: 'saasctl' | typeof TOOL;
  readonly confirmed: boolean;
}

async function arbitrate(
  project: ProjectFiles,
  missing: readonly CruisedEdge[],
  extra: readonly ImportFact[],
): Promise<readonly Finding[]> {
  const resolve = await createJudge(project);
  const differences = [
    ...missing.map(({ from, to, specifier }): Difference => ({
      from,
      line: 1,
      column: 1,
      specifier,
      to,
      seenBy: TOOL,
      confirmed: resolve(from, specifier) === to,
    })),
    ...extra.map((fact): Difference => {
      const named = fact.specifiers.find((one) => resolve(fact.from, one) === fact.to);
      const { from, line, column, to } = fact;
      return {
        from,
        line,
        column,
        to,
        specifier: named ?? fact.specifiers[0] ?? '',
        seenBy: 'saasctl',
        confirmed: named !== undefined,
      };
    }),
  ];
  return groupDifferences(differences).map(describeGroup);
}

/** Imports through one alias or of one workspace package differ for one reason: one finding for them all. */
function groupDifferences(differences: readonly Difference[]): readonly (readonly Difference[])[] {
  const groups = new Map<string, Difference[]>();
  for (const one of differences) {
    const [head = '', next = ''] = one.specifier.split('/');
    const subject = head.startsWith('.')
      ? `${one.from} ${one.to}`
      : head.startsWith('@') && head.length > 1
        ? `${head}/${next}`
        : head;
    const key = `${one.seenBy} ${one.confirmed} ${subject}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function describeGroup(group: readonly Difference[]): Finding {
  const [first, ...rest] = group as readonly [Difference, ...Difference[]];
  const more = rest.length > 0 ? ` and ${rest.length} more like it` : '';
  return createFinding({
    code: 'edge-disagreement',
    // Ours that TypeScript cannot confirm, or theirs that it does: only then the graph may be wrong.
    severity: (first.seenBy === 'saasctl') === first.confirmed ? 'info' : 'warning',
    path: first.from,
    line: first.line,
    column: first.column,
    subject: `${first.seenBy} ${first.specifier} ${first.to}`,
    message: `only ${first.seenBy} sees '${first.specifier}' → ${first.to}${more}; ${verdictOn(first)}`,
    related: rest.map(({ from, line, column }) => ({ path: from, line, column })),
  });
}

function verdictOn({ confirmed, seenBy }: Difference): string {
  if (confirmed) return `TypeScript confirms ${seenBy}`;
  return seenBy === TOOL
    ? 'TypeScript does not resolve it there'
    : 'TypeScript cannot confirm it here (a workspace package or generated output that is not installed or built)';
}

/** TypeScript itself, loaded only when there is something to judge. */
async function createJudge(project: ProjectFiles): Promise<Judge> {
  const { default: ts } = await import('typescript');
  const tsconfigOf = createTsconfigLookup(project.root, {
    configs: project.tsconfigs,
    findings: [],
  });
  const options = new Map<string, import('typescript').CompilerOptions>();
  const optionsOf = (path: string): import('typescript').CompilerOptions => {
    const config = tsconfigOf(path);
    if (!config)
      return {
        allowJs: true,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        module: ts.ModuleKind.ESNext,
      };
    const file = posix.resolve(project.root, config.path);
    const known = options.get(file);
    if (known) return known;
    const { config: raw } = ts.readConfigFile(file, ts.sys.readFile);
    const { options: read } = ts.parseJsonConfigFileContent(
      raw ?? {},
      ts.sys,
      config.folder,
      undefined,
      file,
    );
    options.set(file, { ...read, allowJs: true });
    return { ...read, allowJs: true };
  };
  return (from, specifier) => {
    const file = `${project.root}/${from}`;
    const { resolvedModule } = ts.resolveModuleName(specifier, file, optionsOf(from), ts.sys);
    const found = resolvedModule?.resolvedFileName;
    return found?.startsWith(`${project.root}/`) ? found.slice(project.root.length + 1) : null;
  };
}
