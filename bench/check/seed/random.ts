/** The same choices every time. */
export interface Random {
  readonly shuffle: <T>(all: readonly T[]) => readonly T[];
}

/** Linear congruential generator of Numerical Recipes: good enough to pick examples. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    shuffle: (all) =>
      all
        .map((value) => ({ value, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ value }) => value),
  };
}
