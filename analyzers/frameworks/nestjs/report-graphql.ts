/** Operations of GraphQL resolvers, as routes of the one endpoint they are served by. */
import type { AdapterContext } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass } from '../../program/program.ts';
import type { DecoratorUse } from '../../program/decorator-uses.ts';
import { guardsOf, rolesOf } from './guards.ts';
import type { GuardsAround } from './guards-around.ts';
import { handlersOf, inheritedUses } from '../../program/handlers.ts';
import { propOf } from '../../program/located.ts';
import { sourceClassesWith } from './source-classes.ts';

const GRAPHQL = '@nestjs/graphql';
const OPERATIONS = new Set(['Query', 'Mutation', 'Subscription']);

export function reportGraphql(context: AdapterContext, around: GuardsAround): void {
  for (const cls of sourceClassesWith(context, GRAPHQL, 'Resolver'))
    reportResolver(context, cls, around.ofResolver(cls));
}

function reportResolver(
  { evaluator, facts }: AdapterContext,
  cls: ProjectClass,
  global: readonly string[],
): void {
  const uses = inheritedUses(evaluator, cls);
  for (const { fn, uses: own, own: isOwn } of handlersOf(evaluator, cls)) {
    for (const use of own) {
      if (use.pkg !== GRAPHQL || !OPERATIONS.has(use.name)) continue;
      const name = operationName(evaluator, use) ?? fn.ir.name;
      facts.route({
        method: 'GRAPHQL',
        path: `/graphql#${name}`,
        handler: `${cls.name}.${fn.ir.name}`,
        guards: [...global, ...guardsOf(evaluator, uses), ...guardsOf(evaluator, own)],
        roles: rolesOf(evaluator, own) ?? rolesOf(evaluator, uses) ?? [],
        place: isOwn ? { file: fn.file, at: use.at } : { file: cls.file, at: cls.ir.at },
        evidence: isOwn ? `@${use.name} ${name}` : `inherited from ${fn.symbol}`,
        certainty: isOwn ? 'certain' : 'inferred',
      });
    }
  }
}

/** `@Query('name')`, `@Query(() => T, { name: 'name' })`. */
function operationName(evaluator: Evaluator, { args, env }: DecoratorUse): string | null {
  for (const expr of args) {
    if (expr.k === 'fn') continue;
    const text = evaluator.text(expr, env);
    if (text?.exact) return text.text;
    const name = propOf(evaluator, { expr, env }, 'name');
    const named = name && evaluator.text(name.expr, name.env);
    if (named?.exact) return named.text;
  }
  return null;
}
