// Compiles into dist/. A fresh folder each time: a file deleted from the sources must not live on in the package.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const NAMES_OWN_PLACE = /new URL\([^)]*import\.meta\.url\)/;
rmSync(dist, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json')], {
  stdio: 'inherit',
});
if (status === 0) {
  // `--modules` leaves one file per module, for tools that load or profile single ones.
  if (!process.argv.includes('--modules')) await bundle();
  writeFileSync(join(dist, 'build-id'), hashOf(dist));
}
process.exitCode = status ?? 2;

/** Loading hundreds of modules costs every run, also one that only reads its cache, as much as parsing a thousand files. */
async function bundle() {
  const modules = filesOf(dist, '.js');
  const bundled = join(dist, 'bundled');
  const entries = ['src/cli.js', 'src/index.js', 'analyzers/second-opinion/cruise-process.js'];
  await build({
    entryPoints: entries.map((entry) => join(dist, entry)),
    outdir: bundled,
    outbase: dist,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minifyWhitespace: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
    plugins: [{ name: 'own-place', setup: keepOwnPlace }],
  });
  for (const path of modules) rmSync(join(dist, path));
  for (const path of filesOf(bundled, '.js')) {
    const text = readFileSync(join(bundled, path), 'utf8');
    if (path.includes('/') && NAMES_OWN_PLACE.test(text)) throw new Error(`${path}: not its place`);
    renameSync(join(bundled, path), join(dist, path));
  }
  rmSync(bundled, { recursive: true });
}

/** Code that names a file beside itself moves to the top folder of dist, the file does not. */
function keepOwnPlace({ onLoad }) {
  onLoad({ filter: /\.js$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    if (!NAMES_OWN_PLACE.test(text)) return undefined;
    const place = JSON.stringify(`./${relative(dist, path).replaceAll('\\', '/')}`);
    const own = `new URL(${place}, import.meta.url).href`;
    return { contents: text.replaceAll('import.meta.url', own) };
  });
}

// Caches are believed only by the very code that wrote them, also between two releases.
function hashOf(folder) {
  const hash = createHash('sha1');
  for (const path of filesOf(folder, '.js')) {
    hash.update(path).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(ending))
    .sort();
}
