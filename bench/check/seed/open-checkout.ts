/** A checkout in memory as far as possible: what it is today, and what a check says after an edit. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { TextStore } from '../../../analyzers/cache.ts';
import { entriesOf } from '../../../src/check/baseline/create-baseline.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import { findViolations } from '../../../src/check/find-violations.ts';
import { buildGround } from '../../../src/check/ground.ts';
import type { Ground } from '../../../src/check/ground.ts';
import { readGuarded } from '../../../src/check/read-guarded.ts';
import type { Guarded } from '../../../src/check/read-guarded.ts';
import { runCheck } from '../../../src/check/run-check.ts';
import type { FoundViolation, Violation } from '../../../src/check/violation.ts';
import type { Config } from '../../../src/config/config-schema.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { Edit } from './plant.ts';

const TODAY = '2026-01-01';

/** The checkout under one configuration, everything of today accepted. */
export interface Accepted {
  readonly config: Config;
  readonly ground: Ground;
  readonly head: Guarded;
  readonly found: readonly FoundViolation[];
  readonly entries: readonly BaselineEntry[];
}

export interface Checkout {
  readonly name: string;
  readonly read: (path: string) => string;
  readonly exists: (path: string) => boolean;
  /** What the configuration makes of the code as it is. */
  readonly accept: (config: Config) => Accepted;
  /** New violations once the edits are made; the files are as before afterwards. */
  readonly judge: (
    edits: readonly Edit[],
    accepted: Accepted,
    config?: Config,
  ) => readonly Violation[];
}

export function openCheckout(name: string, root: string): Checkout {
  const memory = new Map<string, string>();
  const cache: TextStore = {
    read: (key) => memory.get(key),
    write: (key, text) => void memory.set(key, text),
  };
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const guard = (config: Config): Guarded => {
    const parsed = parseConfig('saasctl.json', JSON.stringify(config));
    const onProgress = (): void => undefined;
    return readGuarded({ root, parsed, version: 'seed', cache, isOther: false, onProgress });
  };
  const known = new Map<string, Accepted>();
  return {
    name,
    read,
    exists: (path) => existsSync(join(root, path)),
    accept: (config) => {
      const key = JSON.stringify(config);
      const before = known.get(key);
      if (before) return before;
      const head = guard(config);
      const found = findViolations({ ...head, accepted: [] });
      const ground = buildGround(head.code, head.config, head.settings);
      const accepted = { config, ground, head, found, entries: entriesOf(found) };
      known.set(key, accepted);
      return accepted;
    },
    judge: (edits, { config, entries }, changed = config) => {
      const undo = makeEdits(root, edits);
      try {
        const report = runCheck({ head: guard(changed), entries, base: null, today: TODAY });
        return report.violations.filter((one) => one.baseline === 'new');
      } finally {
        undo();
      }
    },
  };
}

function makeEdits(root: string, edits: readonly Edit[]): () => void {
  const undo: (() => void)[] = [];
  for (const { path, text } of edits) {
    const file = join(root, path);
    const before = existsSync(file) ? readFileSync(file) : null;
    const parents = missingParents(file);
    undo.unshift(() => {
      if (before === null) rmSync(file, { force: true });
      else writeFileSync(file, before);
      for (const folder of parents) rmSync(folder, { recursive: true, force: true });
    });
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
  return () => undo.forEach((one) => one());
}

/** Folders that have to be made, the uppermost alone: it goes with all below. */
function missingParents(file: string): readonly string[] {
  const missing: string[] = [];
  for (let folder = dirname(file); !existsSync(folder); folder = dirname(folder))
    missing.push(folder);
  return missing.slice(-1);
}
