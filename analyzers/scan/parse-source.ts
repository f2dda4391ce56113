/** Text to syntax tree: which language a file is read as, and what to try when that fails. */
import { parseSync } from 'oxc-parser';
import type { EcmaScriptModule, OxcError, ParserOptions, Program } from 'oxc-parser';
import { createRawParser } from './raw-parser.ts';
import type { RawParser, RawResult } from './raw-parser.ts';

export interface ParsedSource {
  readonly program: Program;
  /** Imports and exports that were read before the parser gave up, when it did. */
  readonly salvage?: EcmaScriptModule;
  readonly errors: readonly { readonly message: string; readonly offset: number }[];
}

type Lang = NonNullable<ParserOptions['lang']>;
type SourceType = NonNullable<ParserOptions['sourceType']>;

/** `.d.ts`, `.d.mts`, `.d.cts` and `.d.json.ts`: files that only declare. */
export function isDeclarationFile(path: string): boolean {
  return /\.d\.(?:\w+\.)?[cm]?ts$/.test(path);
}

/** @param text source without byte order mark */
export function parseSource(path: string, text: string): ParsedSource {
  const type = typeOf(path);
  const first = attempt(path, text, type.lang, type.sourceType);
  if (first.errors.length === 0) return first;
  let best = first;
  for (const [lang, sourceType] of fallbacks(type)) {
    const next = attempt(path, withoutFlowPragma(text), lang, sourceType);
    if (next.errors.length === 0) return next;
    if (best.program.body.length === 0 && next.program.body.length > 0) best = next;
  }
  return best;
}

interface SourceKind {
  readonly lang: Lang;
  readonly sourceType: SourceType;
}

function typeOf(path: string): SourceKind {
  if (isDeclarationFile(path)) return { lang: 'dts', sourceType: 'module' };
  const extension = /\.([cm]?)([jt]sx?)$/.exec(path);
  const flavour = extension?.[1] ?? '';
  const sourceType = flavour === 'c' ? 'commonjs' : flavour === 'm' ? 'module' : 'unambiguous';
  return { lang: langOf(extension?.[2] ?? 'js'), sourceType };
}

/** What else to read a file as when the first way fails. */
function fallbacks({ lang, sourceType }: SourceKind): readonly (readonly [Lang, SourceType])[] {
  if (lang === 'dts') return [['ts', 'module']];
  const types: readonly SourceType[] = ['module', 'commonjs', 'script'];
  const same = types.filter((one) => one !== sourceType).map((one) => [lang, one] as const);
  if (lang === 'ts' || lang === 'tsx') return same;
  // Flow's annotations read like TypeScript's.
  return [...same, ['tsx', 'unambiguous'], ['ts', 'unambiguous']];
}

/** JavaScript may hold JSX under any extension. */
function langOf(type: string): Lang {
  return type === 'ts' ? 'ts' : type === 'tsx' ? 'tsx' : 'jsx';
}

function withoutFlowPragma(text: string): string {
  return text.replace(/@flow\b/, '     ');
}

function attempt(path: string, text: string, lang: Lang, sourceType: SourceType): ParsedSource {
  const result = parse(path, text, { lang, sourceType, preserveParens: false });
  const { program } = result;
  const errors = result.errors.filter(isError).map(describe);
  const isLost = errors.length > 0 && program.body.length === 0;
  return isLost ? { program, errors, salvage: result.module } : { program, errors };
}

let rawParser: RawParser | null | undefined;

/** Made when the first file is parsed: a run that takes all from the cache pays nothing for it. */
function parse(path: string, text: string, options: ParserOptions): RawResult {
  if (rawParser === undefined) rawParser = createRawParser();
  return rawParser?.(path, text, options) ?? parseSync(path, text, options);
}

function isError(error: OxcError): boolean {
  return String(error.severity) === 'Error';
}

function describe(error: OxcError): ParsedSource['errors'][number] {
  return { message: error.message, offset: error.labels[0]?.start ?? 0 };
}
