/**
 * What remedies cost, relative to moving one file (1), and the thresholds at which one is preferred
 * to another. The numbers only order the remedies and weigh boundaries against each other; a reason
 * stands beside each.
 */
export const COSTS = {
  /** Generated with the contract; the name and the imports stay. */
  type: 0.25,
  /** One line moves to where the application is put together. */
  wiring: 0.25,
  /** It is an event already: its delivery is handed to the outbox. */
  keptEvent: 0.5,
  /** The column stays, the constraint goes, and its delete rule becomes a listener. */
  reference: 0.5,
  /** By definition: imports change, nothing else does. */
  move: 1,
  /** Moved, and from then on kept stable for everybody. */
  kernel: 1.5,
  /** An event with a payload, an outbox entry and an idempotent listener. */
  event: 3,
  /** A publication, a subscription and a table that is late by the lag. */
  replicate: 4,
  /** Contract, handler, client, mapper and a test for both; each call pays the network from then on. */
  api: 5,
  /** Little work, but one service fewer and its independence lost: dearer than any single cut. */
  merge: 6,
  /** Copies of the tables and of the code that reads them, kept alike on both sides. */
  ownCopy: 6,
  /** The caller learns to wait: its state is kept until the answer comes back as another event. */
  answeredEvent: 10,
  /** The same subject once more between the same two: what was built for the first serves it. */
  again: 0.1,
} as const;

/** A table with at most so many writing functions holds reference data, however few read it. */
export const FEW_WRITERS = 1;
/** A table with so many reading functions per writing one is worth a copy: most questions are saved. */
export const READS_PER_WRITE = 3;

/**
 * Two or three boundaries are merged when the cheapest way to part them removes more than this share
 * of the file edges among them: a dependency that goes both ways alike has no direction to keep.
 */
export const MERGE_SHARE = 1 / 3;
/** Fewer edges than these are cut one by one, whatever their share. */
export const MERGE_EDGES = 6;
/** More boundaries than this in one cycle are a knot to cut, not one service that was split by mistake. */
export const MERGE_NODES = 3;

/** A file is worth a split when at least so many of its members belong elsewhere; one is simply moved. */
export const SPLIT_MEMBERS = 2;
