import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';

import ts from 'typescript';

/** An import as TypeScript sees it; `to` is relative to the root, null when it finds nothing. */
export interface OracleEdge {
  readonly from: string;
  readonly to: string | null;
  readonly line: number;
  readonly specifier: string;
}

interface Request {
  readonly literal: ts.StringLiteralLike;
  readonly specifier: string;
}

/**
 * Every import of the given files by TypeScript's own resolver: to a file below the root, or to
 * nothing; packages are left out. No code here is shared with the analyzers.
 */
export function readOracleEdges(root: string, files: readonly string[]): readonly OracleEdge[] {
  const findOptions = createOptionsLookup(root);
  const edges: OracleEdge[] = [];
  const caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();
  for (const path of files) {
    const file = `${root}/${path}`;
    const options = findOptions(file);
    const cache =
      caches.get(options) ?? ts.createModuleResolutionCache(root, (name) => name, options);
    caches.set(options, cache);
    const impliedNodeFormat = ts.getImpliedNodeFormatForFile(
      file,
      cache.getPackageJsonInfoCache(),
      ts.sys,
      options,
    );
    const source = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      { languageVersion: ts.ScriptTarget.Latest, ...(impliedNodeFormat && { impliedNodeFormat }) },
      true,
    );
    for (const { literal, specifier } of findRequests(source)) {
      const mode = ts.getModeForUsageLocation(source, literal, options);
      const { resolvedModule } = ts.resolveModuleName(
        specifier,
        file,
        options,
        ts.sys,
        cache,
        undefined,
        mode,
      );
      const line = source.getLineAndCharacterOfPosition(literal.getStart(source)).line + 1;
      const target = resolvedModule?.resolvedFileName;
      const to = target === undefined ? null : relative(root, target).split(sep).join('/');
      if (to?.startsWith('..') === true || to?.includes('node_modules/') === true) continue;
      edges.push({ from: path, to, line, specifier });
    }
  }
  return edges;
}

function findRequests(source: ts.SourceFile): readonly Request[] {
  const requests: Request[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteralLike(node))
      requests.push({ literal: node, specifier: node.text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal);
    else if (ts.isCallExpression(node)) {
      const { expression } = node;
      const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
      if (isImport || (ts.isIdentifier(expression) && expression.text === 'require'))
        add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return requests;
}

/** The options of the configuration that TypeScript's language service would choose for a file. */
function createOptionsLookup(root: string): (file: string) => ts.CompilerOptions {
  const parsed = new Map<string, ts.ParsedCommandLine>();
  const parse = (config: string): ts.ParsedCommandLine => {
    const known = parsed.get(config);
    if (known !== undefined) return known;
    const { config: json } = ts.readConfigFile(config, ts.sys.readFile) as { config: unknown };
    const result = ts.parseJsonConfigFileContent(
      json ?? {},
      ts.sys,
      dirname(config),
      undefined,
      config,
    );
    parsed.set(config, result);
    return result;
  };
  const find = (config: string, file: string, seen: Set<string>): ts.ParsedCommandLine | null => {
    if (seen.has(config) || !ts.sys.fileExists(config)) return null;
    seen.add(config);
    const result = parse(config);
    if (result.fileNames.includes(file)) return result;
    for (const reference of result.projectReferences ?? []) {
      const found = find(ts.resolveProjectReferencePath(reference), file, seen);
      if (found !== null) return found;
    }
    return null;
  };
  return (file) => {
    let nearest: string | undefined;
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const config = ['tsconfig.json', 'jsconfig.json']
        .map((name) => `${folder}/${name}`)
        .find((candidate) => ts.sys.fileExists(candidate));
      nearest ??= config;
      const found = config === undefined ? null : find(config, file, new Set());
      if (found !== null) return found.options;
      if (folder === dirname(folder) || folder.length < root.length - 200) break;
    }
    return nearest === undefined ? {} : parse(nearest).options;
  };
}
