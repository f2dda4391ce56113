/**
 * A made-up monolith of any size, the same for the same size: NestJS modules of ten files with
 * TypeORM entities, services that read and write them, controllers, events, and imports that mostly
 * stay near, as they do in real ones.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { renderModule } from './module-source.ts';

/** How many modules back an import may reach; a few go to the shared first ones instead. */
const REACH = 12;
const FILES_PER_MODULE = 10;

/** Writes about `files` source files below an empty folder. */
export function generateTree(root: string, files: number): void {
  const next = createSequence(files);
  const modules = Math.round(files / FILES_PER_MODULE);
  writeAll(root, {
    'package.json': `${JSON.stringify({ name: 'synthetic', private: true, dependencies: PACKAGES }, null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }, null, 2)}\n`,
  });
  for (let index = 0; index < modules; index += 1) {
    const near = pickNear(index, next);
    // Now and then a module needs the one after it: short cycles, as people make them.
    const ahead = index + 1 < modules && next(20) === 0 ? index + 1 : null;
    writeAll(
      join(root, 'src', folderOf(index)),
      renderModule({ index, near, ahead, folderOf, operations: 3 + next(4) }),
    );
  }
}

const PACKAGES = {
  '@nestjs/common': '^11.0.0',
  '@nestjs/typeorm': '^11.0.0',
  '@nestjs/event-emitter': '^3.0.0',
  typeorm: '^0.3.20',
};
const OPTIONS = {
  target: 'es2022',
  module: 'commonjs',
  moduleResolution: 'node',
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  baseUrl: '.',
  paths: { '@app/*': ['src/*'] },
};

/** Modules live in areas of forty. */
const folderOf = (index: number): string => `area-${Math.floor(index / 40)}/unit-${index}`;

function pickNear(index: number, next: (limit: number) => number): readonly number[] {
  if (index === 0) return [];
  const picks = Array.from({ length: 3 }, () =>
    next(5) === 0 ? next(Math.min(index, 5)) : Math.max(0, index - 1 - next(REACH)),
  );
  return [...new Set(picks)].sort((a, b) => a - b);
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** A linear congruential sequence (Numerical Recipes): the same tree on every machine. */
function createSequence(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}
