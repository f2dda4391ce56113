/** Tells in the list of sections which one is being read. */
export function followSections() {
  const links = [...document.querySelectorAll('.sections a')];
  /** @type {Set<string>} */
  const visible = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) visible.add(target.id);
        else visible.delete(target.id);
      const current = links.find((link) => visible.has(link.getAttribute('href')?.slice(1) ?? ''));
      for (const link of links)
        if (link === current) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
    },
    { rootMargin: '-15% 0px -55% 0px' },
  );
  for (const section of document.querySelectorAll('main > section')) observer.observe(section);
}
