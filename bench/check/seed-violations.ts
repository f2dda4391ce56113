/**
 * Whether `saasctl check` tells what is wrong: plants one violation after the other into checkouts
 * and says which were told at their line, at another line, or not at all, and what was told besides.
 *
 *   npx tsx bench/check/seed-violations.ts <folder>[=<name>] … [--config saasctl.json] [--only <rule>]
 *     [--most 20] [--json <file>] [--show]
 *
 * The checkouts must be copies: every edit is taken back, but a killed run may leave one. What is
 * there today is accepted first. Nothing of a checkout is stored; the result names rules and shapes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Config } from '../../src/config/config-schema.ts';
import type { Violation } from '../../src/check/violation.ts';
import { openCheckout } from './seed/open-checkout.ts';
import type { Checkout } from './seed/open-checkout.ts';
import { findPlaces } from './seed/places.ts';
import type { Plant } from './seed/plant.ts';
import { ONE_PLACE, plantBoundaryCycles, plantModuleCycles } from './seed/plant-cycles.ts';
import { plantData } from './seed/plant-data.ts';
import {
  plantKernel,
  plantPrivateApi,
  plantUndeclared,
  plantUnresolved,
} from './seed/plant-imports.ts';
import type { Field } from './seed/plant-imports.ts';
import { plantInjections } from './seed/plant-injections.ts';
import { plantAcrossCut, plantDrift } from './seed/plant-services.ts';
import { createRandom } from './seed/random.ts';
import { followFix } from './seed/follow-fix.ts';
import type { Followed } from './seed/follow-fix.ts';
import { isCompanion } from './seed/companions.ts';

const SEED = 20261120;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    config: { type: 'string', default: 'saasctl.json' },
    only: { type: 'string', multiple: true, default: [] },
    most: { type: 'string', default: '20' },
    json: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});

type Outcome = 'caught' | 'wrong line' | 'missed' | 'quiet' | 'false alarm' | 'impossible';

interface Result {
  readonly checkout: string;
  readonly rule: string;
  readonly shape: string;
  readonly outcome: Outcome;
  readonly where: string;
  /** What was told besides, and is no consequence of the plant. */
  readonly extra: readonly string[];
  readonly followed: Followed | null;
}

const fieldOf = (checkout: Checkout, config: Config): Field => {
  const random = createRandom(SEED);
  const accepted = checkout.accept(config);
  return { checkout, accepted, random, places: findPlaces(checkout, accepted, random) };
};

function listPlants(checkout: Checkout, config: Config): readonly Plant[] {
  const field = fieldOf(checkout, config);
  const [extracted = ''] = field.places.boundaries.filter(
    (one) => field.places.newFile(one) !== null,
  );
  return [
    ...plantPrivateApi(field),
    ...plantUndeclared(field),
    ...plantKernel(field),
    ...plantBoundaryCycles(field),
    ...plantModuleCycles(fieldOf(checkout, ONE_PLACE(config))),
    ...plantData(field),
    ...plantInjections(field),
    ...plantAcrossCut(field, extracted),
    ...plantDrift(field, extracted),
    ...plantUnresolved(field),
  ];
}

