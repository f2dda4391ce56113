import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { findBinaries } from '../../src/postgres/find-binaries.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** Whether this test run may switch to other accounts. */
export const isRoot = process.getuid?.() === 0;

/** Whether this system lets us make user namespaces. */
export const hasNamespaces =
  isRoot && spawnSync('unshare', ['--user', '--map-user=65534', 'true']).status === 0;

/** A folder that every account may enter, with the launcher as plain JavaScript inside. */
export interface LauncherProject {
  readonly folder: string;
  remove(): void;
}

/** What a child that started a server tells about it. */
export interface ChildServer {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly uid: number;
  readonly url: string;
}

/** Makes a folder with the launcher, so that other accounts and processes can run it. */
export function makeLauncherProject(): LauncherProject {
  const folder = mkdtempSync(join(tmpdir(), 'saasctl-launcher-test-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  transpile('errors.ts', folder);
  for (const name of readdirSync(join(source, 'postgres'))) {
    transpile(join('postgres', name), folder);
  }
  copyPackage('pg', import.meta.url, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'child.js'), childScript);
  spawnSync('chmod', ['-R', 'a+rX', folder]);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Copies the npm package with the binaries, without the links its install script makes. */
export function copyBinaryPackage(to: string): string {
  cpSync(dirname(findBinaries()), to, { recursive: true, verbatimSymlinks: true });
  const list: unknown = JSON.parse(readFileSync(join(to, 'native/pg-symlinks.json'), 'utf8'));
  for (const link of Array.isArray(list) ? list : []) {
    rmSync(join(to, String(link.target)), { force: true });
  }
  return join(to, 'native');
}

/** Starts a server in a child process; the child ends in the way that `options.end` names. */
export async function startInChild(
  project: LauncherProject,
  options: Readonly<Record<string, unknown>>,
  wrapper: readonly string[] = [],
): Promise<ChildServer> {
  const [file = '', ...args] = [...wrapper, process.execPath, 'child.js', JSON.stringify(options)];
  const child = spawn(file, args, {
    cwd: project.folder,
    env: { PATH: process.env['PATH'] ?? '', TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const text = await new Promise<string>((settle) => {
    let said = '';
    let failed = '';
    child.stderr.on('data', (chunk) => (failed += String(chunk)));
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('\n')) settle(said);
    });
    child.on('close', () => settle(said || JSON.stringify({ error: failed })));
  });
  const told: unknown = JSON.parse(text);
  if (typeof told !== 'object' || told === null || 'error' in told) throw new Error(text);
  return { child, ...told } as ChildServer;
}

/** Waits until a process is gone; false when it is still there after `patience` milliseconds. */
export async function awaitGone(pid: number, patience = 10_000): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 20) {
    if (!exists(pid)) return true;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  return false;
}

/** Whether a process exists (and is more than a corpse that nobody has buried). */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function transpile(name: string, folder: string): void {
  const target = join(folder, 'src', name.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  const text = readFileSync(join(source, name), 'utf8');
  writeFileSync(target, ts.transpileModule(text, { compilerOptions }).outputText);
}

function copyPackage(name: string, from: string, modules: string): void {
  const manifest = findManifest(name, from);
  if (manifest === undefined) return;
  cpSync(dirname(manifest), join(modules, name), { recursive: true, dereference: true });
  const text: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(manifest, 'utf8'),
  );
  for (const next of Object.keys(text.dependencies ?? {})) copyPackage(next, manifest, modules);
}

function findManifest(name: string, from: string): string | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json');
    if (ts.sys.fileExists(manifest)) return manifest;
  }
  return undefined;
}

const childScript = `
import { readFileSync } from 'node:fs';
import { startPostgres } from './src/postgres/start-postgres.js';
import { connectDatabase } from './src/postgres/connect-database.js';
const { end, ...options } = JSON.parse(process.argv[2]);
try {
  const { url, pid, stop } = await startPostgres(options);
  await connectDatabase(url, (client) => client.query('SELECT 1'));
  const status = readFileSync('/proc/' + pid + '/status', 'utf8');
  const uid = Number(/^Uid:\\s+(\\d+)/m.exec(status)[1]);
  console.log(JSON.stringify({ url, pid, uid }));
  if (end === 'stop') await stop();
  if (end === 'exit') process.exit(0);
  if (end === 'throw') setTimeout(() => { throw new Error('uncaught'); }, 10);
  if (end === 'wait') setInterval(() => undefined, 1000);
} catch (error) {
  console.log(JSON.stringify({ error: String(error), code: error.code }));
}
`;
