/**
 * Members that the project adds to a package's types: `declare module 'fastify' { interface
 * FastifyInstance { db: Db } }`, and `declare global { namespace Express { interface Request … } }`.
 */
import type { TypeMember } from '../scan/ir.ts';
import type { Evaluator } from './evaluator.ts';
import { indexByName } from './program.ts';
import type { NameIndex, Program, ProjectFile } from './program.ts';
import { unionOf, UNKNOWN } from './values.ts';
import type { LibraryValue, Value } from './values.ts';

interface AddedMember {
  readonly file: ProjectFile;
  readonly member: TypeMember;
}

/** By package, type and name of the member. */
const known = new WeakMap<Program['list'], NameIndex<AddedMember>>();

/** Packages whose types are those of another one. */
const DECLARED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['express-serve-static-core', 'global.Express']],
  ['koa', ['global.Koa']],
  ['passport', ['global.Express']],
  ['@types/express', ['express', 'express-serve-static-core', 'global.Express']],
]);

/** Value of a member that some file of the project declares on a type of a package. */
export function augmentedMember(
  evaluator: Evaluator,
  of: LibraryValue,
  name: string,
): Value | undefined {
  if (of.role !== 'instance') return undefined;
  const all = indexAugmentations(evaluator.program);
  const type = of.type.slice(of.type.lastIndexOf('.') + 1);
  const added = [of.pkg, ...(DECLARED_BY.get(of.pkg) ?? [])].flatMap((pkg) => {
    const key = `${keyOf(pkg, type)}\0${name}`;
    return all(key) ?? [];
  });
  if (added.length === 0) return undefined;
  return unionOf(
    added.map(({ file, member }): Value => {
      const env = evaluator.envOf(file, null);
      if (!member.type) return UNKNOWN;
      if (member.type.t === 'function')
        return { v: 'signature', type: member.type, env, owner: null, name };
      return evaluator.type(member.type, env);
    }),
  );
}

const keyOf = (pkg: string, type: string): string => `${pkg}\0${type}`;

export function indexAugmentations({ list, reading }: Program): NameIndex<AddedMember> {
  let index = known.get(list);
  if (!index) known.set(list, (index = indexByName('augments', list, reading, addedIn)));
  return index;
}

function addedIn(file: ProjectFile): readonly (readonly [string, AddedMember])[] {
  return file.ir.decls.flatMap((decl) => {
    if (decl.augments === undefined || decl.type?.t !== 'object') return [];
    const key = keyOf(packageOf(decl.augments), decl.name);
    return decl.type.members.map((member) => [`${key}\0${member.name}`, { file, member }] as const);
  });
}

/** `fastify/types/instance` augments `fastify`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('global')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
    .replace(/^node:/, '');
}
