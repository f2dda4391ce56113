import { join, resolve } from 'node:path';

import { FINDING_CODES } from '../../analyzers/findings.ts';
import { findViolation } from '../check/baseline/find-violation.ts';
import { joinEntries } from '../check/baseline/join-entries.ts';
import { judge } from '../check/baseline/judge.ts';
import { matchEntries } from '../check/baseline/match-entries.ts';
import type { RuleId } from '../check/rules.ts';
import { readConfig } from '../config/read-config.ts';
import { findToday } from '../pipeline.ts';
import { createLineReader } from '../read-line.ts';
import { renderViolation } from '../report/render-violation.ts';
import type { CommandContext } from './context.ts';

/**
 * The violation of `saasctl check` that begins with the id.
 * @returns null without configuration, or without such a violation
 * @throws UserError when several begin with it
 */
export async function explainViolation(
  id: string,
  folder: string,
  { cwd, build, processId, today, ui, color }: CommandContext,
): Promise<string | null> {
  const root = resolve(cwd, folder);
  const config = { kind: 'folder' } as const;
  const parsed = await readConfig(root, config);
  if (parsed === null) return null;
  const request = { root, build, cacheFor: processId, config, onProgress: ui.progress };
  const { found, entries, paths } = await findToday(request);
  ui.finish();
  const { violations } = judge(found, entries, null, today, paths);
  if (!violations.some((one) => one.id.startsWith(id))) return null;
  const violation = findViolation(id, violations);
  const one = found.find((each) => each.id === violation.id);
  const { entryOf } = matchEntries(joinEntries(entries), found, paths);
  const entry = (one && entryOf.get(one)) ?? null;
  const lineOf = createLineReader(join(root, parsed.config.root ?? '.'));
  const ruleSubject = subjectOfRule(violation.rule);
  return renderViolation({ violation, entry, ruleSubject }, lineOf, { color, folder });
}

/** Where a finding of `analyze` has the name of a rule, the rule is asked for as such. */
const subjectOfRule = (rule: RuleId): string =>
  Object.hasOwn(FINDING_CODES, rule) ? `rule:${rule}` : rule;
