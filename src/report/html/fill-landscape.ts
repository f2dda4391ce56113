/** Width to height of the screens the map is shown on. */
const LANDSCAPE = 1.8;
/** Stretched further, near and far would no longer mean anything. */
const MOST = 1.6;

interface Point {
  x: number;
  y: number;
}

/** Turns a cloud of points so that its longest way lies across, and stretches it to the shape of a screen. */
export function fillLandscape(points: readonly Point[]): void {
  if (points.length < 2) return;
  turnLengthwise(points);
  const width = extent(points.map((point) => point.x));
  const height = extent(points.map((point) => point.y));
  const missing = Math.sqrt((LANDSCAPE * Math.max(height, 1)) / Math.max(width, 1));
  const stretch = Math.min(Math.max(missing, 1 / MOST), MOST);
  for (const point of points) {
    point.x *= stretch;
    point.y /= stretch;
  }
}

/** The longest way is the first principal axis. */
function turnLengthwise(points: readonly Point[]): void {
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const half = (xx - yy) / 2;
  const largest = (xx + yy) / 2 + Math.sqrt(half * half + xy * xy);
  const [ax, ay] = xx >= yy ? [largest - yy, xy] : [xy, largest - xx];
  const length = Math.sqrt(ax * ax + ay * ay);
  if (length === 0) return;
  for (const point of points) {
    const { x, y } = point;
    point.x = (x * ax + y * ay) / length;
    point.y = (y * ax - x * ay) / length;
  }
}

const extent = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), -Infinity) -
  values.reduce((least, value) => Math.min(least, value), Infinity);
