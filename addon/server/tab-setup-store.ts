import { NO_SETTINGS } from '../../shared/settings.ts';
import type { TabSetup } from '../protocol.ts';
import { parseSetup } from './parse-answers.ts';

/** A property holds at most 9 KB; 2,800 characters are below that whatever the script they are written in. */
const PIECE = 2800;

const NO_SETUP: TabSetup = { template: null, settings: NO_SETTINGS, budgetUsd: null };

function keyOf(tab: string, piece: number): string {
  return `rowshot.setup.${tab}.${piece}`;
}

/** What was set up for this tab, kept with the document so that everybody who edits it sees the same. */
export function readSetup(tab: string): TabSetup {
  const properties = PropertiesService.getDocumentProperties();
  let text = '';
  for (let piece = 0; ; piece++) {
    const part = properties.getProperty(keyOf(tab, piece));
    if (part === null || part === '') break;
    text += part;
  }
  if (text === '') return NO_SETUP;
  try {
    const saved = parseSetup(text);
    return { ...NO_SETUP, ...saved, settings: { ...NO_SETTINGS, ...saved.settings } };
  } catch (error) {
    console.warn(`The set-up of tab ${tab} is unreadable and starts empty: ${String(error)}`);
    return NO_SETUP;
  }
}

/** Remembers the set-up of a tab. */
export function writeSetup(tab: string, setup: TabSetup): void {
  const properties = PropertiesService.getDocumentProperties();
  const text = JSON.stringify(setup);
  const pieces = Math.ceil(text.length / PIECE);
  for (let piece = 0; piece < pieces; piece++) {
    properties.setProperty(keyOf(tab, piece), text.slice(piece * PIECE, (piece + 1) * PIECE));
  }
  for (let piece = pieces; properties.getProperty(keyOf(tab, piece)) !== null; piece++) {
    properties.deleteProperty(keyOf(tab, piece));
  }
}
