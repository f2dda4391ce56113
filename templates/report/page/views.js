import { boundaryView, groupView } from './view-boundary.js';
import { eventView, routeView } from './view-surface.js';
import { fileView } from './view-file.js';
import { findingView } from './view-finding.js';
import { keysView } from './view-keys.js';
import { pairView } from './view-pair.js';
import { restView } from './view-rest.js';
import { cellView, tableView } from './view-table.js';

/** How each kind of subject is shown in the inspector. */
export const VIEWS = {
  boundary: boundaryView,
  group: groupView,
  pair: pairView,
  rest: restView,
  table: tableView,
  cell: cellView,
  file: fileView,
  route: routeView,
  event: eventView,
  finding: findingView,
  keys: keysView,
};
