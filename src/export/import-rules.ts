/** What a saasctl.json forbids among imports, in words that any tool can be told. */
import { readSettings } from '../check/read-settings.ts';
import type { RuleSetting, RuleSettings } from '../check/read-settings.ts';
import { createFileMatcher } from '../config/match-files.ts';
import type { MatchFiles } from '../config/match-files.ts';
import type { ParsedConfig } from '../config/parse-config.ts';
import { matchPublic } from '../config/public-entry.ts';
import { resolveBoundaries } from '../config/resolve-config.ts';
import type { ConfiguredFile } from '../config/resolve-config.ts';

/** A path or glob as written, and the files of today that it stands for. */
export interface PathEntry {
  readonly glob: string;
  /** It is the path of a file, whatever its letters mean in a glob. */
  readonly literal: boolean;
  /** Every file that it matches, tests too. */
  readonly files: readonly string[];
}

export interface PublicPathEntry extends PathEntry {
  /** Only names of these files are public, which a tool that sees files cannot tell. */
  readonly named: boolean;
}

export interface BoundaryRules {
  readonly id: string;
  readonly files: readonly PathEntry[];
  /** Null when everything is public. */
  readonly public: readonly PublicPathEntry[] | null;
  /** Null when it may depend on any. */
  readonly dependsOn: readonly string[] | null;
  readonly isExtracted: boolean;
}

export interface ImportRules {
  readonly boundaries: readonly BoundaryRules[];
  readonly kernel: readonly PathEntry[];
  readonly settings: RuleSettings;
  /** Every file there is. */
  readonly paths: readonly string[];
  /** Tests, and front-end code of no boundary: nobody judges what they import. */
  readonly unjudged: Unjudged;
  /** Where the application is put together: these may import anything. */
  readonly assembly: readonly string[];
  /** Barrels of the monolith that pass on files of boundaries. */
  readonly barrels: readonly string[];
}

export interface Unjudged {
  readonly tests: readonly string[];
  readonly frontEnd: readonly string[];
}

/** Part of the analysis of the code that the rules need. */
export interface KnownRoles {
  readonly frontEnd: readonly string[];
  readonly assembly: readonly string[];
  readonly barrels: readonly string[];
}

/** @throws UserError as `resolveBoundaries` */
export function readImportRules(
  parsed: ParsedConfig,
  files: readonly ConfiguredFile[],
  { frontEnd, assembly, barrels }: KnownRoles,
): ImportRules {
  const resolved = resolveBoundaries(parsed, files);
  const paths = files.map((file) => file.path);
  const match = createFileMatcher(paths);
  const entryOf = toEntry(paths, match);
  const { boundaries = {}, kernel } = parsed.config;
  const placed = new Set([...resolved.boundaries.flatMap((one) => one.files), ...resolved.kernel]);
  return {
    boundaries: Object.entries(boundaries).map(([id, boundary]) => ({
      id,
      files: boundary.files.map(entryOf),
      public: boundary.public?.map((entry) => toPublicEntry(entry, match, entryOf)) ?? null,
      dependsOn: boundary.dependsOn ?? null,
      isExtracted: boundary.service !== undefined,
    })),
    kernel: (kernel?.files ?? []).map(entryOf),
    settings: readSettings(parsed.config),
    paths,
    unjudged: {
      tests: files.flatMap((file) => (file.test ? file.path : [])),
      frontEnd: frontEnd.filter((path) => !placed.has(path)),
    },
    assembly,
    barrels,
  };
}

type ToEntry = (written: string) => PathEntry;

function toEntry(paths: readonly string[], match: MatchFiles): ToEntry {
  const known = new Set(paths);
  return (written) => {
    const glob = written.startsWith('./') ? written.slice(2) : written;
    return {
      glob,
      literal: known.has(glob),
      files: match(written).map((index) => paths[index] ?? ''),
    };
  };
}

function toPublicEntry(written: string, match: MatchFiles, entryOf: ToEntry): PublicPathEntry {
  const named = matchPublic(written, match).names !== null;
  const glob = named ? written.slice(0, written.lastIndexOf('#')) : written;
  return { ...entryOf(glob), named };
}

/** Imports that count: those that are left at run time, those of types alone, or both alike. */
export type ImportKinds = 'runtime' | 'types' | 'all';

export interface Level {
  readonly kinds: ImportKinds;
  readonly severity: 'warn' | 'error';
}

/** One level for all imports where types weigh the same, else one for each kind that is judged. */
export function levelsOf({ severity, types }: RuleSetting): readonly Level[] {
  if (severity === types) return severity === 'off' ? [] : [{ kinds: 'all', severity }];
  return [
    ...(severity === 'off' ? [] : [{ kinds: 'runtime' as const, severity }]),
    ...(types === 'off' ? [] : [{ kinds: 'types' as const, severity: types }]),
  ];
}
