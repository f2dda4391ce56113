import type { DeclKind } from './ir.ts';
import { at } from './scan-state.ts';
import type { Binding, Meaning, Scan, Scope } from './scan-state.ts';

/** The name has no such meaning in this scope: look further out. */
const ABSENT = -2;
/** The name is taken in this scope by something that is no declaration of the record. */
const TAKEN = -1;
/** Enum members count down from here: the value is `ENUM_BASE - declaration of the enum`. */
const ENUM_BASE = -10;

const MEANINGS: Readonly<Record<DeclKind, readonly Meaning[]>> = {
  import: ['value', 'type', 'space'],
  const: ['value'],
  let: ['value'],
  var: ['value'],
  param: ['value'],
  catch: ['value'],
  function: ['value'],
  class: ['value', 'type'],
  enum: ['value', 'type', 'space'],
  'const-enum': ['value', 'type', 'space'],
  namespace: ['value', 'space'],
  type: ['type'],
  interface: ['type'],
  'type-param': ['type'],
};

export function newScope(parent: Scope | null, fn: number): Scope {
  return { parent, fn, names: null };
}

/** Declaration a name is bound to; -1 for globals, see `enumOf` for enum members. */
export function resolveName(scope: Scope, name: string, meaning: Meaning): number {
  for (let current: Scope | null = scope; current; current = current.parent) {
    const found = current.names?.get(name)?.[meaning];
    if (found !== undefined && found !== ABSENT) return found;
  }
  return -1;
}

/** Declaration of the enum when a resolved name is one of its members, else -1. */
export function enumOf(resolved: number): number {
  return resolved <= ENUM_BASE ? ENUM_BASE - resolved : -1;
}

/** Inside an enum its members are names of their own. */
export function declareEnumMember(scope: Scope, name: string, enumDecl: number): void {
  bindingOf(scope, name).value = ENUM_BASE - enumDecl;
}

/** Hides outer declarations of a name without declaring anything (parameters of function types). */
export function shadow(scope: Scope, name: string): void {
  bindingOf(scope, name).value = TAKEN;
}

/**
 * Declares a name in a scope, or merges it with the declaration it belongs to (interfaces, enums,
 * namespaces, `var`, overloads).
 * @param instantiated false for a namespace that holds only types
 * @returns index of the declaration
 */
export function declare(
  scan: Scan,
  scope: Scope,
  kind: DeclKind,
  name: string,
  offset: number,
  instantiated = true,
): number {
  const binding = bindingOf(scope, name);
  let index = mergeTarget(scan, binding, kind);
  if (index < 0) {
    index = scan.decls.length;
    const place = at(scan, offset);
    scan.decls.push(
      kind === 'import'
        ? { name, kind, fn: scope.fn, at: place, imported: '', imp: -1, use: 0 }
        : { name, kind, fn: scope.fn, at: place },
    );
    scan.uses.push(0);
  } else {
    const merged = scan.decls[index];
    if (merged && outranks(kind, merged.kind)) merged.kind = kind;
  }
  for (const meaning of MEANINGS[kind]) {
    const isTypeOnly = kind === 'namespace' && meaning === 'value' && !instantiated;
    if (!isTypeOnly) binding[meaning] = index;
  }
  return index;
}

/** The kind that a merged declaration keeps: what has a value of its own. */
function outranks(kind: DeclKind, over: DeclKind): boolean {
  if (over === 'interface') return kind === 'class';
  return over === 'namespace' && kind !== 'namespace';
}

function mergeTarget(scan: Scan, binding: Binding, kind: DeclKind): number {
  const meaning = kind === 'namespace' ? 'space' : (MEANINGS[kind][0] ?? 'value');
  const own = candidate(scan, binding[meaning], kind);
  if (own >= 0) return own;
  if (kind === 'class') return candidate(scan, binding.type, kind);
  if (kind === 'namespace') return candidate(scan, binding.value, kind);
  return -1;
}

const VALUE_KINDS: ReadonlySet<DeclKind> = new Set([
  'const',
  'let',
  'var',
  'param',
  'catch',
  'function',
]);

function candidate(scan: Scan, index: number, kind: DeclKind): number {
  const existing = scan.decls[index]?.kind;
  if (existing === undefined) return -1;
  return merges(kind, existing) ? index : -1;
}

function merges(kind: DeclKind, existing: DeclKind): boolean {
  switch (kind) {
    case 'interface':
      return existing === 'interface' || existing === 'class';
    case 'class':
      return existing === 'class' || existing === 'interface' || existing === 'namespace';
    case 'enum':
    case 'const-enum':
      return existing === kind || existing === 'namespace';
    case 'namespace':
      return existing === 'namespace' || isNamespaceHost(existing);
    case 'function':
      return existing === 'namespace' || VALUE_KINDS.has(existing);
    default:
      return VALUE_KINDS.has(kind) && VALUE_KINDS.has(existing);
  }
}

function isNamespaceHost(kind: DeclKind): boolean {
  return kind === 'class' || kind === 'function' || kind === 'enum' || kind === 'const-enum';
}

function bindingOf(scope: Scope, name: string): Binding {
  scope.names ??= new Map();
  let binding = scope.names.get(name);
  if (!binding) {
    binding = { value: ABSENT, type: ABSENT, space: ABSENT };
    scope.names.set(name, binding);
  }
  return binding;
}
