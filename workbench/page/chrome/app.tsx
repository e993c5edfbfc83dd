import type { Page } from '../state/page.ts';
import { PageContext } from '../state/page-context.ts';
import { Dialogs } from './dialogs.tsx';
import { FormulaBar } from './formula-bar.tsx';
import { GridHost } from './grid-host.tsx';
import { Popups } from './popups.tsx';
import { ScriptDialogs } from './script-dialogs.tsx';
import { Sidebar } from './sidebar.tsx';
import { TabBar } from './tab-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { OfflineBanner, Toasts } from './toasts.tsx';
import { Toolbar } from './toolbar.tsx';

export function App({ page }: { page: Page }) {
  return (
    <PageContext.Provider value={page}>
      <TitleBar />
      <OfflineBanner />
      <div class="work">
        <main class="sheet">
          <Toolbar />
          <FormulaBar />
          <GridHost />
          <TabBar />
          <Popups />
        </main>
        <Sidebar />
      </div>
      <Toasts />
      <Dialogs />
      <ScriptDialogs />
    </PageContext.Provider>
  );
}
