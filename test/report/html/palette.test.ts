/** The colours of the page against WCAG 2.2: 4.5 for text, 3 for shapes that mean something. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { TEMPLATES } from './page-module.ts';

const tokens = readFileSync(join(TEMPLATES, 'style', 'tokens.css'), 'utf8');
const COLOURS = new Map(
  [...tokens.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['paper', 'card'];
const REMEDIES = ['move', 'kernel', 'event', 'api', 'replicate', 'merge'].map(
  (name) => `r-${name}`,
);

const TEXT: readonly (readonly [string, string])[] = [
  ...['ink', 'muted', 'accent', 'good', 'fair', 'bad', ...REMEDIES].flatMap((ink) =>
    GROUNDS.map((ground) => [ink, ground] as const),
  ),
  ['ink', 'sunken'],
  ['muted', 'sunken'],
  ['ink', 'accent-soft'],
  ['muted', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['good', 'good-soft'],
  ['fair', 'fair-soft'],
  ['bad', 'bad-soft'],
  ...REMEDIES.map((ink) => [ink, 'accent-soft'] as const),
  ...REMEDIES.map((ink) => [ink, 'sunken'] as const),
];

/** Arrows are drawn a little through, so that those below can still be seen. */
const OPACITY = Number(
  /\.arrows \.arrow \{\s*opacity: ([\d.]+)/.exec(
    readFileSync(join(TEMPLATES, 'style', 'map.css'), 'utf8'),
  )?.[1],
);

function blend(colour: string, ground: string): string {
  const parts = [1, 3, 5].map((at) => {
    const [over, under] = [colour, ground].map((one) => Number.parseInt(one.slice(at, at + 2), 16));
    return Math.round((over ?? 0) * OPACITY + (under ?? 0) * (1 - OPACITY));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const SHAPES: readonly (readonly [string, string])[] = [
  ['strong-line', 'card'],
  ['strong-line', 'paper'],
  ['r-none', 'card'],
  ['accent', 'card'],
];

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const pick = (name: string): string => {
    const colour = COLOURS.get(name);
    if (!colour) throw new Error(`no colour --${name}`);
    return colour[scheme];
  };

  test.each(TEXT)('text %s on %s can be read', (ink, ground) => {
    expect(contrast(pick(ink), pick(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES)('shape %s on %s can be seen', (shape, ground) => {
    expect(contrast(pick(shape), pick(ground))).toBeGreaterThanOrEqual(3);
  });

  test.each(REMEDIES)('an arrow of colour %s can be seen, drawn through as it is', (remedy) => {
    const card = pick('card');
    expect(contrast(blend(pick(remedy), card), card)).toBeGreaterThanOrEqual(3);
  });
});

test('no colour is named anywhere else', () => {
  const frame = readFileSync(join(TEMPLATES, 'style', 'map.css'), 'utf8');
  expect(COLOURS.size).toBeGreaterThan(20);
  expect(frame).not.toMatch(/#[0-9a-f]{3,6}\b/i);
});

test('the measure is right: black on white is 21, grey #767676 on white is the lightest that passes', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeGreaterThan(4.5);
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
});