/** At most so many of a rule, shapes that differ first. */
function limit(plants: readonly Plant[], most: number): readonly Plant[] {
  const groups = new Map<string, Plant[]>();
  for (const one of plants) {
    const key = one.rule ?? `nothing ${one.shape.split(':')[0] ?? ''}`;
    if (values.only.length > 0 && !values.only.some((rule) => key.includes(rule))) continue;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((all) => createRandom(SEED).shuffle(all).slice(0, most));
}

function run(checkout: Checkout, config: Config, plant: Plant): Result {
  const { rule, shape, path, variant, edits } = plant;
  const base = {
    checkout: checkout.name,
    rule: rule ?? 'nothing',
    shape,
    where: `${path}:${plant.lines.join(',')}`,
  };
  const accepted = checkout.accept(variant ? variant(config) : config);
  let fresh: readonly Violation[];
  try {
    fresh = checkout.judge(edits, accepted);
  } catch (error) {
    return {
      ...base,
      outcome: 'impossible',
      where: `${base.where} ${String(error)}`,
      extra: [],
      followed: null,
    };
  }
  const extra = fresh.filter((one) => !isCompanion(one, plant)).map(tell);
  if (rule === null) {
    const alarms = fresh.filter((one) => plant.shape.startsWith(one.rule)).map(tell);
    return {
      ...base,
      outcome: alarms.length > 0 ? 'false alarm' : 'quiet',
      extra: alarms.length > 0 ? alarms : extra,
      followed: null,
    };
  }
  const wanted = fresh.filter(
    (one) =>
      one.rule === rule &&
      (plant.symbol === undefined ||
        rule === 'crossing-transaction' ||
        one.symbol.includes(plant.symbol)),
  );
  const hit = wanted.find((one) =>
    [one, ...one.related].some((place) => place.path === path && plant.lines.includes(place.line)),
  );
  const outcome = hit ? 'caught' : wanted.length > 0 ? 'wrong line' : 'missed';
  const told = hit ?? wanted[0];
  const followed =
    hit && isToFollow(checkout, rule) ? followFix(checkout, accepted, plant, hit) : null;
  const where =
    outcome === 'wrong line' && told
      ? `${base.where}, told at ${told.path}:${told.line}`
      : base.where;
  return { ...base, outcome, where, extra, followed };
}

/** Following costs another check: of each rule and checkout a few. */
function isToFollow({ name }: Checkout, rule: string): boolean {
  const own = results.filter((one) => one.checkout === name && one.rule === rule);
  return own.filter((one) => one.followed !== null).length < FOLLOWED;
}

const FOLLOWED = 2;

const tell = ({ rule, from, to, symbol, path, line }: Violation): string =>
  `${rule} ${from} → ${to} ${symbol.slice(0, 60)} at ${path}:${line}`;

const results: Result[] = [];
for (const given of positionals) {
  const [folder = '', name = basename(folder)] = given.split('=');
  const config = JSON.parse(readFileSync(join(folder, values.config), 'utf8')) as Config;
  const start = performance.now();
  const checkout = openCheckout(name, join(folder, config.root ?? '.'));
  const { root: _, ...inside } = config;
  const plants = limit(listPlants(checkout, inside), Number(values.most));
  for (const plant of plants) {
    const result = run(checkout, inside, plant);
    results.push(result);
    const isFine =
      (result.outcome === 'caught' || result.outcome === 'quiet') &&
      result.extra.length === 0 &&
      result.followed?.isGone !== false;
    if (values.show || !isFine)
      process.stderr.write(
        `${name} ${result.rule} [${result.shape}] ${result.outcome} ${result.where}${result.followed?.isGone === false ? ` FIX FAILS ${result.followed.fix}` : ''}${result.extra.map((one) => `\n    also ${one}`).join('')}\n`,
      );
  }
  process.stderr.write(
    `${name}: ${plants.length} plants, ${Math.round((performance.now() - start) / 1000)} s\n`,
  );
}

const rules = [...new Set(results.map((one) => one.rule))];
console.log(
  '| rule | planted | caught at its line | at another line | missed | shapes | told besides | fixes followed | gone |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const rule of rules) {
  const own = results.filter((one) => one.rule === rule && one.outcome !== 'impossible');
  const count = (...outcomes: readonly Outcome[]): number =>
    own.filter((one) => outcomes.includes(one.outcome)).length;
  const followed = own.flatMap((one) => one.followed ?? []);
  console.log(
    `| ${rule} | ${own.length} | ${count('caught', 'quiet')} | ${count('wrong line')} | ${count('missed', 'false alarm')} | ${new Set(own.map((one) => one.shape)).size} | ${own.reduce((sum, one) => sum + one.extra.length, 0)} | ${followed.length} | ${followed.filter((one) => one.isGone).length} |`,
  );
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, null, 1));
