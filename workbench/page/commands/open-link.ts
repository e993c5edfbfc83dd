import { linksOf } from '../grid/cell-links.ts';
import type { Page } from '../state/page.ts';

/** Opens the first link of the active cell in a new window. @returns whether there was one */
export function openLink(page: Page): boolean {
  const [link] = linksOf(page.activeCell);
  if (!link) return false;
  window.open(link.address, '_blank', 'noopener');
  return true;
}
