import type { Activity } from '../../server/api.ts';
import { fromServerSelection } from '../grid/grid-selection.ts';
import type { Page } from '../state/page.ts';

/** Shows what a script asked for. */
export function showActivity(page: Page, activity: Activity): void {
  switch (activity.type) {
    case 'toast':
      page.toast(activity.message, activity.title, activity.seconds);
      return;
    case 'select':
      page.showTab(activity.selection.tabId);
      page.select(fromServerSelection(activity.selection));
      return;
    case 'sidebar':
      page.store.set({ sidebar: activity });
      return;
    default:
      page.store.set({ scriptDialogs: [...page.state.scriptDialogs, activity] });
  }
}
