/**
 * The modules of the page as one script. Each keeps a scope of its own; an import becomes a look at
 * what an earlier one gave. Only the plainest forms are understood: `import { a, b } from './x.js'`
 * and `export function` or `export const`.
 */
export type ReadModule = (path: string) => string;

const IMPORT = /^import \{([^}]*)\} from '\.\/([\w-]+\.js)';$/gm;
const EXPORT = /^export ((?:async )?function\*?|const|class) (\w+)/gm;
const LEFT_OVER = /^(?:import|export)\b.*$/m;

export function bundlePage(entry: string, read: ReadModule): string {
  const done = new Set<string>();
  const parts: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path))
      throw new Error(`page modules in a circle: ${[...trail, path].join(' → ')}`);
    if (done.has(path)) return;
    const source = read(path);
    for (const [, , target] of source.matchAll(IMPORT)) visit(target ?? '', [...trail, path]);
    done.add(path);
    parts.push(wrap(path, source));
  };
  visit(entry, []);
  return `'use strict';\nconst page = {};\n${parts.join('')}`;
}

function wrap(path: string, source: string): string {
  const names = [...source.matchAll(EXPORT)].map(([, , name]) => name);
  const body = source
    .replaceAll(IMPORT, (_, list: string, from: string) => `const {${list}} = page['${from}'];`)
    .replaceAll(EXPORT, '$1 $2');
  const odd = LEFT_OVER.exec(body);
  if (odd) throw new Error(`${path}: not understood by the page bundler: ${odd[0]}`);
  // `</script` in the code itself would end the element, whatever it is part of.
  const safe = body.trim().replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
  return `page['${path}'] = (() => {\n${safe}\nreturn { ${names.join(', ')} };\n})();\n`;
}
