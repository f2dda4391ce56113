/** Associations between models, by calls (`User.hasMany(Post)`) and by decorators (`@HasMany(() => Post)`). */
import type { AdapterContext, Place } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { exactText, propOf, textProp, valueOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { modelsIn } from './guess-model.ts';
import { ASSOCIATIONS } from './library-types.ts';
import { RELATION_KINDS } from './model-registry.ts';
import type { Association, ModelRegistry, SequelizeModel } from './model-registry.ts';
import { pluralize, singularize, underscored } from './pluralize.ts';
import { decoratedWith } from './read-decorators.ts';

export function readAssociations(context: AdapterContext, registry: ModelRegistry): void {
  for (const kind of ASSOCIATIONS) {
    for (const site of context.program.callsByName.get(kind) ?? []) {
      if (context.isSource(site.file.path)) readCall(context, registry, kind, site);
    }
  }
  for (const model of registry.all) readDecorated(context, registry, model);
}

function readCall(
  context: AdapterContext,
  registry: ModelRegistry,
  kind: Association['kind'],
  site: CallSite,
): void {
  const { evaluator } = context;
  const { expr, file } = site;
  const [targetExpr, optionsExpr] = expr.args;
  if (expr.fn.k !== 'mem' || !targetExpr) return;
  const env = evaluator.siteEnv(site);
  const sources = modelsIn(evaluator, registry, { expr: expr.fn.obj, env });
  const targets = modelsIn(evaluator, registry, { expr: targetExpr, env });
  const options = optionsExpr ? { expr: optionsExpr, env } : null;
  for (const source of sources) {
    for (const target of targets) {
      addAssociation(context, registry, {
        kind,
        source,
        target,
        options,
        alias: null,
        place: { file, at: expr.at },
        through: null,
      });
    }
  }
}

interface Draft {
  readonly kind: Association['kind'];
  readonly source: SequelizeModel;
  readonly target: SequelizeModel;
  readonly options: BoundExpr | null;
  readonly alias: string | null;
  readonly place: Place;
  readonly through: string | null;
}

function addAssociation(context: AdapterContext, registry: ModelRegistry, draft: Draft): void {
  const { kind, source, target, options, place } = draft;
  const { evaluator } = context;
  const many = kind === 'hasMany' || kind === 'belongsToMany';
  const alias =
    draft.alias ??
    (options && aliasOption(evaluator, options)) ??
    (many ? pluralize(target.name) : singularize(target.name));
  const through =
    kind === 'belongsToMany'
      ? (draft.through ?? throughTable(context, registry, options, place))
      : null;
  const onDelete = options ? textProp(evaluator, options, 'onDelete') : null;
  source.associations.set(alias, { alias, kind, target, through });
  context.facts.relation({
    from: source.table,
    to: target.table,
    kind: RELATION_KINDS[kind],
    onDelete,
    place,
    evidence: `${source.name}.${kind}(${target.name}${through === null ? '' : ` through ${through}`})`,
  });
  declareForeignKey(context, draft, alias);
  if (through !== null && !context.tables.ofName(through)) declareThrough(context, through, place);
}

function aliasOption(evaluator: Evaluator, options: BoundExpr): string | null {
  const as = propOf(evaluator, options, 'as');
  if (!as) return null;
  return exactText(valueOf(evaluator, as)) ?? textProp(evaluator, as, 'plural');
}

/** `through: 'post_tags'`, `through: PostTag`, `through: { model: PostTag }`. */
function throughTable(
  context: AdapterContext,
  registry: ModelRegistry,
  options: BoundExpr | null,
  place: Place,
): string | null {
  const { evaluator } = context;
  const through = options ? propOf(evaluator, options, 'through') : undefined;
  if (!through) return null;
  const inner = propOf(evaluator, through, 'model') ?? through;
  const named = exactText(valueOf(evaluator, inner));
  const [model] =
    named === null
      ? modelsIn(evaluator, registry, inner)
      : [registry.all.find((one) => one.name === named)];
  if (!model && named === null) {
    context.facts.finding({
      code: 'dynamic-table',
      subject: 'belongsToMany through',
      severity: 'warning',
      place,
      message: 'Sequelize: the table between two associated models is not known here.',
    });
  }
  return model?.table ?? named;
}

function declareThrough(context: AdapterContext, name: string, place: Place): void {
  context.tables.declare({
    name,
    entity: null,
    entityName: null,
    orm: 'sequelize',
    place,
    evidence: `through ${name}`,
    certainty: 'certain',
    columns: [],
    indexes: [],
  });
}

/** The column that holds the key: told by `foreignKey`, else by the alias. */
function declareForeignKey(context: AdapterContext, draft: Draft, alias: string): void {
  const { kind, source, target, options, place } = draft;
  if (kind === 'belongsToMany' || draft.alias !== null) return;
  const { evaluator } = context;
  const option = options ? propOf(evaluator, options, 'foreignKey') : undefined;
  const named = option
    ? (exactText(valueOf(evaluator, option)) ?? textProp(evaluator, option, 'name'))
    : null;
  const own = kind === 'belongsTo';
  const base = own
    ? alias
    : options && textProp(evaluator, options, 'as')
      ? null
      : singularize(source.name);
  const column = named ?? (base === null ? null : `${base}Id`);
  const holder = own ? source : target;
  if (column === null) return;
  const known = context.tables.ofName(holder.table);
  const name = holder.underscored && named === null ? underscored(column) : column;
  if (!known || known.columns.some((one) => one.name.toLowerCase() === name.toLowerCase())) return;
  context.tables.declare({
    ...known,
    columns: [{ name, type: null, line: unpackPosition(place.at).line }],
    indexes: [],
  });
}

const KINDS: Readonly<Record<string, Association['kind']>> = {
  BelongsTo: 'belongsTo',
  HasMany: 'hasMany',
  HasOne: 'hasOne',
  BelongsToMany: 'belongsToMany',
};

function readDecorated(
  context: AdapterContext,
  registry: ModelRegistry,
  source: SequelizeModel,
): void {
  const { cls } = source;
  if (!cls) return;
  const { evaluator } = context;
  for (const property of cls.ir.properties) {
    for (const use of decoratedWith(evaluator, property.decorators, cls, Object.keys(KINDS))) {
      const kind = KINDS[use.name];
      const [target] = use.args[0] ? decoratorTargets(evaluator, registry, use.args[0]) : [];
      if (!kind || !target) continue;
      const second = use.args[1] ?? null;
      const through =
        kind === 'belongsToMany' && second ? decoratorThrough(evaluator, registry, second) : null;
      addAssociation(context, registry, {
        kind,
        source,
        target,
        options: second,
        alias: property.name,
        through,
        place: { file: cls.file, at: use.at },
      });
    }
  }
  for (const property of cls.ir.properties) {
    for (const use of decoratedWith(evaluator, property.decorators, cls, ['ForeignKey'])) {
      const [target] = use.args[0] ? decoratorTargets(evaluator, registry, use.args[0]) : [];
      const told =
        target &&
        [...source.associations.values()].some(
          (one) => one.kind === 'belongsTo' && one.target === target,
        );
      if (!target || told) continue;
      context.facts.relation({
        from: source.table,
        to: target.table,
        kind: 'foreign-key',
        place: { file: cls.file, at: use.at },
        evidence: `@ForeignKey ${property.name}`,
      });
    }
  }
}

/** `() => Post` or a name. */
function decoratorTargets(
  evaluator: Evaluator,
  registry: ModelRegistry,
  bound: BoundExpr,
): readonly SequelizeModel[] {
  const value = valueOf(evaluator, bound);
  for (const one of alternatives(value)) {
    const target = one.v === 'function' ? returnOf(evaluator, one) : one;
    const found = registry.of(target);
    if (found.length > 0) return found;
    const named = isKnown(target) ? exactText(target) : null;
    const model = named === null ? undefined : registry.ofName(named);
    if (model) return [model];
  }
  return [];
}

function decoratorThrough(
  evaluator: Evaluator,
  registry: ModelRegistry,
  second: BoundExpr,
): string | null {
  const value = valueOf(evaluator, second);
  const inner = propOf(evaluator, second, 'through');
  const [model] = decoratorTargets(evaluator, registry, inner ?? second);
  return model?.table ?? exactText(inner ? valueOf(evaluator, inner) : value);
}
