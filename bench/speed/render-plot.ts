import type { ScalingPoint } from './measure-scaling.ts';

export interface Line {
  /** Exponent of the power law: 1 is linear growth. */
  readonly slope: number;
  /** Decimal logarithm of the value at 1. */
  readonly offset: number;
}

/** Least squares on the logarithms of both coordinates. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const logs = points.map(([x, y]) => [Math.log10(x), Math.log10(y)] as const);
  const mean = (pick: 0 | 1): number => logs.reduce((sum, log) => sum + log[pick], 0) / logs.length;
  const [centerX, centerY] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - centerX) * (y - centerY), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - centerX) ** 2, 0);
  const slope = covariance / variance;
  return { slope, offset: centerY - slope * centerX };
}

const WIDTH = 640;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 610;
const TOP = 40;
const BOTTOM = 360;
const SERIES = [
  { figure: 'cpu', label: 'CPU', color: '#1f6feb' },
  { figure: 'memory', label: 'peak memory', color: '#bf3989' },
] as const;

/** Cost against size on logarithmic scales, each relative to the smallest tree. */
export function renderPlot(points: readonly ScalingPoint[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) throw new Error('nothing to plot');
  const span = last.files / first.files;
  const place = (files: number, ratio: number): readonly [number, number] => [
    LEFT + (Math.log10(files / first.files) / Math.log10(span)) * (RIGHT - LEFT),
    BOTTOM - (Math.log10(ratio) / Math.log10(span)) * (BOTTOM - TOP),
  ];
  const grid = points.map(({ files }) => renderGrid(files, files / first.files, place));
  const series = SERIES.map(({ figure, label, color }, row) => {
    const values = points.map(
      ({ files, usage }) => [files, usage[figure] / first.usage[figure]] as const,
    );
    const { slope, offset } = fitLine(values);
    const dots = values.map(([files, ratio]) => place(files, ratio));
    const ends = [first.files, last.files].map((files) =>
      place(files, 10 ** (offset + slope * Math.log10(files))),
    );
    return [
      `<polyline points="${ends.map(coordinates).join(' ')}" stroke="${color}" fill="none"/>`,
      ...dots.map(([x, y]) => `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="4" fill="${color}"/>`),
      `<text x="${LEFT + 16}" y="${TOP + 20 + row * 20}" fill="${color}">${label}: slope ${slope.toFixed(2)}</text>`,
    ].join('\n');
  });
  const linear = [place(first.files, 1), place(last.files, span)].map(coordinates).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${LEFT}" y="24">Cost of a cold analysis, relative to ${first.files} files (logarithmic scales; dashed: linear)</text>
${grid.join('\n')}
<polyline points="${linear}" stroke="#8c959f" stroke-dasharray="5 4" fill="none"/>
${series.join('\n')}
<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 44}" text-anchor="middle">source files</text>
</svg>
`;
}

type Place = (files: number, ratio: number) => readonly [number, number];

function renderGrid(files: number, ratio: number, place: Place): string {
  const [x] = place(files, 1);
  const [, y] = place(files, ratio);
  return [
    `<line x1="${fixed(x)}" y1="${TOP}" x2="${fixed(x)}" y2="${BOTTOM}" stroke="#d0d7de"/>`,
    `<line x1="${LEFT}" y1="${fixed(y)}" x2="${RIGHT}" y2="${fixed(y)}" stroke="#d0d7de"/>`,
    `<text x="${fixed(x)}" y="${BOTTOM + 20}" text-anchor="middle">${files}</text>`,
    `<text x="${LEFT - 8}" y="${fixed(y + 4)}" text-anchor="end">${ratio}×</text>`,
  ].join('\n');
}

const fixed = (value: number): string => value.toFixed(1);
const coordinates = ([x, y]: readonly [number, number]): string => `${fixed(x)},${fixed(y)}`;
