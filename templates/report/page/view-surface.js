import { h } from './element.js';
import { block, boundaryLink, bullets, placeLink } from './parts.js';

/** @import { Context, Subject, View } from './context.d.ts' */
/** @import { EventEndRow } from '../../../src/report/html/report-data.ts' */

/**
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'route' }>} subject
 * @returns {View}
 */
export function routeView(context, { at }) {
  const route = context.report.routes()[at];
  if (!route) return { eyebrow: 'Route', title: '', body: [] };
  return {
    eyebrow: 'Route',
    title: `${route.method} ${route.path}`,
    body: [
      h('p', { class: 'summary' }, 'Served by ', boundaryLink(context, route.boundary)),
      h(
        'p',
        {},
        h('code', {}, route.handler),
        ' at ',
        placeLink(context, { path: route.file, line: route.line }),
      ),
      route.guards.length > 0
        ? block('Guards', bullets(route.guards.map((guard) => h('code', {}, guard))))
        : null,
    ],
  };
}

/**
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'event' }>} subject
 * @returns {View}
 */
export function eventView(context, { name }) {
  const ends = context.report.eventEnds().get(name) ?? [];
  const places = context.report.placeOfFile();
  const item = (/** @type {EventEndRow} */ end) => [
    placeLink(context, end),
    ' ',
    h('code', {}, end.symbol),
    ' in ',
    boundaryLink(context, context.report.files[places.get(end.path) ?? -1]?.boundary ?? null),
  ];
  const emitters = ends.filter((end) => end.emits);
  const consumers = ends.filter((end) => !end.emits);
  return {
    eyebrow: ends[0]?.kind ?? 'event',
    title: name,
    body: [
      block(`Emitted in (${emitters.length})`, bullets(emitters.map(item))),
      block(`Consumed in (${consumers.length})`, bullets(consumers.map(item))),
    ],
  };
}
