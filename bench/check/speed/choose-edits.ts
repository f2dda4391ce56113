/** The files that change between runs: one of each kind that a change reaches differently far from. */

export type EditKind = 'service' | 'entity' | 'barrel';

export interface Edit {
  readonly kind: EditKind;
  readonly path: string;
}

/** Where a project has no file of the first form, one of the next stands for the kind. */
const FORMS: Readonly<Record<EditKind, readonly RegExp[]>> = {
  service: [/[.-]service\.ts$/],
  entity: [/\.entity\.ts$/, /-store\.ts$/, /\.model\.ts$/],
  barrel: [/\/index\.ts$/],
};

/** The file in the middle of each kind, by path. */
export function chooseEdits(files: readonly string[]): readonly Edit[] {
  return (['service', 'entity', 'barrel'] as const).flatMap((kind) => {
    const found = FORMS[kind]
      .map((form) => files.filter((path) => form.test(path) && !/fake|mock|test/i.test(path)))
      .find((paths) => paths.length > 0);
    const path = found?.[Math.floor(found.length / 2)];
    return path === undefined ? [] : { kind, path };
  });
}
