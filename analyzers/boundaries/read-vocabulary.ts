/** The words of a file: what it declares, imports from packages, and calls the parts of its values. */
import type { FileIr } from '../scan/ir.ts';

/** Every identifier of three letters or more, once. */
export function readVocabulary(file: FileIr): ReadonlySet<string> {
  const words = new Set<string>();
  const add = (word: string): void => {
    if (word.length > 2) words.add(word);
  };
  for (const { name, imported } of file.decls) {
    add(name);
    if (imported !== undefined) add(imported);
  }
  for (const { name, properties } of file.classes) {
    add(name);
    for (const property of properties) {
      add(property.name);
      walk(property.init, add);
      walk(property.type, add);
    }
  }
  for (const { name, body } of file.functions) {
    add(name);
    walk(body, add);
  }
  walk(file.body, add);
  return words;
}

/** Visits an expression or a type and reports the names in it. */
function walk(start: unknown, add: (word: string) => void): void {
  const open: unknown[] = [start];
  for (let part = open.pop(); open.length > 0 || part !== undefined; part = open.pop()) {
    if (typeof part !== 'object' || part === null) continue;
    if (Array.isArray(part)) {
      for (const item of part) open.push(item);
      continue;
    }
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'object') open.push(value);
      else if (key === 'name' && typeof value === 'string') add(value);
    }
  }
}
