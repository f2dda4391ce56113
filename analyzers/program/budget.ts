/**
 * What looking for an answer may cost. The guards against cycles and depth end every question, but a
 * few lines written oddly enough (or by a generator) end after years: alternatives multiply on the way.
 * Counted in visits and never in time, so that the same program always gets the same answers.
 */
export interface Budget {
  /** A question from outside begins: it may spend what one question may. */
  readonly begin: () => void;
  /** One more expression, type or member is looked at; false when the question has spent all it may. */
  readonly spend: () => boolean;
  /** Asks other questions, with means of their own, while one is under way. */
  readonly aside: <T>(ask: () => T) => T;
  /** Visits of all questions so far. */
  readonly spent: () => number;
}

/**
 * Of some seventy real projects most questions need one or two, the hardest that end by themselves
 * about 5,000; one project has two that do not end after millions.
 */
const VISITS_OF_A_QUESTION = 20_000;

export function createBudget(limit: number = VISITS_OF_A_QUESTION): Budget {
  let left = limit;
  let before = 0;
  return {
    begin: () => {
      before += limit - left;
      left = limit;
    },
    spend: () => {
      if (left === 0) return false;
      left -= 1;
      return true;
    },
    aside: (ask) => {
      const rest = left;
      before += limit - left;
      left = limit;
      try {
        return ask();
      } finally {
        before += limit - left - (limit - rest);
        left = rest;
      }
    },
    spent: () => before + limit - left,
  };
}
