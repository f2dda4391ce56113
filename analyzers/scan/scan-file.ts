/** The scan tier: one file's text to its record. */
import type { Statement } from 'oxc-parser';
import { reduceExpr } from './expressions.ts';
import { hoistBody } from './hoist.ts';
import { orderImports } from './import-requests.ts';
import type { Expr, FileIr } from './ir.ts';
import { reduceNamed } from './named-values.ts';
import { isDeclarationFile, parseSource } from './parse-source.ts';
import { buildLineTable, countLines, hasOddBreaks } from './positions.ts';
import { salvageModule } from './salvage.ts';
import { at, TOO_DEEP, trimmed } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { newScope } from './scopes.ts';
import { reduceStatements } from './statements.ts';

/**
 * Parses one TypeScript or JavaScript file and reduces it. Never throws on any text: what cannot
 * be read is told in `problems`. Positions do not count a byte order mark.
 * @param path project-relative; its extension decides the language
 */
export function scanFile(path: string, text: string): FileIr {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const scan = newScan(path, source);
  const body: Expr[] = [];
  const parsed = parseSource(path, source);
  for (const { message, offset } of parsed.errors) {
    scan.problems.push({ message, at: at(scan, offset) });
  }
  guarded(scan, 0, () => hoistBody(scan, scan.scope, parsed.program.body));
  for (const statement of parsed.program.body) {
    guarded(scan, statement.start, () => reduceStatements(scan, [statement as Statement], body));
  }
  if (parsed.salvage) salvageModule(scan, parsed.salvage);
  passAliasUses(scan);
  orderImports(scan);
  recordUses(scan);
  return {
    path,
    lines: countLines(scan.lines),
    decls: trimmed(scan.decls),
    imports: trimmed(scan.imports),
    exports: trimmed(scan.exports),
    classes: trimmed(scan.classes),
    functions: trimmed(scan.functions),
    body: trimmed(body),
    ...(scan.computesImports ? { computesImports: true } : {}),
    problems: trimmed(scan.problems),
  };
}

function newScan(path: string, text: string): Scan {
  const globals = { ...newScope(null, -1), names: new Map() };
  const oddBreaks = hasOddBreaks(text);
  return {
    text,
    lines: buildLineTable(text, oddBreaks),
    oddBreaks,
    hasReact: text.includes('React'),
    hasVar: text.includes('var') && /\bvar\b/.test(text),
    reduce: { expr: reduceExpr, statements: reduceStatements, named: reduceNamed },
    decls: [],
    uses: [],
    imports: [],
    importOffsets: [],
    importHolders: [],
    madeRequires: new Set(),
    exports: [],
    declared: new Set(),
    classes: [],
    functions: [],
    problems: [],
    computesImports: false,
    links: [],
    aliases: [],
    namespaces: new Map(),
    globals,
    scope: newScope(globals, -1),
    fn: -1,
    load: true,
    ambient: isDeclarationFile(path),
    exporting: true,
    depth: 0,
  };
}

/** Code nested beyond what the stack holds loses its statement, not the file. */
function guarded(scan: Scan, offset: number, read: () => void): void {
  const { scope, fn, load, ambient, exporting, depth } = scan;
  try {
    read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    Object.assign(scan, { scope, fn, load, ambient, exporting, depth });
    scan.links.length = 0;
    scan.problems.push({ message: `Code ${TOO_DEEP}`, at: at(scan, offset) });
  }
}

/** `import a = ns.b`: what is done with `a` is done with `ns`. */
function passAliasUses(scan: Scan): void {
  for (let pass = 0; pass < scan.aliases.length; pass += 1) {
    for (const { decl, to } of scan.aliases) {
      scan.uses[to] = (scan.uses[to] ?? 0) | (scan.uses[decl] ?? 0);
    }
  }
}

function recordUses(scan: Scan): void {
  scan.decls.forEach((decl, index) => {
    if (decl.kind === 'import') decl.use = scan.uses[index] ?? 0;
  });
}
