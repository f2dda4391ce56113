/**
 * Two caches over one text store handed in by the caller (the only way in which analyzers keep
 * anything): scans per file, keyed by content; the facts of an unchanged project, keyed by all input.
 */
import { createHash } from 'node:crypto';

import type { FileIr } from './scan/ir.ts';

/** Bump with every change of `FileIr` or of what a scan puts in it. */
export const SCAN_FORMAT = 4;

/** Text by name. `write` is atomic; `read` gives undefined for what is not there or not whole. */
export interface TextStore {
  readonly read: (name: string) => string | undefined;
  readonly write: (name: string, text: string) => void;
}

export interface CachedScan {
  readonly hash: string;
  readonly ir: FileIr;
}

export type ScanCache = ReadonlyMap<string, CachedScan>;

interface StoredScans {
  readonly format: number;
  readonly scans: readonly (readonly [path: string, hash: string, ir: FileIr])[];
}

const SCANS = 'scans.json';

/** An unreadable or foreign cache is an empty one. */
export function readScanCache(store: TextStore | null): ScanCache {
  const stored = parsed<StoredScans>(store?.read(SCANS));
  if (stored?.format !== SCAN_FORMAT) return new Map();
  return new Map(stored.scans.map(([path, hash, ir]) => [path, { hash, ir }]));
}

export function writeScanCache(store: TextStore, scans: ScanCache): void {
  const stored: StoredScans = {
    format: SCAN_FORMAT,
    scans: [...scans].map(([path, { hash, ir }]) => [path, hash, ir] as const),
  };
  store.write(SCANS, JSON.stringify(stored));
}

export function hashText(text: string | Uint8Array): string {
  return createHash('sha1').update(text).digest('base64url');
}

export function parsed<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
