/** Constructor and property injection of what another boundary keeps to itself (NestJS). */
import { MONOLITH } from '../../../src/check/ground.ts';
import type { Field } from './plant-imports.ts';
import { readMarks } from './plant.ts';
import type { Plant } from './plant.ts';

interface Provider {
  readonly name: string;
  readonly file: string;
  readonly place: string;
}

type Text = (name: string, from: string) => string;

const header: Text = (name, from) =>
  `import { Controller, forwardRef, Inject, Injectable } from '@nestjs/common';\nimport { ${name} } from '${from}';\n\n`;

const PROVIDERS: readonly (readonly [shape: string, text: Text])[] = [
  [
    'constructor of a service',
    (name, from) =>
      `${header(name, from)}@Injectable()\nexport class SeedProbe {\n  constructor(\n«i»    private readonly seeded: ${name},\n  ) {}\n}\n`,
  ],
  [
    'constructor of a controller',
    (name, from) =>
      `${header(name, from)}@Controller('seed')\nexport class SeedProbe {\n«i»  constructor(private readonly seeded: ${name}) {}\n}\n`,
  ],
  [
    '@Inject on a property',
    (name, from) =>
      `${header(name, from)}@Injectable()\nexport class SeedProbe {\n  @Inject(${name})\n«i»  private readonly seeded!: ${name};\n}\n`,
  ],
  [
    'forwardRef',
    (name, from) =>
      `${header(name, from)}@Injectable()\nexport class SeedProbe {\n  constructor(\n    @Inject(forwardRef(() => ${name}))\n«i»    private readonly seeded: ${name},\n  ) {}\n}\n`,
  ],
  [
    '@Inject with another type',
    (name, from) =>
      `${header(name, from)}@Injectable()\nexport class SeedProbe {\n«i»  constructor(@Inject(${name}) private readonly seeded: { run(): void }) {}\n}\n`,
  ],
  [
    'plain parameter',
    (name, from) =>
      `${header(name, from)}@Injectable()\nexport class SeedProbe {\n  private readonly kept: unknown;\n\n«i»  constructor(seeded: ${name}) {\n    this.kept = seeded;\n  }\n}\n`,
  ],
];

const REPOSITORIES: readonly (readonly [shape: string, text: Text])[] = [
  [
    'repository of an entity',
    (name, from) =>
      `import { Injectable } from '@nestjs/common';\nimport { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { ${name} } from '${from}';\n\n@Injectable()\nexport class SeedProbe {\n  constructor(\n    @InjectRepository(${name})\n«i»    private readonly seeded: Repository<${name}>,\n  ) {}\n}\n`,
  ],
];

/** Classes that are injected today, and that their boundary has not made public. */
export function plantInjections(field: Field): readonly Plant[] {
  const { accepted, places, random } = field;
  const { ground, head } = accepted;
  if (head.code.injections.length === 0) return [];
  const isPrivate = (file: string, name: string): boolean => {
    const boundary = ground.boundaries.get(ground.placeOf(file) ?? '');
    return boundary !== undefined && !ground.isPublic(boundary, file, name);
  };
  const providers = new Map<string, Provider>();
  for (const { to, token } of head.code.injections)
    if (to !== null && /^[A-Z]\w*[a-z]\w*$/.test(token) && isPrivate(to, token))
      providers.set(`${to}#${token}`, { name: token, file: to, place: ground.placeOf(to) ?? '' });
  const entities = head.code.tables.flatMap(({ entity, path, orm }): Provider[] =>
    entity !== null && orm === 'typeorm' && isPrivate(path, entity)
      ? [{ name: entity, file: path, place: ground.placeOf(path) ?? '' }]
      : [],
  );
  const froms = [...places.boundaries, MONOLITH];
  const plant = (
    all: readonly Provider[],
    shapes: typeof PROVIDERS,
    count: number,
  ): readonly Plant[] => {
    const pairs = random.shuffle(
      all.flatMap((one) =>
        froms
          .filter(
            (from) =>
              from !== one.place &&
              !accepted.found.some(
                ({ rule, from: a, symbol }) =>
                  rule === 'foreign-injection' && a === from && symbol.includes(one.name),
              ),
          )
          .map((from) => [from, one] as const),
      ),
    );
    return pairs.slice(0, count).flatMap(([from, one], at): readonly Plant[] => {
      const path = places.newFile(from);
      const [shape, text] = shapes[at % shapes.length] ?? [];
      if (path === null || shape === undefined || text === undefined) return [];
      const { text: plain, lineOf } = readMarks(text(one.name, places.specifier(path, one.file)));
      return [
        {
          rule: 'foreign-injection',
          shape,
          edits: [{ path, text: plain }],
          path,
          lines: lineOf('i'),
        },
      ];
    });
  };
  return [
    ...plant([...providers.values()], PROVIDERS, 12),
    ...plant(entities, REPOSITORIES, 3),
    ...plantParameter(field, [...providers.values()]),
  ];
}

/** One more parameter in a constructor that is there. */
function plantParameter(
  { places, checkout, random }: Field,
  providers: readonly Provider[],
): readonly Plant[] {
  return random
    .shuffle(providers)
    .slice(0, 3)
    .flatMap(({ name, file, place }): readonly Plant[] => {
      for (const from of [...places.boundaries, MONOLITH]) {
        if (from === place) continue;
        for (const path of places.existing(from)) {
          const before = checkout.read(path);
          if (
            !/@Injectable\(\)\s*export class/.test(before) ||
            !/\n {2}constructor\(\n/.test(before) ||
            before.includes(name)
          )
            continue;
          const text = `import { ${name} } from '${places.specifier(path, file)}';\n${before.replace(/\n {2}constructor\(\n/, `\n  constructor(\n    private readonly seeded: ${name},\n`)}`;
          const line =
            text.split('\n').findIndex((one) => one === `    private readonly seeded: ${name},`) +
            1;
          return [
            {
              rule: 'foreign-injection',
              shape: 'parameter in an existing constructor',
              edits: [{ path, text }],
              path,
              lines: [line],
            },
          ];
        }
      }
      return [];
    });
}
