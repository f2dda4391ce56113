/**
 * Every number the verdicts and the ranking rest on, with its reason. Figures called "measured" come
 * from public monoliths and starter apps that were read for it (docs/evidence/negative.md).
 */

// ── Is there a system to split at all?

/** Written tables below which a small code base is one or two aggregates. Measured: starters and teaching apps write 0 to 8, the smallest modular monolith 21. */
export const FEW_TABLES = 10;
/** Lines of server code below which one team of five knows all of it. Measured: starters end at 9,000, modular monoliths begin at 27,000; this lies between in ratio. */
export const SMALL_SYSTEM = 15_000;
/** As many tables as the smallest modular monolith writes. */
export const MANY_TABLES = 20;
/** A system with as many tables and fewer lines has less than a nano service's worth (200) for each: one deployable with guarded modules gives the same. */
export const SHORT_SYSTEM = 4_000;
/** With fewer tables, the longest starter (9,000) is the measure. */
export const SHORT_MODEST_SYSTEM = 10_000;
/** A plan of fewer boundaries worth a service is a monolith with an appendix. */
export const FEWEST_CANDIDATES = 2;
/** Share of the written tables that are always written together: from here on they are one consistency boundary. */
export const ONE_AGGREGATE = 0.6;
/** Two tables or three are always written together somewhere; that is no system of one aggregate. */
export const AGGREGATE_TABLES = 4;
/** Two tables are written together when this share of the functions writing the busier one write both. */
export const WRITTEN_TOGETHER = 0.5;
/** Gain of modularity over a random graph of the same degrees. Measured: random graphs −0.05 to 0.04, modular monoliths 0.14 to 0.50. */
export const RANDOM_STRUCTURE = 0.07;
/** With fewer dependencies than this chance alone makes groups, and the test says nothing. */
export const FEWEST_DEPENDENCIES = 100;
/** Share of the write places outside of the table's owner. Measured: modular monoliths 1 to 28 %, one schema written by everybody 90 %. */
export const SHARED_WRITES = 0.4;
/** A table that this share of the writing boundaries writes is the lock of the whole system … */
export const UNIVERSAL_TABLE = 0.5;
/** … provided it is that many: two writers of three are one shared table. */
export const UNIVERSAL_WRITERS = 3;
/** Share of all write places in one file: services around it would be its façade. Measured: modular monoliths at most 16 %. */
export const GOD_WRITER = 0.5;

// ── Is this boundary a service?

/** Lines below which a service is mostly its own plumbing (nano service): half of the smallest module extracted in the study (426). */
export const NANO_LINES = 200;
/** A boundary with more than this share of all lines is the monolith: the others are taken out of it. */
export const CORE_SHARE = 0.5;
/** Placement confidence below which we would not bet on the cut either (research: abstain). */
export const LOW_CONFIDENCE = 0.5;
/** Its files must use each other this many times more than files drawn at random would. */
export const COHESION_LIFT = 1.5;
/** Fewer dependencies than this cannot tell cohesion from chance. */
export const COHESION_SAMPLE = 10;
/** Needed by this share of the other boundaries (they call it, read its tables or refer to them) … */
export const HUB_SHARE = 0.5;
/** … and by at least this many, every request would wait for it. */
export const HUB_CLIENTS = 4;
/** Worth of taking out what writes no table: it frees nobody from the common database, and much of it is plumbing (caches, mail, queues). */
export const WITHOUT_DATA = 0.5;
/** Risk from which on obstacles go first, whatever they are: more than two in three such steps would meet one. */
export const HIGH_RISK = 0.7;
/** Share of its data accesses whose table is unknown: beyond it, ownership is a guess. */
export const UNREAD_DATA = 0.5;

// ── Risk: a count of `half` is half the amount; `weight` is how sure the full amount alone spoils an extraction.

export interface RiskScale {
  readonly half: number;
  readonly weight: number;
}

export const RISK = {
  /** Two services cannot share a transaction: a saga must be written, or the cut is wrong. */
  transactions: { half: 1, weight: 0.7 },
  /** Two writers of one table must become one before data can move. */
  writes: { half: 2, weight: 0.6 },
  /** Edge first: each call back makes the monolith a run-time dependency. Modules read in the study had 0 to 9 places. */
  reverse: { half: 5, weight: 0.6 },
  /** Queries over the border are rewritten one by one. */
  joins: { half: 4, weight: 0.4 },
  /** Callers get an adapter each and learn that a call may fail; study: 0 to 9 places. */
  clients: { half: 8, weight: 0.35 },
  /** A key becomes a column; 8 of 10 modules have some, so it is work more than danger. */
  foreignKeys: { half: 4, weight: 0.25 },
  /** Foreign rows that are only read can be replicated. */
  reads: { half: 6, weight: 0.2 },
  /** Share of lines no test imports: nothing would tell that behaviour changed. */
  untested: { half: 0, weight: 0.25 },
  /** Doubt about the placement of its files. */
  doubt: { half: 0, weight: 0.4 },
  /** Share of data accesses that could not be read. */
  unread: { half: 0, weight: 0.35 },
} as const satisfies Readonly<Record<string, RiskScale>>;

export type RiskName = keyof typeof RISK;

// ── Report

/** Obstacles printed per step: a screen; the rest is counted. */
export const OBSTACLES_SHOWN = 12;
