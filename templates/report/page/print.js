/** Paper: everything is written out, and what scrolls is told to show its beginning. */

/** @param {() => void} renderAll fills the sections that wait for their turn */
export function preparePrint(renderAll) {
  const tell = (/** @type {string} */ medium) => {
    for (const list of document.querySelectorAll('main .on-paper, main .virtual-list'))
      list.dispatchEvent(new Event(medium));
  };
  addEventListener('beforeprint', () => {
    renderAll();
    tell('paper');
  });
  addEventListener('afterprint', () => tell('screen'));
}
