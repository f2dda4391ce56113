import { isObject } from '../discover/read-json.ts';
import type { Json, JsonObject } from '../scan/parse-json.ts';

/** Conditions that hold for an import, in no order: the order of the map decides. */
export type Conditions = ReadonlySet<string>;

/**
 * Files a package.json `exports` map offers for a subpath (`.` or `./x`), best first and relative
 * to the package; empty when it exports nothing there.
 */
export function findExportTargets(
  exported: Json | undefined,
  subpath: string,
  conditions: Conditions,
): readonly string[] {
  if (exported === undefined || exported === null) return [];
  const hasSubpaths =
    isObject(exported) && Object.keys(exported).some((key) => key.startsWith('.'));
  const map: JsonObject = hasSubpaths ? exported : { '.': exported };
  return findMapTargets(map, subpath, conditions);
}

/** Files or packages behind an `imports` entry such as `#x`, best first. */
export function findMapTargets(
  map: JsonObject,
  key: string,
  conditions: Conditions,
): readonly string[] {
  const exact = map[key];
  if (exact !== undefined && !key.includes('*')) return readTargets(exact, '', conditions);
  const pattern = Object.keys(map)
    .filter((candidate) => matchesPattern(candidate, key))
    .sort(comparePatterns)[0];
  if (pattern === undefined) return [];
  const star = pattern.indexOf('*');
  const text =
    star < 0
      ? key.slice(pattern.length)
      : key.slice(star, key.length - (pattern.length - star - 1));
  const targets = readTargets(map[pattern], text, conditions);
  return star < 0 ? targets.map((target) => target + text) : targets;
}

function matchesPattern(pattern: string, key: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern.endsWith('/') && key.startsWith(pattern);
  const tail = pattern.slice(star + 1);
  return (
    key.length >= pattern.length && key.startsWith(pattern.slice(0, star)) && key.endsWith(tail)
  );
}

/** Longest text before the star first, as Node compares pattern keys. */
function comparePatterns(a: string, b: string): number {
  const lengthA = a.includes('*') ? a.indexOf('*') + 1 : a.length;
  const lengthB = b.includes('*') ? b.indexOf('*') + 1 : b.length;
  return lengthB - lengthA || b.length - a.length;
}

function readTargets(
  target: Json | undefined,
  star: string,
  conditions: Conditions,
): readonly string[] {
  if (typeof target === 'string') return [target.replaceAll('*', star)];
  if (Array.isArray(target))
    return target.flatMap((item: Json) => readTargets(item, star, conditions));
  if (!isObject(target)) return [];
  for (const [condition, value] of Object.entries(target)) {
    if (condition !== 'default' && !conditions.has(condition)) continue;
    const found = readTargets(value, star, conditions);
    if (found.length > 0) return found;
  }
  return [];
}
