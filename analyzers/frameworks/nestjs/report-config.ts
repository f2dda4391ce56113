/** Config keys read through ConfigService. */
import type { Visit } from '../../adapter.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';

export const CONFIG_CALLS: readonly string[] = ['get', 'getOrThrow'];

export function visitConfigCall(visit: Visit): void {
  const { call, evaluator, facts, site } = visit;
  const [first] = call.args;
  if (!first || call.fn.k !== 'mem') return;
  if (!alternatives(visit.receiver()).some((one) => isConfigService(evaluator, one))) return;
  const place = { file: site.file, at: call.at };
  const key = visit.text(0);
  if (key !== undefined && key !== '{}') {
    facts.configKey({ key, place, evidence: `.${site.name}('${key}')` });
    return;
  }
  const subject = `${site.fn?.symbol ?? '<module>'} ${site.name}`;
  const message = 'The key of a configuration value is computed: which one is read is not known.';
  facts.finding({ code: 'dynamic-config', subject, message, place, severity: 'info' });
}

function isConfigService(evaluator: Evaluator, value: Value): boolean {
  if (value.v === 'library')
    return value.pkg === '@nestjs/config' && value.type === 'ConfigService';
  if (value.v !== 'instance') return false;
  for (const view of viewsOf(evaluator, value)) {
    // A `get` of its own is not the library's.
    if ('v' in view) return isConfigService(evaluator, view);
    if (view.holder.methods.has('get')) return false;
  }
  return false;
}
