import { codeExcerpt } from './code-excerpt.js';
import { bodyOf, h } from './element.js';
import { longList } from './long-list.js';
import { boundaryLink, bullets, meter, placeLink, verdictBadge } from './parts.js';
import { prose } from './prose.js';
import { plural } from './wording.js';

/** @import { Context } from './context.d.ts' */
/** @import { ObstacleRow, StepRow } from '../../../src/report/html/report-data.ts' */

/** Further ahead than this nobody decides in one meeting. */
const CARDS = 10;

/** @param {Context} context */
export function renderRoadmapSection(context) {
  const { report } = context;
  const steps = [...report.steps].sort((a, b) => a.position - b.position);
  const listed = new Set(steps.map((step) => step.boundary));
  const left = report.boundaries.filter((one) => !listed.has(one.id));
  bodyOf('roadmap').replaceChildren(
    steps.length === 0
      ? h('p', { class: 'empty' }, 'Nothing should be taken out now. The verdict says why.')
      : h(
          'p',
          { class: 'hint' },
          'In this order: most gained for the least risk, and nothing before what it needs.',
        ),
    longList(steps.length, (at) => card(context, /** @type {StepRow} */ (steps[at])), {
      ordered: true,
      step: CARDS,
      class: 'steps',
    }),
    left.length === 0
      ? ''
      : h(
          'div',
          { class: 'staying' },
          h('h3', {}, 'Stays where it is'),
          left.map((one) =>
            h(
              'div',
              { class: 'stay' },
              h('p', {}, boundaryLink(context, one.id), ' ', verdictBadge(one.verdict)),
              bullets(one.why.map(prose)),
            ),
          ),
        ),
  );
}

/**
 * @param {Context} context
 * @param {StepRow} step
 */
function card(context, { boundary: id, position, why, before }) {
  const boundary = context.report.boundaryById.get(id);
  const obstacles = context.report.obstacles().get(id) ?? [];
  return h(
    'article',
    { class: 'step' },
    h('p', { class: 'position', 'aria-hidden': true }, position),
    h(
      'div',
      { class: 'step-head' },
      h('h3', {}, boundaryLink(context, id)),
      boundary ? verdictBadge(boundary.verdict) : null,
      boundary
        ? h(
            'p',
            { class: 'hint' },
            `${plural(boundary.files.length, 'file')}, ${plural(boundary.tables.length, 'table')}, ${plural(boundary.routes.length, 'route')}`,
          )
        : null,
    ),
    boundary
      ? h(
          'div',
          { class: 'step-meters' },
          meter('value', boundary.value),
          meter('risk', boundary.risk),
        )
      : null,
    h(
      'div',
      { class: 'step-body' },
      bullets(why.map(prose)),
      before.length > 0
        ? h(
            'div',
            { class: 'before' },
            h('h4', {}, 'Before that'),
            bullets(before.map((one) => beforeItem(context, one))),
          )
        : null,
      obstacles.length > 0 ? obstacleList(context, obstacles) : null,
    ),
  );
}

/**
 * What must come before is a sentence or the id of a boundary.
 *
 * @param {Context} context
 * @param {string} text
 */
const beforeItem = (context, text) =>
  context.report.boundaryById.has(text) ? boundaryLink(context, text) : prose(text);

/**
 * @param {Context} context
 * @param {readonly ObstacleRow[]} obstacles
 */
function obstacleList(context, obstacles) {
  const details = h(
    'details',
    { class: 'obstacles on-paper' },
    h('summary', {}, `${plural(obstacles.length, 'obstacle')} in the way`),
  );
  // Written out when somebody looks: a roadmap can have hundreds, each with code.
  const fill = () => {
    if (details.childElementCount > 1) return;
    details.append(
      longList(obstacles.length, (at) =>
        obstacleItem(context, /** @type {ObstacleRow} */ (obstacles[at])),
      ),
    );
  };
  details.addEventListener('toggle', fill);
  details.addEventListener('paper', () => {
    fill();
    details.open = true;
  });
  return details;
}

/**
 * @param {Context} context
 * @param {ObstacleRow} obstacle
 */
function obstacleItem(context, obstacle) {
  return h(
    'article',
    { class: 'crossing' },
    h(
      'p',
      { class: 'crossing-head' },
      h('strong', {}, prose(obstacle.message)),
      h('span', { class: 'tag' }, obstacle.code),
    ),
    h('p', { class: 'why' }, prose(obstacle.remedy)),
    h('p', { class: 'evidence' }, placeLink(context, obstacle)),
    codeExcerpt(context.report, obstacle),
  );
}
