/** Models of a project, looked up by whatever stands for one in code: class, `define` call, type, name. */
import type { Place } from '../../adapter.ts';
import type { RelationKind } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives, bindingKey, instanceOf } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { kindOf } from './library-types.ts';

export interface Association {
  readonly alias: string;
  readonly kind: 'belongsTo' | 'hasMany' | 'hasOne' | 'belongsToMany';
  readonly target: SequelizeModel;
  /** Table between the two. */
  readonly through: string | null;
}

export const RELATION_KINDS: Readonly<Record<Association['kind'], RelationKind>> = {
  belongsTo: 'many-to-one',
  hasMany: 'one-to-many',
  hasOne: 'one-to-one',
  belongsToMany: 'many-to-many',
};

export interface SequelizeModel {
  /** `path@position` of the call that defines it, or of the class. */
  readonly key: string;
  readonly name: string;
  readonly table: string;
  readonly inferred: boolean;
  readonly underscored: boolean;
  readonly cls: ProjectClass | null;
  readonly place: Place;
  /** Filled when the associations are read. */
  readonly associations: Map<string, Association>;
}

export interface ModelRegistry {
  readonly all: readonly SequelizeModel[];
  readonly of: (value: Value) => readonly SequelizeModel[];
  /** By model, class or variable name; the first letter's case does not count. */
  readonly ofName: (name: string) => SequelizeModel | undefined;
}

/** Models are few when the registry is asked while it is being built. */
export interface RegistryBuilder extends ModelRegistry {
  readonly add: (model: SequelizeModel, names: readonly string[], types: readonly Value[]) => void;
}

const registries = new WeakMap<Evaluator, ModelRegistry>();

export const registryOf = (evaluator: Evaluator): ModelRegistry | undefined =>
  registries.get(evaluator);

interface Indices {
  readonly byKey: Map<string, SequelizeModel>;
  readonly byClass: Map<ProjectClass, SequelizeModel>;
  readonly byName: Map<string, SequelizeModel>;
  readonly byType: Map<unknown, SequelizeModel>;
}

export function openRegistry(evaluator: Evaluator): RegistryBuilder {
  const all: SequelizeModel[] = [];
  const indices: Indices = {
    byKey: new Map(),
    byClass: new Map(),
    byName: new Map(),
    byType: new Map(),
  };
  const { byKey, byClass, byName, byType } = indices;
  const registry: RegistryBuilder = {
    all,
    of: (value) => [...new Set(modelsBehind(evaluator, indices, value, 0))],
    ofName: (name) => byName.get(name) ?? byName.get(name.toLowerCase()),
    add: (model, names, types) => {
      all.push(model);
      byKey.set(model.key, model);
      if (model.cls) byClass.set(model.cls, model);
      for (const name of names.flatMap((one) => [one, one.toLowerCase()])) {
        if (!byName.has(name)) byName.set(name, model);
      }
      for (const key of types.flatMap((type) => typeKeys(evaluator, type, 0))) {
        if (!byType.has(key)) byType.set(key, model);
      }
    },
  };
  registries.set(evaluator, registry);
  return registry;
}

const MAX_DEPTH = 4;

function modelsBehind(
  evaluator: Evaluator,
  indices: Indices,
  value: Value,
  depth: number,
): readonly SequelizeModel[] {
  if (depth > MAX_DEPTH) return [];
  return alternatives(value).flatMap((one): readonly SequelizeModel[] => {
    switch (one.v) {
      case 'class':
      case 'instance':
        return present(ofClass(evaluator, indices, one.cls));
      case 'interface':
      case 'shape':
        return present(indices.byType.get(typeKey(one)));
      case 'array':
        return modelsBehind(evaluator, indices, one.of, depth + 1);
      case 'library':
        return ofLibrary(evaluator, indices, one, depth);
      default:
        return [];
    }
  });
}

const present = (model: SequelizeModel | undefined): readonly SequelizeModel[] =>
  model ? [model] : [];

function ofClass(
  evaluator: Evaluator,
  { byClass }: Indices,
  cls: ProjectClass,
): SequelizeModel | undefined {
  const own = byClass.get(cls);
  if (own) return own;
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    const found = 'v' in view ? undefined : byClass.get(view.holder);
    if (found) return found;
  }
  return undefined;
}

function ofLibrary(
  evaluator: Evaluator,
  indices: Indices,
  value: LibraryValue,
  depth: number,
): readonly SequelizeModel[] {
  const key = value.state?.['model'];
  if (typeof key === 'string') return present(indices.byKey.get(key));
  if (value.self) return present(ofClass(evaluator, indices, value.self.cls));
  const kind = kindOf(value);
  const [arg] = kind === 'model' || kind === 'record' ? value.args : [];
  return arg ? modelsBehind(evaluator, indices, arg, depth + 1) : [];
}

function typeKey(value: Value): unknown {
  if (value.v === 'interface') return bindingKey(value.file, value.decl);
  return value.v === 'shape' ? value.type : null;
}

/** Keys of the types a model's type is made of: `ModelCtor<User>`, `Model & UserFields`, what an interface extends. */
function typeKeys(evaluator: Evaluator, type: Value, depth: number): readonly unknown[] {
  if (depth > 4) return [];
  return alternatives(type).flatMap((one): readonly unknown[] => {
    if (one.v === 'library')
      return one.args.slice(0, 1).flatMap((arg) => typeKeys(evaluator, arg, depth + 1));
    if (one.v === 'shape') return [typeKey(one)];
    if (one.v !== 'interface') return [];
    const bases = one.file.ir.decls[one.decl]?.extends ?? [];
    const env = evaluator.envOf(one.file, null);
    return [
      typeKey(one),
      ...bases.flatMap((base) => typeKeys(evaluator, evaluator.type(base, env), depth + 1)),
    ];
  });
}
