/** Why "no violation" would not mean that there is none. */
import { plural } from '../report/summarize.ts';
import type { Guarded } from './read-guarded.ts';
import type { RuleId } from './rules.ts';

const UNREAD = new Set(['file-unreadable', 'file-not-utf8', 'file-syntax']);
const DATA_RULES: readonly RuleId[] = [
  'foreign-table-write',
  'foreign-table-read',
  'crossing-join',
  'crossing-transaction',
];
const SHOWN = 5;

export function findCheckGaps(guarded: Guarded): readonly string[] {
  return [...findUnread(guarded), ...findNoEdges(guarded), ...findNoData(guarded)];
}

/** One file that cannot be read may hold the one import that counts. */
function findUnread({ code }: Guarded): readonly string[] {
  const server = new Map(code.files.map((file) => [file.path, file.role === 'server']));
  const unread = code.findings.filter(
    ({ code: kind, severity, path }) =>
      UNREAD.has(kind) && severity !== 'info' && (server.get(path) ?? true),
  );
  const shown = unread
    .slice(0, SHOWN)
    .map(
      ({ path, line, column, message }) =>
        `${path}:${line}:${column} could not be read in full: ${message}`,
    );
  const more = unread.length - shown.length;
  return more > 0 ? [...shown, `${plural(more, 'more file')} could not be read in full`] : shown;
}

function findNoEdges({ code }: Guarded): readonly string[] {
  const files = code.files.filter((file) => file.role === 'server').length;
  if (files === 0) return ['there is no server code: only tests or front-end files were found'];
  if (files === 1 || code.imports.length > 0) return [];
  return [`no import was found between ${plural(files, 'file')}`];
}

function findNoData({ code, config, settings }: Guarded): readonly string[] {
  const isOn = DATA_RULES.some((rule) => settings[rule].severity !== 'off');
  if (!isOn || config.boundaries.length === 0 || code.project.orms.length === 0) return [];
  if (code.accesses.length > 0) return [];
  return [
    `${code.project.orms.join(' and ')} is used, but no access to data was recognised: the rules about tables saw nothing (set them to "off" if that is right)`,
  ];
}
