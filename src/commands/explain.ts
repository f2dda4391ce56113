import { resolve } from 'node:path';

import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import type { Analysis, Finding, Progress } from '../../analyzers/index.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { analyze } from '../pipeline.ts';
import { createLineReader } from '../read-line.ts';
import { renderCode, renderExplanation } from '../report/render-explanation.ts';
import { suggestNames } from '../report/suggest-names.ts';
import type { CommandContext } from './context.ts';

/** Codes that only a run with the second opinion can report. */
const OF_SECOND_OPINION = new Set(['edge-disagreement', 'second-opinion-failed']);
const CODES = Object.keys(FINDING_CODES);
/** Ids are the beginning of a hash; everything else can only be meant for a code. */
const ID = /^[0-9a-f]{1,12}$/;

/** @param typed id of a finding (or its beginning), or a finding code */
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
    return 'clean';
  }
  if (!ID.test(subject)) throw unknownCode(typed, subject);
  const { analysis, found } = await findById(subject, folder, context);
  const ids = new Set(found.map((one) => one.id));
  if (ids.size === 0) throw unknownId(typed, subject, folder, analysis);
  if (ids.size > 1) throw ambiguous(typed, found);
  const lineOf = createLineReader(resolve(context.cwd, folder));
  print(found.map((one) => renderExplanation(analysis, one, lineOf, options)).join('\n'));
  return 'clean';
}

/** Findings of the second opinion are not cached: they cost a whole cruise, so they are asked for last. */
async function findById(
  id: string,
  folder: string,
  context: CommandContext,
): Promise<{ readonly analysis: Analysis; readonly found: readonly Finding[] }> {
  const search = (analysis: Analysis): readonly Finding[] =>
    analysis.findings.filter((one) => one.id.startsWith(id));
  const fast = await read(folder, context, false);
  const found = search(fast);
  if (found.length > 0) return { analysis: fast, found };
  const whole = await read(folder, context, true);
  return { analysis: whole, found: search(whole) };
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
    history: false,
    secondOpinion,
    onProgress: (progress) => {
      if (isAsked(progress, secondOpinion)) ui.progress(progress);
    },
  });
  ui.finish();
  return analysis;
}

/** History and, mostly, the second opinion are left out: nobody waits for them. */
const isAsked = ({ stage }: Progress, secondOpinion: boolean): boolean =>
  stage !== 'history' && (stage !== 'second-opinion' || secondOpinion);

function unknownCode(typed: string, subject: string): UserError {
  const near = suggestNames(subject, CODES);
  return new UserError(
    'finding-unknown',
    `No finding "${typed}"`,
    near.length > 0
      ? `Did you mean ${near.map(quoted).join(' or ')}?`
      : `Give the id of a finding or one of the codes: ${CODES.join(', ')}.`,
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
