/** Says when the folders are layers instead of business domains. */
import type { Analysis } from '../../analyzers/index.ts';
import type { Line } from './summarize.ts';

/** Folder names that say what kind of code is inside, not which part of the business. */
const LAYERS = new Set([
  'controllers',
  'services',
  'repositories',
  'models',
  'entities',
  'routes',
  'middleware',
  'middlewares',
  'dao',
  'stores',
  'handlers',
  'validators',
  'schemas',
  'dto',
  'types',
  'db',
  'database',
  'queries',
]);

/** In layered code the modules above are layers, and the crossings between them say little. */
export function noteLayers({ modules }: Analysis): readonly Line[] {
  const lines = (some: Analysis['modules']): number =>
    some.reduce((sum, one) => sum + one.lines, 0);
  const layers = modules.filter((one) => LAYERS.has(one.name.toLowerCase()));
  if (layers.length < 3 || lines(layers) * 2 < lines(modules)) return [];
  const names = [...layers]
    .sort((a, b) => b.lines - a.lines)
    .slice(0, 3)
    .map((one) => one.name)
    .join(', ');
  return [
    {
      label: 'note',
      text: `the folders are layers (${names}, …): what spans business domains does not show in the numbers above`,
    },
  ];
}
