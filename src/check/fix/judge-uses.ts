/** What a file makes of the names it imports: whether anything of them is left at run time. */
import type { Tsconfig } from '../../../analyzers/discover/read-tsconfigs.ts';
import { readErasureRules } from '../../../analyzers/graph/classify-import.ts';
import { USE_EXPORT, USE_LOAD, USE_METADATA, USE_VALUE } from '../../../analyzers/scan/ir.ts';
import type { FileIr } from '../../../analyzers/scan/ir.ts';

/** `decorator`: its type is written into the metadata of a decorator, which is a value. */
export type NameUse = 'type' | 'value' | 'decorator';

export interface FileUses {
  /** Of an import, by its local name. */
  readonly ofImport: (local: string) => NameUse;
}

/** @param isPureType whether what a local name stands for exists as a type alone */
export function judgeUses(
  ir: FileIr,
  config: Tsconfig | null,
  isPureType: (local: string) => boolean,
): FileUses {
  const rules = readErasureRules(ir.path, config?.options ?? null, config?.complete ?? true);
  const uses = new Map<string, number>();
  for (const { kind, fn, name, use = 0 } of ir.decls)
    if (kind === 'import' && fn === -1) uses.set(name, (uses.get(name) ?? 0) | use);
  return {
    ofImport: (local) => {
      const use = uses.get(local);
      // What is passed on belongs to whoever imports it from here.
      if (use === undefined || (use & (USE_VALUE | USE_LOAD | USE_EXPORT)) !== 0) return 'value';
      if (rules.keepsAll || rules.erasesAll || local === rules.jsxName) return 'value';
      if ((use & USE_METADATA) === 0 || !rules.metadata) return 'type';
      return isPureType(local) ? 'type' : 'decorator';
    },
  };
}

/** Whether the name is declared in the file as a type and as nothing else. */
export function isTypeAlone({ decls }: FileIr, name: string): boolean {
  const own = decls.filter((one) => one.name === name && one.fn === -1);
  return own.length > 0 && own.every((one) => one.kind === 'type' || one.kind === 'interface');
}

/** Whether loading the file does more than define things: then it must stay loaded. */
export function actsWhenLoaded({ body, imports }: FileIr): boolean {
  return (
    imports.some((one) => one.bare && one.kind === 'import') ||
    body.some((one) => one.k === 'call' || one.k === 'await' || one.k === 'set')
  );
}
