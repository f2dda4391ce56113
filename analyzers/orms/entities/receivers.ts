/** The library objects a call is made on: directly, by inheritance, or by `repository.extend({…})`. */
import type { Visit } from '../../adapter.ts';
import { findMember } from '../../program/class-members.ts';
import type { CallSite, Program, ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';

/** A receiver with the method called on it: '' for a plain call. */
export interface LibraryReceiver {
  readonly value: LibraryValue;
  readonly method: string;
}

/** @param isPackage packages whose objects count */
export function libraryReceivers(
  visit: Visit,
  isPackage: (pkg: string) => boolean,
): readonly LibraryReceiver[] {
  const method = visit.call.fn.k === 'mem' ? visit.site.name : '';
  const receiver = visit.receiver();
  return alternatives(receiver).flatMap((one): readonly LibraryReceiver[] => {
    const value = libraryOf(visit, one, method);
    return value && isPackage(value.pkg)
      ? [{ value, method: value.type.includes('.') && one.v === 'class' ? '' : method }]
      : [];
  });
}

function libraryOf(visit: Visit, value: Value, method: string): LibraryValue | null {
  if (value.v === 'library') return value;
  if (method === '') return null;
  if (value.v === 'instance') {
    const member = findMember(visit.evaluator, value, method);
    return member?.kind === 'library' ? member.value : null;
  }
  if (value.v !== 'class') return null;
  const found = visit.evaluator.member(value, method);
  return found.v === 'library' && found.self ? found : null;
}

const extensions = new WeakMap<object, ReadonlyMap<ProjectFile, ReadonlyMap<number, CallSite>>>();

/** `users.extend({ findActive() { return this.find() } })`: the call whose object a method is written in. */
export function extendedBy(visit: Visit): CallSite | undefined {
  let { fn } = visit.site;
  const byFile = extensionsOf(visit.program).get(visit.site.file);
  if (!byFile) return undefined;
  for (; fn; fn = fn.file.functions[fn.ir.parent] ?? null) {
    const site = byFile.get(fn.index);
    if (site) return site;
  }
  return undefined;
}

function extensionsOf(program: Program): ReadonlyMap<ProjectFile, ReadonlyMap<number, CallSite>> {
  const known = extensions.get(program.reading.unit);
  if (known) return known;
  const found = new Map<ProjectFile, Map<number, CallSite>>();
  for (const site of program.callsByName.get('extend') ?? []) {
    const [literal] = site.expr.args;
    if (literal?.k !== 'obj') continue;
    const functions = found.get(site.file) ?? new Map<number, CallSite>();
    for (const prop of literal.props) if (prop.v.k === 'fn') functions.set(prop.v.fn, site);
    found.set(site.file, functions);
  }
  extensions.set(program.reading.unit, found);
  return found;
}
