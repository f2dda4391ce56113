import { codeExcerpt } from './code-excerpt.js';
import { h } from './element.js';
import { longList } from './long-list.js';
import { block, placeLink } from './parts.js';
import { prose } from './prose.js';

/** @import { Context, Subject, View } from './context.d.ts' */

/**
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'finding' }>} subject
 * @returns {View}
 */
export function findingView(context, { at }) {
  const { report } = context;
  const finding = report.findings()[at];
  if (!finding) return { eyebrow: 'Finding', title: '', body: [] };
  const text = report.findingTexts().get(finding.code);
  const related = report.related().get(at) ?? [];
  return {
    eyebrow: `Finding · ${finding.severity} · ${finding.code} · ${finding.id}`,
    title: text?.title || finding.code,
    body: [
      h('p', { class: 'summary' }, prose(finding.message)),
      text?.meaning ? block('Why it matters', h('p', {}, text.meaning)) : null,
      text?.remedy ? block('What to do', h('p', {}, text.remedy)) : null,
      block('Where', placeLink(context, finding), codeExcerpt(report, finding)),
      related.length > 0
        ? block(
            `And ${related.length} more`,
            longList(related.length, (index) => {
              const place = related[index] ?? finding;
              return h('div', {}, placeLink(context, place), codeExcerpt(report, place));
            }),
          )
        : null,
    ],
  };
}
