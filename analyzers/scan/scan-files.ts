/** Scans every file of a project, taking what has not changed from the cache. */
import type { CachedScan, ScanCache } from '../cache.ts';
import { hashText } from '../cache.ts';
import type { Finding } from '../contract.ts';
import { readSource } from '../discover/read-source.ts';
import { createFinding } from '../findings.ts';
import { unpackPosition } from './ir.ts';
import type { FileIr } from './ir.ts';
import { scanFile } from './scan-file.ts';
import { TOO_DEEP } from './scan-state.ts';

export interface ScanInput {
  readonly root: string;
  readonly paths: readonly string[];
  readonly cache: ScanCache;
  /** Content hashes that are known already: what they find in the cache is not read again. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Called as files are done. */
  readonly progress: (done: number, total: number) => void;
}

export interface ScanResult {
  /** In the order of `paths`; unreadable files are left out, with a finding. */
  readonly files: readonly FileIr[];
  readonly scans: ScanCache;
  /** How many files came from the cache. */
  readonly cached: number;
  readonly findings: readonly Finding[];
}

const PROGRESS_STEP = 200;

export function scanFiles({ root, paths, cache, hashes, progress }: ScanInput): ScanResult {
  const scans = new Map<string, CachedScan>();
  const findings: Finding[] = [];
  let cached = 0;
  paths.forEach((path, index) => {
    const known = cache.get(path);
    const hit = known !== undefined && known.hash === hashes.get(path);
    const scan = hit ? known : scanSource(root, path, hashes.has(path), findings);
    if (hit) cached += 1;
    if (scan) {
      scans.set(path, scan);
      findings.push(...syntaxFindings(scan.ir));
    }
    if ((index + 1) % PROGRESS_STEP === 0) progress(index + 1, paths.length);
  });
  progress(paths.length, paths.length);
  return { files: [...scans.values()].map((scan) => scan.ir), scans, cached, findings };
}

/** @param keep whether the scan goes into a cache, which knows it by its hash */
function scanSource(
  root: string,
  path: string,
  keep: boolean,
  findings: Finding[],
): CachedScan | null {
  const source = readSource(root, path);
  if (source.text !== undefined) {
    return { hash: keep ? hashText(source.text) : '', ir: scanFile(path, source.text) };
  }
  findings.push(source.finding);
  return null;
}

function syntaxFindings(ir: FileIr): readonly Finding[] {
  const [first] = ir.problems;
  if (!first) return [];
  const { line, column } = unpackPosition(first.at);
  const more = ir.problems.length > 1 ? ` (and ${ir.problems.length - 1} more)` : '';
  const lost = isLost(ir);
  return [
    createFinding({
      code: 'file-syntax',
      severity: lost ? 'warning' : 'info',
      path: ir.path,
      line,
      column,
      subject: ir.path,
      message: `${first.message}${more}; ${lost ? 'what could be read of the file is analyzed' : 'the parser read on: nothing is missing'}`,
    }),
  ];
}

/** Where the parser gave up, only the imports and exports before the error are known. */
const isLost = ({ body, decls, problems }: FileIr): boolean =>
  problems.some(({ message }) => message.includes(TOO_DEEP)) ||
  (body.length === 0 && decls.every((decl) => decl.kind === 'import'));
