/**
 * Labels keep their size on the screen whatever the zoom; where two would touch, the larger boundary keeps its own.
 *
 * @param {readonly SVGGElement[]} nodes largest first
 * @param {number} scale screen pixels per unit of the map
 */
export function placeLabels(nodes, scale) {
  const size = Math.min(15, Math.max(11, 12 * scale)) / scale;
  /** @type {{ x: number, y: number, right: number, bottom: number }[]} */
  const taken = [];
  for (const node of nodes) {
    const label = node.querySelector('.label');
    if (!(label instanceof SVGTextElement)) continue;
    label.style.fontSize = `${size}px`;
    const { x, y } = centre(node);
    const radius = Number(node.querySelector('.halo')?.getAttribute('r') ?? 0);
    label.setAttribute('y', String(radius + size));
    const width = (label.textContent?.length ?? 0) * size * 0.56;
    const box = {
      x: x - width / 2,
      y: y + radius,
      right: x + width / 2,
      bottom: y + radius + size * 1.25,
    };
    const free = taken.every(
      (other) => box.x > other.right || box.right < other.x || box.y > other.bottom || box.bottom < other.y,
    );
    node.classList.toggle('crowded', !free);
    if (free) taken.push(box);
  }
}

/** @param {SVGGElement} node */
function centre(node) {
  const matrix = node.transform.baseVal.consolidate()?.matrix;
  return { x: matrix?.e ?? 0, y: matrix?.f ?? 0 };
}
