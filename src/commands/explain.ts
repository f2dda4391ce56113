import { resolve } from 'node:path';

import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import type { Analysis, BoundaryFact, Finding, Progress } from '../../analyzers/index.ts';
import { RULE_IDS, RULES } from '../check/rules.ts';
import type { RuleId } from '../check/rules.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { analyze } from '../pipeline.ts';
import { createLineReader } from '../read-line.ts';
import { readRulePage } from '../read-rule-page.ts';
import { renderBoundary } from '../report/render-boundary.ts';
import { renderCode, renderExplanation } from '../report/render-explanation.ts';
import { renderRule, renderRuleHint } from '../report/render-rule.ts';
import { suggestNames } from '../report/suggest-names.ts';
import type { CommandContext } from './context.ts';
import { explainViolation } from './explain-violation.ts';

/** Codes that only a run with the second opinion can report. */
const OF_SECOND_OPINION = new Set(['edge-disagreement', 'second-opinion-failed']);
const CODES = Object.keys(FINDING_CODES);
/** Ids are the beginning of a hash; everything else can only be meant for a code. */
const ID = /^[0-9a-f]{1,12}$/;
/** So long are those of violations as the check prints them. */
const VIOLATION_ID = /^[0-9a-f]{10}$/;
/** For rules that have the name of a finding code. */
const RULE_PREFIX = 'rule:';

/** @param typed id of a finding or violation (or its beginning), a finding code, a rule, or the id of a boundary */
export async function runExplain(
  typed: string,
  folder: string,
  context: CommandContext,
): Promise<Outcome> {
  const subject = typed.trim().toLowerCase();
  const { color, print } = context;
  const options = { color, folder };
  if (Object.hasOwn(FINDING_CODES, subject)) {
    const { findings } = await read(folder, context, OF_SECOND_OPINION.has(subject));
    const found = findings.filter((one) => one.code === subject);
    print(renderCode(subject as FindingCode, found, options));
    if (isRule(subject)) print(renderRuleHint(subject, color));
    return 'clean';
  }
  const rule = subject.startsWith(RULE_PREFIX) ? subject.slice(RULE_PREFIX.length) : subject;
  if (isRule(rule)) {
    print(renderRule(readRulePage(rule), color));
    return 'clean';
  }
  if (VIOLATION_ID.test(subject)) {
    const violation = await explainViolation(subject, folder, context);
    if (violation !== null) {
      print(violation);
      return 'clean';
    }
  }
  const { analysis, found, violation } = await findById(subject, folder, context);
  if (violation !== null) {
    print(violation);
    return 'clean';
  }
  const lineOf = createLineReader(resolve(context.cwd, folder, analysis.project.root));
  if (found.kind === 'boundary') {
    print(renderBoundary(analysis, found.boundary, options));
    return 'clean';
  }
  const ids = new Set(found.findings.map((one) => one.id));
  if (ids.size === 0) throw unknownSubject(typed, subject, folder, analysis);
  if (ids.size > 1) throw ambiguous(typed, found.findings);
  print(found.findings.map((one) => renderExplanation(analysis, one, lineOf, options)).join('\n'));
  return 'clean';
}

const isRule = (text: string): text is RuleId => Object.hasOwn(RULES, text);

interface FoundById {
  readonly analysis: Analysis;
  readonly found: Found;
  /** Its explanation, when the id is that of a violation. */
  readonly violation: string | null;
}

type Found =
  | { readonly kind: 'boundary'; readonly boundary: BoundaryFact }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] };

/**
 * A boundary has the name it has, so it comes before what only begins like that. Findings of the
 * second opinion are not cached: they cost a whole cruise, so they are asked for last.
 */
async function findById(id: string, folder: string, context: CommandContext): Promise<FoundById> {
  const search = ({ boundaries, findings }: Analysis): Found => {
    const boundary = boundaries.find((one) => one.id === id);
    if (boundary !== undefined) return { kind: 'boundary', boundary };
    const isMeant = ID.test(id);
    return {
      kind: 'findings',
      findings: findings.filter((one) => isMeant && one.id.startsWith(id)),
    };
  };
  const fast = await read(folder, context, false);
  const found = search(fast);
  const isFound = found.kind === 'boundary' || found.findings.length > 0;
  if (isFound || !ID.test(id)) return { analysis: fast, found, violation: null };
  const violation = VIOLATION_ID.test(id) ? null : await explainViolation(id, folder, context);
  if (violation !== null) return { analysis: fast, found, violation };
  const whole = await read(folder, context, true);
  return { analysis: whole, found: search(whole), violation: null };
}

async function read(
  folder: string,
  { cwd, build, processId, ui }: CommandContext,
  secondOpinion: boolean,
): Promise<Analysis> {
  const analysis = await analyze({
    root: resolve(cwd, folder),
    build,
    cacheFor: processId,
    // Boundaries are made of history as well: without it they would be others than analyze shows.
    history: true,
    secondOpinion,
    onProgress: (progress) => {
      if (isAsked(progress, secondOpinion)) ui.progress(progress);
    },
  });
  ui.finish();
  return analysis;
}

/** The second opinion is mostly left out: nobody waits for it. */
const isAsked = ({ stage }: Progress, secondOpinion: boolean): boolean =>
  stage !== 'second-opinion' || secondOpinion;

function unknownSubject(
  typed: string,
  subject: string,
  folder: string,
  analysis: Analysis,
): UserError {
  const names = [...new Set([...CODES, ...RULE_IDS, ...analysis.boundaries.map((one) => one.id)])];
  const near = suggestNames(subject, names);
  if (ID.test(subject) && near.length === 0) return unknownId(typed, subject, folder, analysis);
  return new UserError(
    'finding-unknown',
    `No finding "${typed}", and no boundary or rule of that name in ${folder}`,
    near.length > 0
      ? `Did you mean ${near.map(quoted).join(' or ')}?`
      : `Give the id of a boundary or finding of "saasctl analyze ${folder}", one of the codes: ${CODES.join(', ')}; or a rule of "saasctl check": ${RULE_IDS.join(', ')}.`,
  );
}

function unknownId(
  typed: string,
  subject: string,
  folder: string,
  { findings }: Analysis,
): UserError {
  // A shortened id is compared with the beginnings of ids.
  const ids = [...new Set(findings.map((one) => one.id.slice(0, subject.length)))];
  const near = new Set(subject.length < 4 ? [] : suggestNames(subject, ids));
  const meant = findings.filter((one) => near.has(one.id.slice(0, subject.length)));
  return new UserError(
    'finding-unknown',
    `No finding "${typed}" in ${folder}`,
    `${meant.length > 0 ? `Did you mean ${listed(meant)}? ` : ''}Run "saasctl analyze ${folder} --json" for the findings of today: an id changes when a file is moved.`,
  );
}

const ambiguous = (typed: string, found: readonly Finding[]): UserError =>
  new UserError(
    'finding-ambiguous',
    `"${typed}" begins ${new Set(found.map((one) => one.id)).size} findings`,
    `Give more of the id: ${listed(found)}.`,
  );

const LISTED = 5;

function listed(findings: readonly Finding[]): string {
  const each = new Map(
    findings.map((one) => [one.id, `${one.id} (${one.code} at ${one.path}:${one.line})`]),
  );
  const more = each.size > LISTED ? `, … ${each.size - LISTED} more` : '';
  return `${[...each.values()].slice(0, LISTED).join(', ')}${more}`;
}

const quoted = (text: string): string => `"${text}"`;
