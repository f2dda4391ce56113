/**
 * Two caches over one text store handed in by the caller (the only way in which analyzers keep
 * anything): scans per file, keyed by content; the facts of an unchanged project, keyed by all input.
 */
import { createHash } from 'node:crypto';

import type { FileIr } from './scan/ir.ts';

/** Bump with every change of `FileIr` or of what a scan puts in it. */
export const SCAN_FORMAT = 5;

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

/**
 * Scans are kept in several texts, by a hash of their path: one changed file rewrites one of them,
 * and no text is so long that holding it doubles the memory of a large project.
 */
const SHARDS = 32;
const shardName = (shard: number): string => `scans-${String(shard).padStart(2, '0')}.json`;

function shardOf(path: string): number {
  let hash = 0;
  for (let at = 0; at < path.length; at += 1)
    hash = (Math.imul(hash, 31) + path.charCodeAt(at)) | 0;
  return (hash >>> 0) % SHARDS;
}

/** An unreadable or foreign cache is an empty one. */
export function readScanCache(store: TextStore | null): ScanCache {
  const scans = new Map<string, CachedScan>();
  if (!store) return scans;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const stored = parsed<StoredScans>(store.read(shardName(shard)));
    if (stored?.format !== SCAN_FORMAT) continue;
    for (const [path, hash, ir] of stored.scans) scans.set(path, { hash, ir });
  }
  return scans;
}

/** @param before what `readScanCache` gave: what is still so is not written again */
export function writeScanCache(store: TextStore, scans: ScanCache, before: ScanCache): void {
  const shards = Array.from({ length: SHARDS }, (): StoredScans['scans'][number][] => []);
  for (const [path, { hash, ir }] of scans) shards[shardOf(path)]?.push([path, hash, ir]);
  const changed = new Set<number>();
  for (const [path, scan] of scans) if (before.get(path) !== scan) changed.add(shardOf(path));
  for (const path of before.keys()) if (!scans.has(path)) changed.add(shardOf(path));
  for (const shard of changed) {
    const stored: StoredScans = { format: SCAN_FORMAT, scans: shards[shard] ?? [] };
    store.write(shardName(shard), JSON.stringify(stored));
  }
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
