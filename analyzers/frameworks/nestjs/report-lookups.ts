/** Injections asked for by hand: `moduleRef.get(X)`, `.resolve(X)`, `.create(X)`. */
import type { Visit } from '../../adapter.ts';
import { alternatives } from '../../program/values.ts';
import { tokenFile } from './nest-index.ts';
import { resolveToken } from './tokens.ts';

export const LOOKUP_CALLS: readonly string[] = ['get', 'resolve', 'create'];

export function visitLookup(visit: Visit): void {
  const { call, env, evaluator, facts, site } = visit;
  const [first] = call.args;
  if (!first || call.fn.k !== 'mem') return;
  const isModuleRef = alternatives(visit.receiver()).some(
    (one) => one.v === 'library' && one.pkg === '@nestjs/core' && one.type === 'ModuleRef',
  );
  if (!isModuleRef) return;
  const into = site.owner?.name ?? site.fn?.symbol ?? '<module>';
  const place = { file: site.file, at: call.at };
  const token = resolveToken(evaluator, first, env);
  if (token) {
    const to = tokenFile(evaluator, token);
    facts.injection({
      into,
      token: token.name,
      to,
      forwardRef: false,
      place,
      evidence: `.${site.name}(${token.name})`,
    });
    return;
  }
  const subject = `${site.fn?.symbol ?? into} ${site.name}`;
  const message = `What ${into} asks its ModuleRef for is computed: what it depends on is not known.`;
  facts.finding({ code: 'nest-injection-unknown', subject, message, place, severity: 'warning' });
}
