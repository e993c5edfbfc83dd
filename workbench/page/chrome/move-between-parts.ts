/** The parts of the page in the order F6 goes through them. */
const PARTS = [
  '.title-input',
  '.menu-name[tabindex="0"]',
  '.toolbar [tabindex="0"]',
  '.name-box',
  '.grid',
  '.tab[aria-selected="true"]',
  '.sidebar iframe',
];

/** F6 and Shift+F6: inside the grid Tab goes from cell to cell, so this is the way out of it. */
export function listenForPartKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'F6' || document.querySelector('dialog[open]')) return;
    const parts = PARTS.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
    const current = parts.findIndex((part) => part.matches(':focus') || part.contains(document.activeElement));
    const next = parts[(current + (event.shiftKey ? parts.length - 1 : 1)) % parts.length];
    next?.focus();
    event.preventDefault();
  });
}
