import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Page } from './page.ts';
import type { PageState } from './page-state.ts';
import { useStore } from './store.ts';

export const PageContext = createContext<Page | null>(null);

/** The open spreadsheet and its state, drawn again when that changes. */
export function usePage(): { page: Page; state: PageState } {
  const page = useContext(PageContext);
  if (!page) throw new Error('This part stands outside the page.');
  return { page, state: useStore(page.store) };
}
