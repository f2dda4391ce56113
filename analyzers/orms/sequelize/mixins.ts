/** Methods that associations give to records: `user.getPosts()`, `post.addTag()`. */
import type { AccessMode } from '../../contract.ts';
import type { Program, ProjectFile } from '../../program/program.ts';
import type { Association, ModelRegistry, SequelizeModel } from './model-registry.ts';
import { singularize } from './pluralize.ts';

export interface Mixin {
  readonly model: SequelizeModel;
  readonly association: Association;
  readonly verb: string;
}

const known = new WeakMap<Program['reading'], ReadonlyMap<string, readonly Mixin[]>>();

/** Tells which names are mixins, so that calls of them can be told by name. */
export function indexMixins(program: Program, registry: ModelRegistry): void {
  const index = new Map<string, Mixin[]>();
  for (const model of registry.all) {
    for (const association of model.associations.values()) {
      for (const [name, verb] of mixinNames(association)) {
        const mixin = { model, association, verb };
        index.set(name, [...(index.get(name) ?? []), mixin]);
      }
    }
  }
  known.set(program.reading, index);
}

export const mixinsNamed = (file: ProjectFile, name: string): readonly Mixin[] =>
  known.get(file.reading)?.get(name) ?? [];

function mixinNames({ alias, kind }: Association): readonly (readonly [string, string])[] {
  const plural = capitalized(alias);
  const single = capitalized(singularize(alias));
  if (kind === 'belongsTo' || kind === 'hasOne') {
    return (['get', 'set', 'create'] as const).map((verb) => [`${verb}${plural}`, verb] as const);
  }
  const ofMany = ['get', 'set', 'add', 'remove', 'count', 'has'].map(
    (verb) => [`${verb}${plural}`, verb] as const,
  );
  const ofOne = ['add', 'remove', 'create', 'has'].map(
    (verb) => [`${verb}${single}`, verb] as const,
  );
  return [...new Map([...ofMany, ...ofOne])];
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Tables that a mixin touches. */
export function mixinAccesses({
  model,
  association,
  verb,
}: Mixin): readonly { readonly table: string; readonly mode: AccessMode }[] {
  const { target, through, kind } = association;
  if (verb === 'get' || verb === 'count' || verb === 'has')
    return [{ table: target.table, mode: 'read' }];
  const link = kind === 'belongsTo' ? model.table : (through ?? target.table);
  const linked = { table: link, mode: 'write' as const };
  if (verb !== 'create') return [linked];
  return link === target.table ? [linked] : [{ table: target.table, mode: 'write' }, linked];
}
