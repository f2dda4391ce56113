/** One violation as a SARIF result. */
import type { Location } from '../../../analyzers/index.ts';
import { RULE_IDS } from '../../check/rules.ts';
import type { RelatedPlace, Violation } from '../../check/violation.ts';
import { describeAllowance, SEVERITY_WORDS, sentence } from './describe-check.ts';
import { fingerprintOf } from './fingerprint.ts';
import { oneLine } from './printable.ts';
import { repositoryPath } from './repository-path.ts';

/** GitHub takes a thousand locations of a result and shows a hundred. */
export const RELATED_LIMIT = 100;
/** Linked from the message: GitHub shows no others. */
const LINKED = 3;

export const toResult = (one: Violation, prefix: string) => ({
  ruleId: one.rule,
  ruleIndex: RULE_IDS.indexOf(one.rule),
  level: SEVERITY_WORDS[one.severity],
  message: { text: messageOf(one) },
  locations: [{ physicalLocation: physical(one, prefix) }],
  ...(one.related.length > 0 ? { relatedLocations: relatedOf(one.related, prefix) } : {}),
  partialFingerprints: { 'saasctl/v1': fingerprintOf(one) },
  baselineState: one.baseline === 'new' ? 'new' : 'unchanged',
  suppressions: suppressionsOf(one),
  properties: {
    id: one.id,
    from: one.from,
    to: one.to,
    symbol: one.symbol,
    places: one.places,
  },
});

/** Where only the first sentence is shown, it is what is wrong. */
function messageOf({ message, fix, related }: Violation): string {
  const linked = related
    .slice(0, LINKED)
    .map(({ path, line }, at) => `[${escapeLinkText(oneLine(`${path}:${line}`))}](${at + 1})`);
  const left = related.length - linked.length;
  const also = `Also: ${linked.join(', ')}${left > 0 ? ` and ${left} more` : ''}.`;
  return [
    escapeLinks(sentence(oneLine(message))),
    `Fix: ${escapeLinks(sentence(oneLine(fix)))}`,
    ...(linked.length > 0 ? [also] : []),
  ].join(' ');
}

/** Brackets before a parenthesis would be taken for a link to a location. */
const escapeLinks = (text: string): string => text.replaceAll('](', String.raw`\](`);

const escapeLinkText = (text: string): string => text.replaceAll(/[\\[\]]/g, String.raw`\$&`);

const relatedOf = (related: readonly RelatedPlace[], prefix: string) =>
  related.slice(0, RELATED_LIMIT).map((one, at) => ({
    id: at + 1,
    physicalLocation: physical(one, prefix),
    ...(one.note === '' ? {} : { message: { text: oneLine(one.note) } }),
  }));

/** All or none of the results of a run say whether they are suppressed; an empty list says no. */
function suppressionsOf(one: Violation) {
  if (one.baseline === 'new') return [];
  const justification =
    describeAllowance(one) ?? 'Known debt: accepted before, in the baseline or at the merge base.';
  return [{ kind: 'external', status: 'accepted', justification }];
}

const physical = ({ path, line, column }: Location, prefix: string) => ({
  artifactLocation: { uri: uriOf(repositoryPath(prefix, path)), uriBaseId: '%SRCROOT%' },
  region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
});

/** A relative reference: a colon would make what stands before it a scheme. */
export const uriOf = (path: string): string =>
  encodeURI(path.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(
    /[?#:;]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
