/**
 * Members that the project adds to a package's types: `declare module 'fastify' { interface
 * FastifyInstance { db: Db } }`, and `declare global { namespace Express { interface Request … } }`.
 */
import type { TypeMember } from '../scan/ir.ts';
import type { Evaluator } from './evaluator.ts';
import type { Program, ProjectFile } from './program.ts';
import { unionOf, UNKNOWN } from './values.ts';
import type { LibraryValue, Value } from './values.ts';

interface AddedMember {
  readonly file: ProjectFile;
  readonly member: TypeMember;
}

/** By package and type, then by name of the member. */
type Augmentations = ReadonlyMap<string, ReadonlyMap<string, readonly AddedMember[]>>;

const known = new WeakMap<Program, Augmentations>();

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
  const all = augmentationsOf(evaluator.program);
  if (all.size === 0) return undefined;
  const type = of.type.slice(of.type.lastIndexOf('.') + 1);
  const added = [of.pkg, ...(DECLARED_BY.get(of.pkg) ?? [])].flatMap(
    (pkg) => all.get(keyOf(pkg, type))?.get(name) ?? [],
  );
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

function augmentationsOf(program: Program): Augmentations {
  const found = known.get(program);
  if (found) return found;
  const all = new Map<string, Map<string, AddedMember[]>>();
  for (const file of program.files.values()) {
    for (const decl of file.ir.decls) {
      if (decl.augments === undefined || decl.type?.t !== 'object') continue;
      const key = keyOf(packageOf(decl.augments), decl.name);
      const members = all.get(key) ?? new Map<string, AddedMember[]>();
      all.set(key, members);
      for (const member of decl.type.members) {
        const list = members.get(member.name) ?? [];
        list.push({ file, member });
        members.set(member.name, list);
      }
    }
  }
  known.set(program, all);
  return all;
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
