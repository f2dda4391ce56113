/** Options that hold for all models of a project. */
import type { AdapterContext } from '../../adapter.ts';
import { flagProp, propOf, textProp } from '../literals/bound-expr.ts';

/** What `new Sequelize({ define: … })` says for all models. */
export interface Defaults {
  readonly freezeTableName: boolean;
  readonly underscored: boolean;
  readonly schema: string | null;
}

export function readDefaults(context: AdapterContext): Defaults {
  const { evaluator, program } = context;
  const sites = [
    ...(program.callsByName.get('Sequelize') ?? []),
    ...(program.callsByName.get('forRoot') ?? []),
  ];
  for (const site of sites) {
    for (const expr of site.expr.args) {
      const define = propOf(evaluator, { expr, env: evaluator.siteEnv(site) }, 'define');
      if (!define) continue;
      return {
        freezeTableName: flagProp(evaluator, define, 'freezeTableName') ?? false,
        underscored: flagProp(evaluator, define, 'underscored') ?? false,
        schema: textProp(evaluator, define, 'schema'),
      };
    }
  }
  return { freezeTableName: false, underscored: false, schema: null };
}
