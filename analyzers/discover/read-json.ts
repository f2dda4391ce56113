/** JSON values as the configuration files have them: what is of another type counts as absent. */
import type { Json, JsonObject } from '../scan/parse-json.ts';

/** The value if it is an object, else an empty one. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings among the items of an array; empty for anything else. */
export function asStrings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function asString(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
